// node noscript.mjs SITE ADDRESS…: without JavaScript everything can still be
// read and reached, and the theme follows the system's.
import { each, finding, visit, withBrowser } from './lib.mjs';

const [dir, ...addresses] = process.argv.slice(2);

// These run in the page.

/** The texts of an element, each with whether it can be seen as the page stands. */
function texts(root) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    const text = node.data.replace(/\s+/g, ' ').trim();
    // Controls are no content; an SVG's title is for assistive tools.
    if (!text || e.closest('script, style, template, select, button, label, legend, summary, svg title')) continue;
    found.push({ text, e, seen: e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) });
  }
  return found;
}

/** Texts that cannot be seen, and that nothing would show: no other details, no popover, nor what « except » selects. */
function hidden(root, except = '[popover]') {
  const opens = (e) => {
    if (e.closest(except)) return true;
    for (let up = e; up && up !== root; up = up.parentElement) {
      if (up.matches('details:not([open])') && up.querySelector('summary')?.checkVisibility()) return true;
    }
    return false;
  };
  return texts(root).filter((t) => !t.seen && !opens(t.e)).map((t) => t.text);
}

const inPage = `${texts}${hidden}`;
const ask = (locator, body) => locator.evaluate((root, code) => new Function('root', code)(root), `${inPage}${body}`);

async function read(page, where, left) {
  const complain = (rule, message) => finding(where, rule, message);
  const main = page.locator('main');
  const check = async (element, rule) => {
    for (const text of await ask(element, 'return hidden(root);')) {
      if (!left.includes(text)) complain(rule, `« ${text.slice(0, 80)} » cannot be seen`);
    }
  };

  // Each thing that opens is opened as a reader would, outer ones first.
  await check(main, 'hidden');
  for (const popover of await main.locator('[popover]').all()) {
    await main.locator(`[popovertarget="${await popover.getAttribute('id')}"]`).first().click();
    await check(popover, 'popover');
    await page.keyboard.press('Escape');
  }
  for (const details of await main.locator('details').all()) {
    const summary = details.locator('> summary');
    if (await details.getAttribute('open') === null && await summary.isVisible()) await summary.click();
    await check(details, 'details');
  }

  // Ways to other pages.
  for (const part of ['.fr-breadcrumb', 'footer']) {
    for (const text of await page.locator(`${part} a`).filter({ visible: false }).allTextContents()) complain('link', `${part}: ${text} is hidden`);
  }
  const opener = page.locator('[popovertarget="fdr-menu"]').first();
  if (await opener.isVisible()) await opener.click();
  const items = await page.locator('#fdr-menu .fr-nav__list > li').all();
  if (!items.length) complain('menu', 'no menu');
  for (const item of items) { // one at a time: a drop-down may cover its neighbour
    const summary = item.locator('summary');
    if (await summary.count()) await summary.click();
    for (const text of await item.locator('a').filter({ visible: false }).allTextContents()) complain('menu', `${text} is hidden`);
    if (await summary.count()) await summary.click();
  }
}

/** The colour behind the page. */
const background = (page) => page.evaluate(() => [document.body, document.documentElement]
  .map((e) => getComputedStyle(e).backgroundColor).find((color) => !/^rgba\(.*, 0\)$/.test(color)));

await withBrowser([dir], async (browser, site) => {
  const runs = addresses.flatMap((address) => [375, 1280].map((width) => ({ address, width })));
  await each(runs, async ({ address, width }) => {
    const where = `${address}, ${width} px, no script`;
    const options = { viewport: { width, height: 800 } };
    // With scripts: what a page says, and what a screen of this width leaves out anyway.
    const rich = await visit(browser, site, address, options, (page) => ask(page.locator('main'), `return {
      text: root.textContent.replace(/\\s+/g, ' '),
      left: hidden(root, '[hidden]'),
    };`));
    const plain = await visit(browser, site, address, { ...options, javaScriptEnabled: false }, async (page) => {
      const found = await ask(page.locator('main'), 'return texts(root).map((t) => t.text);');
      await read(page, where, rich.left);
      return found;
    });
    // Scripts take nothing away, but for what a noscript says.
    const note = site.source(address).match(/<noscript>.*?<\/noscript>/gs)?.join(' ') ?? '';
    for (const text of plain) {
      if (!rich.text.includes(text) && !note.includes(text)) finding(where, 'script', `scripts remove « ${text.slice(0, 80)} »`);
    }
  });
  const colors = await Promise.all(['light', 'dark'].map((colorScheme) => visit(browser, site, addresses[0], { colorScheme, javaScriptEnabled: false }, background)));
  if (colors[0] === colors[1]) finding(addresses[0], 'theme', `the background is ${colors[0]} in the light theme and in the dark one`);
  process.stderr.write(`${runs.length} readings\n`);
});
