// node crawl.mjs SITE: opens every page, and follows every link on paper.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { each, finding, withBrowser } from './lib.mjs';

const nowhere = 'une/adresse/qui/n-existe/pas';

// Runs in the page: what links to follow, and what should not be there.
function inspect() {
  const elements = [...document.querySelectorAll('*')];
  const name = (e) => e.outerHTML.slice(0, 100);
  const ids = elements.map((e) => e.id).filter(Boolean);
  const links = [...document.querySelectorAll('a[href], area[href], link[href]')].map((e) => new URL(e.getAttribute('href'), document.baseURI).href)
    .concat([...document.querySelectorAll('img[src], script[src], source[src], video[src]')].map((e) => e.src))
    .concat([...document.querySelectorAll('img[srcset], source[srcset]')]
      .flatMap((e) => e.srcset.split(/,\s+/).map((part) => new URL(part.trim().split(/\s/)[0], document.baseURI).href)))
    .concat([...document.forms].map((e) => e.action));
  return {
    ids,
    twice: ids.filter((id, i) => ids.indexOf(id) !== i),
    links: [...new Set(links)],
    brief: document.querySelector('.fdr-bref') && [...document.querySelectorAll('.fdr-bref h2, .fdr-bref dd:not(:has(a))')].map((e) => e.textContent.trim()),
    titles: document.querySelectorAll('h1').length,
    shown: elements.filter((e) => e.hidden && e.getClientRects().length).map(name),
    inline: elements.filter((e) => [...e.attributes].some((a) => a.name === 'style' || a.name.startsWith('on'))
      || e.matches('style, script:not([src]):not([type="application/ld+json"])')).map(name),
  };
}

// What reader modes make of a page; run as text, since the policy of the page forbids to make functions.
const readability = readFileSync(createRequire(import.meta.url).resolve('@mozilla/readability/Readability.js'), 'utf8');
const readerMode = `(() => { ${readability}; return new Readability(document.cloneNode(true)).parse()?.textContent ?? ''; })()`;

await withBrowser([process.argv[2]], async (browser, site) => {
  const seen = new Map(); // address → what inspect found

  const idle = []; // pages that wait for work

  /** A page that tells what goes wrong while it loads; its « visit » says what it is at. */
  async function watched() {
    const page = await browser.newPage();
    const tell = (rule, message) => finding(page.visit.address, rule, message);
    const own = (url) => page.visit.missing && url === site.origin + page.visit.address; // the one 404 that is asked for
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !own(message.location().url)) tell('console', message.text());
    });
    page.on('pageerror', (error) => tell('script', String(error)));
    page.on('requestfailed', (request) => {
      // What the next page cuts short, an icon that nothing waits for, has not failed if it is there.
      const cut = request.failure()?.errorText === 'net::ERR_ABORTED' && request.url().startsWith(site.origin) && site.file(new URL(request.url()).pathname);
      if (!cut) tell('request', `${request.url()}: ${request.failure()?.errorText}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${site.origin}/`) && !request.url().startsWith('data:')) tell('other-origin', request.url());
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && !own(response.url())) tell('status', `${response.status()} ${response.url()}`);
    });
    return page;
  }

  async function open(address, missing = false) {
    const page = idle.pop() ?? await watched();
    page.visit = { address, missing };
    await page.setViewportSize({ width: 320, height: 640 });
    const answer = await page.goto(site.origin + address);
    if (missing && answer.status() !== 404) finding(address, 'status', `${answer.status()} for a page that does not exist`);
    const found = await page.evaluate(inspect);
    seen.set(address, found);
    if (found.titles !== 1) finding(address, 'h1', `${found.titles} h1`);
    for (const id of found.twice) finding(address, 'id', `« ${id} » more than once`);
    for (const html of found.inline) finding(address, 'inline', html);
    for (const html of found.shown) finding(address, 'hidden', `shows: ${html}`);
    if (found.brief) {
      const read = await page.evaluate(readerMode);
      for (const fact of found.brief) if (!read.includes(fact)) finding(address, 'reader', `« ${fact} » is lost`);
      if (read.includes('À lire aussi')) finding(address, 'reader', 'statuses of other projets are read as its own');
    }
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 640 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) finding(address, 'scroll', `${wide} px too wide at ${width} px`);
    }
    idle.push(page);
  }

  const all = site.pages({ redirections: true });
  await each([...all, site.mount + nowhere], async (address, i) => {
    const to = i < all.length ? site.leads(address) : undefined;
    if (to === undefined) return open(address, i === all.length);
    // A former address: the browser must end where it leads.
    const page = await browser.newPage();
    await page.goto(site.origin + address, { waitUntil: 'commit' });
    await page.waitForURL(site.origin + to, { timeout: 10_000 }).catch(() => finding(address, 'redirect', `does not lead to ${to}`));
    return page.close();
  });

  for (const [address, { links }] of seen) {
    for (const link of links) {
      const url = new URL(link);
      if (url.origin !== site.origin) continue;
      const target = decodeURIComponent(url.hash.slice(1));
      if (!site.file(url.pathname) && url.pathname !== address) finding(address, 'link', `${url.pathname} does not exist`);
      else if (target && seen.has(url.pathname) && !seen.get(url.pathname).ids.includes(target)) {
        finding(address, 'anchor', `${url.pathname} has no id « ${target} »`);
      }
    }
  }
  process.stderr.write(`${seen.size} pages, ${[...seen.values()].reduce((n, p) => n + p.links.length, 0)} links\n`);
});
