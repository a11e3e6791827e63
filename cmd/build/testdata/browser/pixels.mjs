// node pixels.mjs SITE OTHER OUT ADDRESS…: two sites must look the same, to the
// pixel. Images of what differs go into the folder OUT.
//
// A busy machine can have Chromium smooth an edge otherwise by one shade, in one
// picture of thousands. A pair that differs is taken again: what the style sheets make
// different is different each time.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { each, finding, inBothThemes, states, statesOf, visit, withBrowser } from './lib.mjs';

const [dir, other, out, ...addresses] = process.argv.slice(2);

/** Pictures of a whole page in each theme, or of the window when something is open. */
function pictures(browser, site, { address, state, width }) {
  return visit(browser, site, address, { viewport: { width, height: 800 } }, async (page) => {
    if (state && !await states[state](page)) return undefined;
    const taken = {};
    await inBothThemes(page, async (theme) => {
      taken[theme] = await page.screenshot({ fullPage: !state, animations: 'disabled', caret: 'hide' });
    });
    return taken;
  });
}

/** How many pixels differ, and a picture of them. */
function compare(one, two) {
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(two)];
  if (a.width !== b.width || a.height !== b.height) return { sizes: `${a.width} × ${a.height}, not ${b.width} × ${b.height}` };
  const diff = new PNG({ width: a.width, height: a.height });
  return { count: pixelmatch(a.data, b.data, diff.data, a.width, a.height, { threshold: 0, includeAA: true }), image: PNG.sync.write(diff) };
}

await withBrowser([dir, other], async (browser, site, reference) => {
  const runs = [];
  for (const address of addresses) {
    for (const width of [375, 1280]) {
      runs.push({ address, width });
      for (const state of statesOf(site, address, addresses[0])) runs.push({ address, width, state });
    }
  }
  await each(runs, async (run) => {
    const where = [run.address, `${run.width} px`, run.state].filter(Boolean).join(', ');
    let one, two, differ;
    for (let turn = 0; turn < 3; turn += 1) {
      [one, two] = [await pictures(browser, site, run), await pictures(browser, reference, run)];
      if (!one || !two) return finding(where, 'state', `« ${run.state} » cannot be opened`);
      // Those with the same pixels may be packed otherwise.
      differ = Object.keys(one).filter((theme) => !one[theme].equals(two[theme])).map((theme) => ({ theme, ...compare(one[theme], two[theme]) })).filter(({ count }) => count !== 0);
      if (differ.length === 0) return undefined;
    }
    mkdirSync(out, { recursive: true });
    for (const { theme, sizes, count, image } of differ) {
      const name = join(out, `${where}, ${theme}`.replace(/[^\w]+/g, '-').replace(/^-/, ''));
      writeFileSync(`${name}.png`, one[theme]);
      writeFileSync(`${name}-reference.png`, two[theme]);
      if (image) writeFileSync(`${name}-difference.png`, image);
      finding(`${where}, ${theme}`, 'pixels', `${sizes ?? `${count} pixels differ`}: ${name}.png`);
    }
    return undefined;
  });
  process.stderr.write(`${2 * runs.length} pairs of pictures\n`);
});
