// node visit.mjs SITE: what a first visit of some pages weighs, as a host that
// compresses texts sends it: all, and on an ordinary page its scripts.
import { readFileSync } from 'node:fs';
import { extname, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { finding, withBrowser } from './lib.mjs';

const KB = 1024;
const limits = {
  '': { all: 150 * KB, '.css': 32 * KB, '.js': 6 * KB },
  'projets/': { all: 170 * KB },
  'recherche/': { all: 170 * KB },
};

function weigh(file) {
  const bytes = readFileSync(file);
  return ['.html', '.css', '.js'].includes(extname(file)) ? gzipSync(bytes, { level: 9 }).length : bytes.length;
}

await withBrowser([process.argv[2]], async (browser, site) => {
  for (const [path, most] of Object.entries(limits)) {
    const address = site.mount + path;
    site.requests.length = 0;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(site.origin + address, { waitUntil: 'networkidle' });
    await page.evaluate(() => document.fonts.ready.then(() => true));
    const sums = { all: 0, '.css': 0, '.js': 0 };
    for (const { address: asked, file, status } of site.requests) {
      const size = weigh(file);
      sums.all += size;
      if (extname(file) in sums) sums[extname(file)] += size;
      if (status !== 200) finding(asked, 'status', String(status));
      process.stderr.write(`${String(size).padStart(8)}  ${relative(site.dir, file)}\n`);
    }
    process.stderr.write(`${String(sums.all).padStart(8)}  ${address} in ${site.requests.length} requests\n`);
    for (const [kind, limit] of Object.entries(most)) {
      if (sums[kind] > limit) finding(address, 'weight', `${kind}: ${sums[kind]} bytes, more than ${limit}`);
    }
    await context.close();
  }
});
