// node foyer.mjs SITE ADDRESS…: whoever goes through a page by Tab sees where they are, at
// each stop, on a phone, a tablet and a desk.
import { each, finding, visit, withBrowser } from './lib.mjs';

const [dir, ...addresses] = process.argv.slice(2);
const widths = [320, 768, 1280];
const most = 300; // stops of a page

/** Runs in the page: what has the focus, and why it is not seen to have it; null past the last stop. */
function stop() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const label = element.matches('input') ? element.nextElementSibling : null; // drawn in the place of its box
  const width = (style) => (style.outlineStyle === 'none' || style.content === 'none' ? 0 : parseFloat(style.outlineWidth));
  const drawn = [[element], [element, '::before'], [element, '::after'], ...(label ? [[label], [label, '::before']] : [])];
  const outline = drawn.map(([e, part]) => getComputedStyle(e, part)).find((style) => width(style) > 0);
  const name = element.outerHTML.slice(0, 120);
  if (!outline) return { name, why: 'no outline' };
  // An outline of the element itself must not be cut off by what hides what is out of it,
  // nor be all out of what scrolls.
  const own = getComputedStyle(element);
  const room = width(own) && width(own) + parseFloat(own.outlineOffset);
  const box = element.getBoundingClientRect();
  for (let up = element.parentElement; up; up = up.parentElement) {
    const style = getComputedStyle(up);
    const scrolls = /auto|scroll/.test(style.overflow);
    if (!scrolls && !/hidden|clip/.test(style.overflow)) continue;
    const frame = up.getBoundingClientRect();
    const out = [frame.left - box.left, frame.top - box.top, box.right - frame.right, box.bottom - frame.bottom];
    const far = [box.width, box.height, box.width, box.height];
    if (out.some((by, side) => (scrolls ? by >= far[side] : by + room > 0.5))) return { name, why: `cut off by ${up.localName}.${up.className}` };
    break;
  }
  return { name };
}

await withBrowser([dir], async (browser, site) => {
  let stops = 0;
  const runs = addresses.flatMap((address) => widths.map((width) => ({ address, width })));
  await each(runs, ({ address, width }) => visit(browser, site, address, { viewport: { width, height: 800 } }, async (page) => {
    let last;
    for (let i = 0; i < most; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(stop);
      if (!at) break;
      stops++;
      last = at;
      if (at.why) finding(`${address}, ${width} px`, 'focus', `${at.why}: ${at.name}`);
    }
    if (!last) finding(`${address}, ${width} px`, 'focus', 'nothing can have it');
  }));
  process.stderr.write(`${runs.length} walks, ${stops} stops\n`);
});
