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
import { each, finding, states, statesOf, visit, withBrowser } from './lib.mjs';

const [dir, other, out, ...addresses] = process.argv.slice(2);

/** A picture of a whole page, or of the window when something is open. */
function picture(browser, site, { address, state, options }) {
  return visit(browser, site, address, options, async (page) => {
    if (state && !await states[state](page)) return undefined;
    return page.screenshot({ fullPage: !state, animations: 'disabled', caret: 'hide' });
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
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [375, 1280]) {
        const options = { colorScheme, viewport: { width, height: 800 } };
        runs.push({ address, options });
        for (const state of statesOf(site, address, addresses[0])) runs.push({ address, state, options });
      }
    }
  }
  await each(runs, async (run) => {
    const where = [run.address, run.options.colorScheme, `${run.options.viewport.width} px`, run.state].filter(Boolean).join(', ');
    let one, two, sizes, count, image;
    for (let turn = 0; turn < 3; turn += 1) {
      [one, two] = [await picture(browser, site, run), await picture(browser, reference, run)];
      if (!one || !two) return finding(where, 'state', `« ${run.state} » cannot be opened`);
      if (one.equals(two)) return undefined;
      ({ sizes, count, image } = compare(one, two));
      if (count === 0) return undefined; // the same pixels, otherwise packed
    }
    mkdirSync(out, { recursive: true });
    const name = join(out, where.replace(/[^\w]+/g, '-').replace(/^-/, ''));
    writeFileSync(`${name}.png`, one);
    writeFileSync(`${name}-reference.png`, two);
    if (image) writeFileSync(`${name}-difference.png`, image);
    return finding(where, 'pixels', `${sizes ?? `${count} pixels differ`}: ${name}.png`);
  });
  process.stderr.write(`${runs.length} pairs of pictures\n`);
});
