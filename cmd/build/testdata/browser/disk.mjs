// node disk.mjs BROWSER FOLDER FILE…: opens an archived site from the disk, as a
// double click does, in chromium or firefox, and uses it.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PNG } from 'pngjs';
import puppeteer from 'puppeteer-core';
import { chromiums, findProgram, finding } from './lib.mjs';

const [name, folder, ...files] = process.argv.slice(2);
const root = resolve(folder);
const address = (file) => pathToFileURL(join(root, file)).href;

const browser = await puppeteer.launch(name === 'firefox'
  ? { browser: 'firefox', executablePath: findProgram('FIREFOX', ['firefox-esr', 'firefox']), headless: true }
  : { browser: 'chrome', executablePath: findProgram('CHROMIUM', chromiums), headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--host-resolver-rules=MAP * ~NOTFOUND'] });

// Runs in the page: all that it names, and what did not load.
async function inspect() {
  await document.fonts.ready;
  const urls = [...document.querySelectorAll('a[href], area[href], link[href]:not([rel~="canonical"])')].map((e) => new URL(e.getAttribute('href'), document.baseURI).href)
    .concat([...document.querySelectorAll('img[src], script[src], source[src], video[src], track[src]')].map((e) => e.src))
    .concat([...document.forms].map((e) => e.action));
  const icons = [...document.querySelectorAll('[class*="fr-icon-"]')].flatMap((e) => ['::before', '::after'].map((part) => getComputedStyle(e, part)))
    .filter((style) => style.content !== 'none').map((style) => style.maskImage || style.webkitMaskImage);
  return {
    urls: [...new Set(urls)],
    undated: [...document.querySelectorAll('main a[href^="http"], footer a[href^="http"]')].filter((e) => !e.dataset.au || !e.title.includes(e.dataset.au)).map((e) => e.outerHTML),
    ids: [...document.querySelectorAll('[id]')].map((e) => e.id),
    unloaded: [...document.querySelectorAll('link[rel="stylesheet"]')].filter((e) => !e.sheet).map((e) => e.href)
      .concat([...document.images].filter((e) => e.complete && !e.naturalWidth).map((e) => e.src))
      .concat([...document.fonts].filter((f) => f.status === 'error').map((f) => f.family)),
    fonts: [...document.fonts].filter((f) => f.status === 'loaded').length,
    family: getComputedStyle(document.body).fontFamily,
    icons: icons.filter((image) => image && image !== 'none'),
    scripted: document.documentElement.hasAttribute('data-js'),
    banner: document.querySelector('.fdr-archive')?.innerText,
    refresh: document.querySelector('meta[http-equiv="refresh"]')?.content,
  };
}

/** The file that an address names, if it is in the folder. */
function inside(url) {
  const path = fileURLToPath(url.href.split(/[?#]/)[0]);
  return path.startsWith(root + sep) && existsSync(path) && statSync(path).isFile();
}

let at = '';
async function watched() {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  page.on('console', (message) => { if (['error', 'warn', 'warning'].includes(message.type())) finding(at, 'console', message.text()); });
  page.on('pageerror', (error) => finding(at, 'script', String(error)));
  page.on('requestfailed', (request) => finding(at, 'request', `${request.url()}: ${request.failure()?.errorText}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && !(url.protocol === 'file:' && inside(url))) finding(at, 'outside', request.url());
  });
  return page;
}

const ids = new Map(); // file → ids in it
const anchors = [];
let links = 0;

function check(file, found) {
  for (const link of found.urls) {
    const url = new URL(link);
    links++;
    if (url.protocol === 'file:') {
      if (!inside(url)) finding(file, 'link', `${link} is no file of the folder`);
      else if (url.hash) anchors.push([file, fileURLToPath(link.split(/[?#]/)[0]), decodeURIComponent(url.hash.slice(1))]);
    } else if (!['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol)) finding(file, 'link', link);
  }
  for (const html of found.undated) finding(file, 'undated', html);
  for (const url of found.unloaded) finding(file, 'unloaded', url);
  for (const image of found.icons) if (!image.startsWith('url("data:')) finding(file, 'icon', image);
  if (!found.scripted) finding(file, 'script', 'the early script did not run');
  if (found.family.includes('Marianne') && !found.fonts) finding(file, 'font', 'no font was loaded');
  if (!/^Archive de l.édition du .*https?:\/\//s.test(found.banner ?? '')) finding(file, 'banner', String(found.banner));
}

/** How many colours an element shows: an icon that is not drawn has one. */
async function colours(element) {
  const image = PNG.sync.read(Buffer.from(await element.screenshot()));
  const seen = new Set();
  for (let i = 0; i < image.data.length; i += 4) seen.add(image.data.readUInt32BE(i));
  return seen.size;
}

const page = await watched();
let icons = 0;
for (const file of files) {
  at = file;
  await page.goto(address(file));
  const found = await page.evaluate(inspect);
  ids.set(join(root, file), new Set(found.ids));
  icons += found.icons.length;
  check(file, found);
}
if (!icons) finding('', 'icon', 'no page has an icon');
for (const [file, target, id] of anchors) {
  if (ids.has(target) && !ids.get(target).has(id)) finding(file, 'anchor', `${target} has no id « ${id} »`);
}

/** One thing that a reader does; whatever stops it is a finding. */
async function use(rule, file, work) {
  at = file ?? '';
  if (!file) return finding('', rule, 'no page to try it on');
  const page = await watched();
  page.setDefaultTimeout(10_000);
  try {
    await page.goto(address(file));
    await work(page, (message, ok) => { if (!ok) finding(file, rule, message); });
  } catch (error) {
    finding(file, rule, error.message);
  }
  return page.close();
}

const theme = (page) => page.evaluate(() => [document.documentElement.dataset.frTheme, getComputedStyle(document.body).color].join(' '));

await use('icons', 'index.html', async (page, expect) => {
  // A button without its text shows what is left: its icon.
  const button = await page.evaluateHandle(() => {
    const e = [...document.querySelectorAll('.fr-btn[class*="fr-icon-"]')].find((e) => e.offsetParent);
    e.style.color = 'rgb(0, 0, 255)';
    e.style.fontSize = '0';
    return e;
  });
  const n = await colours(button);
  expect(`${n} colours where an icon should be`, n > 1);
});

await use('theme', 'index.html', async (page, expect) => {
  await page.evaluate(() => document.querySelector('[popovertarget="fdr-affichage"]').click());
  await page.evaluate(() => document.querySelector('label[for="fdr-theme-dark"]').click());
  const dark = await theme(page);
  expect(`not dark: ${dark}`, dark.startsWith('dark'));
  await page.reload();
  expect('the choice is lost on a reload', await theme(page) === dark);
  await page.evaluate(() => document.querySelector('label[for="fdr-theme-system"]').click());
});

const listing = files.find((file) => file.startsWith('projets/') && file.split('/').length === 2);
await use('filters', listing, async (page, expect) => {
  const rows = () => page.evaluate(() => [...document.querySelectorAll('[data-resultats] tbody tr')].filter((e) => !e.hidden).length);
  const all = await rows();
  await page.evaluate(() => {
    const select = document.querySelector('[data-filtres] select');
    select.selectedIndex = 1;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  const some = await rows();
  expect(`${some} of ${all} rows after filtering`, some > 0 && some < all);
  const search = await page.evaluate(() => location.search);
  expect('the filter is not in the address', search.length > 1);
  await page.goto(address(listing) + search);
  expect('the address does not bring the filter back', await rows() === some);
});

await use('search', files.find((file) => file === 'recherche/index.html'), async (page, expect) => {
  const found = async (text) => {
    await page.waitForSelector(`[data-pret="${text}"]`, { timeout: 10_000 });
    return page.evaluate(() => [...document.querySelectorAll('[data-trouve] li a')].map((link) => link.href));
  };
  await page.waitForSelector('[data-pret]');
  await page.evaluate(() => {
    const field = document.querySelector('[data-recherche] [name="q"]');
    field.value = 'PROJETS';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  const links = await found('PROJETS');
  expect('nothing is found', links.length > 0);
  for (const link of links) expect(`${link} is no file of the folder`, inside(new URL(link)));
  // As the form of any page asks for it.
  const form = await page.evaluate(() => document.querySelector('.fr-header form').action);
  await page.goto(`${form}?q=projets`);
  expect('the address does not bring the results', (await found('projets')).join() === links.join());
});

await use('navigation', 'index.html', async (page, expect) => {
  for (const selector of ['#fdr-navigation a[href*="projets"]', 'main tbody a[href]', '.fr-breadcrumb a[href]']) {
    const want = await page.evaluate((selector) => document.querySelector(selector).href, selector);
    await Promise.all([page.waitForNavigation(), page.evaluate((selector) => document.querySelector(selector).click(), selector)]);
    expect(`${page.url()} instead of ${want}`, page.url() === want && want.endsWith('index.html'));
    expect('no h1', await page.evaluate(() => document.querySelectorAll('h1').length === 1));
  }
});

// A former address leads where it did, from the disk too.
const former = readdirSync(root, { recursive: true }).find((file) => file.endsWith('.html') && readFileSync(join(root, file), 'utf8').includes('http-equiv="refresh"'));
if (former) {
  at = former;
  const moved = await browser.newPage();
  await moved.goto(address(former)).catch(() => undefined); // it leads away while it loads
  await moved.waitForFunction(() => document.querySelector('[data-fr-theme] h1'), { timeout: 10_000 }).catch((error) => finding(former, 'redirect', error.message));
  if (!inside(new URL(moved.url())) || moved.url() === address(former)) finding(former, 'redirect', moved.url());
  await moved.close();
}

await browser.close();
process.stderr.write(`${name}: ${files.length} pages, ${links} links, ${icons} icons\n`);
