// node visit.mjs SITE: what a first visit of the home page weighs, as a host
// that compresses texts sends it.
import { readFileSync } from 'node:fs';
import { extname, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { finding, withBrowser } from './lib.mjs';

const KB = 1024;
const limits = { all: 150 * KB, '.css': 32 * KB, '.js': 6 * KB };

function weigh(file) {
  const bytes = readFileSync(file);
  return ['.html', '.css', '.js'].includes(extname(file)) ? gzipSync(bytes, { level: 9 }).length : bytes.length;
}

await withBrowser([process.argv[2]], async (browser, site) => {
  const page = await browser.newPage();
  await page.goto(site.origin + site.mount, { waitUntil: 'networkidle' });
  await page.evaluate(() => document.fonts.ready.then(() => true));
  const sums = { all: 0, '.css': 0, '.js': 0 };
  for (const { address, file, status } of site.requests) {
    const size = weigh(file);
    sums.all += size;
    if (extname(file) in sums) sums[extname(file)] += size;
    if (status !== 200) finding(address, 'status', String(status));
    process.stderr.write(`${String(size).padStart(8)}  ${relative(site.dir, file)}\n`);
  }
  process.stderr.write(`${String(sums.all).padStart(8)}  in ${site.requests.length} requests\n`);
  for (const [kind, limit] of Object.entries(limits)) {
    if (sums[kind] > limit) finding(site.mount, 'weight', `${kind}: ${sums[kind]} bytes, more than ${limit}`);
  }
});
