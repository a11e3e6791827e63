// node large.mjs SITE ADDRESS…: whatever editors type wraps. Nothing is wider than what
// holds it, on a phone, on a screen, with letters twice as large (WCAG 1.4.4, 1.4.10) or
// wider apart (1.4.12).
import { finding, withBrowser } from './lib.mjs';

const [dir, ...addresses] = process.argv.slice(2);
const apart = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }';
const twice = 'html { font-size: 200% !important }';
const ways = [['at 320 px', 320, ''], ['at 320 px, letters apart', 320, apart], ['at 320 px, letters twice as large', 320, twice],
  ['at 640 px, letters twice as large', 640, twice], ['at 1280 px', 1280, '']];

// Runs in the page: what is wider than the screen, or than its cell.
function inspect() {
  const bounds = (e) => e.getBoundingClientRect();
  const held = (e) => /auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX);
  const name = (e) => `${e.localName}.${e.className} « ${e.textContent.trim().slice(0, 30)} »`;
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page, of ${document.documentElement.scrollWidth} px`);
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('svg') || !bounds(e).width) continue;
    const above = [];
    for (let up = e.parentElement; up; up = up.parentElement) above.push(up);
    if (bounds(e).right > innerWidth + 1 && !above.some(held)) found.push(name(e));
    const cell = above.find((up) => up.matches('td, th'));
    if (cell && bounds(e).right > bounds(cell).right + 2) found.push(`${name(e)}, out of its cell`);
  }
  return found;
}

await withBrowser([dir], async (browser, site) => {
  const page = await browser.newPage({ bypassCSP: true });
  for (const address of addresses) {
    for (const [way, width, content] of ways) {
      await page.setViewportSize({ width, height: 700 });
      await page.goto(site.origin + site.mount + address);
      if (content) await page.addStyleTag({ content });
      const found = await page.evaluate(inspect);
      if (found.length) finding(address, 'large', `${way}: ${found.slice(0, 3).join('; ')}`);
    }
  }
});
