// node autres.mjs SITE ADDRESS…: what IBM Equal Access and HTML_CodeSniffer, which see
// what axe-core does not, say of some pages in both themes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { each, finding, inBothThemes, visit, withBrowser } from './lib.mjs';

const [dir, ...addresses] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const sources = ['accessibility-checker-engine/ace.js', 'html_codesniffer/build/HTMLCS.js'].map((name) => readFileSync(require.resolve(name), 'utf8'));

/** Runs in the page: what either finds wrong, as [rule, message, element]. */
async function inspect() {
  const { results } = await new globalThis.ace.Checker().check(document, ['WCAG_2_1']);
  const failed = results.filter(({ value }) => value[0] === 'VIOLATION' && value[1] === 'FAIL');
  await new Promise((done, wrong) => { globalThis.HTMLCS.process('WCAG2AA', document, done, wrong); });
  const errors = globalThis.HTMLCS.getMessages().filter(({ type }) => type === globalThis.HTMLCS.ERROR);
  return {
    rules: results.length,
    found: [
      ...failed.map(({ ruleId, message, snippet }) => [ruleId, message, snippet]),
      ...errors.map(({ code, msg, element }) => [code, msg, element.outerHTML ?? ''])
    ]
  };
}

await withBrowser([dir], async (browser, site) => {
  let rules = 0;
  await each(addresses, (address) => visit(browser, site, address, { viewport: { width: 1280, height: 800 }, bypassCSP: true }, async (page) => {
    for (const content of sources) await page.addScriptTag({ content });
    await inBothThemes(page, async (theme) => {
      const result = await page.evaluate(inspect);
      rules += result.rules;
      for (const [rule, message, element] of result.found) finding(`${address}, ${theme}`, rule, `${message}: ${element.slice(0, 160)}`);
    });
  }), 2);
  if (!rules) finding(dir, 'autres', 'nothing was looked at');
  process.stderr.write(`${addresses.length} pages, ${rules} results of IBM Equal Access\n`);
});
