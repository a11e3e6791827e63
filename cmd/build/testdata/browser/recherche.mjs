// node recherche.mjs SITE QUERIES: each query of a file must find its page among
// the first three, but for two.
import { readFileSync } from 'node:fs';
import { finding, withBrowser } from './lib.mjs';

const [dir, file] = process.argv.slice(2);
const spared = 3;
const queries = readFileSync(file, 'utf8').split('\n').filter((line) => line.includes(' -> ')).map((line) => line.split(' -> '));

await withBrowser([dir], async (browser, site) => {
  const page = await browser.newPage();
  await page.goto(`${site.origin}${site.mount}recherche/`);
  await page.locator('[data-pret]').waitFor({ state: 'attached' });
  const missed = [];
  for (const [query, wanted] of queries) {
    await page.locator('[data-recherche] [name="q"]').fill(query);
    await page.waitForFunction((query) => document.querySelector('[data-trouve]').dataset.pret === query, query);
    const found = await page.locator('[data-trouve] li a').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
    const rank = found.indexOf(site.mount + wanted.slice(1)) + 1;
    if (rank < 1 || rank > 3) missed.push(`« ${query} » finds ${wanted} ${rank ? `as number ${rank}` : 'not at all'}, before it ${found.slice(0, 3).join(' ')}`);
  }
  process.stderr.write(`${queries.length} queries, ${queries.length - missed.length} with their page in the first three\n${missed.join('\n')}`);
  if (queries.length < 60) finding('/recherche/', 'queries', `${queries.length} queries only`);
  if (missed.length > spared) for (const m of missed) finding('/recherche/', 'quality', m);
});
