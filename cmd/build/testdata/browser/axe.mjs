// node axe.mjs SITE ADDRESS…: axe-core on some pages, in both themes, on a phone
// and on a desk, and with what can be opened open.
import axe from 'axe-core';
import { each, finding, inBothThemes, states, statesOf, visit, withBrowser } from './lib.mjs';

const [dir, ...addresses] = process.argv.slice(2);
// All tags of axe-core, but for levels that the law does not ask for and for
// rules that their authors call experimental.
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice', 'RGAAv4', 'EN-301-549', 'TTv5', 'section508'];

await withBrowser([dir], async (browser, site) => {
  const runs = [];
  for (const address of addresses) {
    for (const width of [320, 1280]) {
      runs.push({ address, width });
      for (const state of statesOf(site, address, addresses[0])) runs.push({ address, width, state });
    }
  }
  await each(runs, ({ address, width, state }) => visit(browser, site, address, { viewport: { width, height: 800 } }, async (page) => {
    const where = [address, `${width} px`, state].filter(Boolean).join(', ');
    if (state && !await states[state](page)) finding(where, 'state', `« ${state} » cannot be opened`);
    await page.evaluate(axe.source);
    await inBothThemes(page, async (theme) => {
      const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), tags);
      for (const { id, help, nodes } of violations) {
        finding(`${where}, ${theme}`, id, `${help}: ${nodes.slice(0, 5).map((n) => n.html.slice(0, 160)).join(' | ')}${nodes.length > 5 ? ` and ${nodes.length - 5} more` : ''}`);
      }
    });
  }));
  process.stderr.write(`${2 * runs.length} runs of axe-core ${axe.version}\n`);
});
