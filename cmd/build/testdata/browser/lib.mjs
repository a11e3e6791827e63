// What all browser tests share: a host of static files, Chromium, the list of a
// site's pages, and how findings are told.
import { createServer } from 'node:http';
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, extname, join, resolve, sep } from 'node:path';
import { chromium } from 'playwright-core';

/** What a site's _headers says of every file, but for what only https can do. */
function headersOf(dir) {
  const [, common] = /^\/\*\n((?: .*\n)+)/m.exec(readFileSync(join(dir, '_headers'), 'utf8'));
  const pairs = common.trim().split('\n').map((line) => /^ *([^:]+): (.*)$/.exec(line).slice(1));
  const headers = Object.fromEntries(pairs);
  headers['Content-Security-Policy'] = headers['Content-Security-Policy'].replace('; upgrade-insecure-requests', '');
  delete headers['Strict-Transport-Security'];
  return headers;
}

export const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.xml': 'application/xml', '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif', '.webp': 'image/webp', '.avif': 'image/avif',
  '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8', '.ics': 'text/calendar; charset=utf-8', '.pdf': 'application/pdf',
};

/** A folder that holds a site, and the addresses in it. */
export class Site {
  constructor(dir) {
    this.dir = resolve(dir);
    // The path under which the site was built to be published.
    const canonical = /<link rel="?canonical"? href="?([^" >]+)/.exec(readFileSync(join(this.dir, 'index.html'), 'utf8'));
    this.mount = new URL(canonical[1]).pathname.replace(/\/?$/, '/');
    this.requests = []; // files served so far
    this.headers = headersOf(this.dir);
  }

  /** The file at an address, or undefined. Neither query nor fragment matter. */
  file(address) {
    let path;
    try {
      path = decodeURIComponent(address.split(/[?#]/)[0]);
    } catch {
      return undefined;
    }
    if (!path.startsWith(this.mount) || path.includes('\0')) return undefined;
    path = path.slice(this.mount.length);
    const file = resolve(this.dir, path === '' || path.endsWith('/') ? `${path}index.html` : path);
    if (path.startsWith('/') || !file.startsWith(this.dir + sep)) return undefined; // climbs
    return existsSync(file) && statSync(file).isFile() ? file : undefined;
  }

  source(address) {
    return readFileSync(this.file(address), 'utf8');
  }

  /** The address of every page, redirections left out unless asked for. */
  pages({ redirections = false } = {}) {
    return readdirSync(this.dir, { recursive: true }).filter((name) => name.endsWith('.html'))
      .map((name) => this.mount + name.split(sep).join('/').replace(/(^|\/)index\.html$/, '$1')).sort()
      .filter((address) => this.leads(address) === undefined || redirections);
  }

  /** Where a redirection leads, or undefined. */
  leads(address) {
    return /http-equiv="?refresh"? content="[^"]*url=([^"]*)"/.exec(this.source(address))?.[1];
  }

  /** Serves the folder on a free port, like a host: 404.html for what is not there. */
  async serve() {
    this.server = createServer((request, response) => {
      let file = this.file(request.url);
      const status = file ? 200 : 404;
      file ??= join(this.dir, '404.html');
      this.requests.push({ address: request.url, file, status });
      response.writeHead(status, {
        ...this.headers,
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Cache-Control': request.url.startsWith(`${this.mount}assets/`) ? 'public, max-age=31536000, immutable' : 'no-cache',
      });
      response.end(readFileSync(file));
    });
    await new Promise((done) => { this.server.listen(0, '127.0.0.1', done); });
    this.origin = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** Tells what is wrong. One finding is enough to fail. */
export function finding(page, rule, message) {
  process.stdout.write(`${JSON.stringify({ page, rule, message })}\n`);
  process.exitCode = 1;
}

/** Does work on a list, several at a time. */
export async function each(list, work, concurrency = 4) {
  const queue = list.entries();
  await Promise.all(Array.from({ length: concurrency }, async () => {
    for (const [i, item] of queue) await work(item, i);
  }));
}

// The first is Chromium without windows, which takes half the processor time.
export const chromiums = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where a program is: what the variable says, or the first of the names. */
export function findProgram(variable, names) {
  for (const name of [process.env[variable], ...names].filter(Boolean)) {
    const places = name.includes('/') ? [name] : ['/usr/bin', ...process.env.PATH.split(delimiter)].map((dir) => join(dir, name));
    for (const place of places) {
      try {
        accessSync(place, constants.X_OK);
        return place;
      } catch { /* not there */ }
    }
  }
  throw new Error(`${names[0]} is missing: .ci/run installs it; or set ${variable} to its path`);
}

/** Runs a test with sites being served and Chromium, and puts both away. Once more when Chromium falls. */
export async function withBrowser(dirs, test) {
  const executablePath = findProgram('CHROMIUM', chromiums);
  await steady(async () => {
    const sites = await Promise.all(dirs.map((dir) => new Site(dir).serve()));
    let browser;
    try {
      browser = await chromium.launch({
        executablePath,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
          '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
      });
      await test(browser, ...sites);
    } finally {
      await browser?.close();
      for (const site of sites) site.close();
    }
  });
}

/**
 * Does work, and once more when the browser itself falls meanwhile: a renderer that
 * crashes, as Chromium's does now and then with many pages on a busy machine, says
 * nothing of a site. Twice in a row does.
 */
export async function steady(work) {
  try {
    return await work();
  } catch (error) {
    if (error.final || !/\b(Page|Target) crashed\b/.test(error.message)) throw error;
    process.stderr.write('Chromium crashed; once more\n');
    try {
      return await work();
    } catch (second) {
      second.final = true; // also for the work that this is part of
      throw second;
    }
  }
}

const idle = new Map(); // options → pages that wait for work: a new one costs half a second

/** Opens an address in a page of its own, as good as new, and works on it. */
export async function visit(browser, site, address, options, work) {
  const key = JSON.stringify(options);
  if (!idle.has(key)) idle.set(key, []);
  return steady(async () => {
    const page = idle.get(key).pop() ?? await (await browser.newContext({ reducedMotion: 'reduce', ...options })).newPage();
    await page.goto(site.origin + address);
    await page.mouse.move(-1, -1); // wherever it was, nothing is below it
    await page.evaluate(() => document.fonts.ready.then(() => true));
    const result = await work(page);
    idle.get(key).push(page);
    return result;
  });
}

/** Does work on a page in the light theme, then in the dark one: the page follows the system's. */
export async function inBothThemes(page, work) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`[data-fr-theme="${colorScheme}"]`).waitFor();
    await work(colorScheme);
  }
  await page.emulateMedia({ colorScheme: 'light' }); // as it came
}

/** What a page that has a state bears; the header, its menu and its dialog are the same on every page: the first will do. */
const marks = { filters: 'data-filtres', cards: 'data-vues', found: 'data-recherche' };

/** The states to look at a page in. */
export function statesOf(site, address, first) {
  return Object.keys(states).filter((state) => (marks[state] ? site.source(address).includes(marks[state]) : address === first));
}

/** What readers can open or point at; each returns false where there is no such thing. */
export const states = {
  async brand(page) {
    await page.locator('.fr-header__service-title').hover();
    return true;
  },
  async menu(page) {
    const button = page.locator('[popovertarget="fdr-menu"]').first();
    const narrow = await button.isVisible();
    if (narrow) await button.click();
    const summary = page.locator('#fdr-menu summary').first();
    if (await summary.count()) await summary.click();
    return narrow || await summary.count() > 0;
  },
  async dialog(page) {
    const button = page.locator('[popovertarget="fdr-affichage"]:visible').first();
    if (!await button.count()) return false;
    await button.click();
    await page.locator('#fdr-affichage').waitFor({ state: 'visible' });
    await page.mouse.move(-1, -1); // off the button, which has other colours below the pointer
    return true;
  },
  async filters(page) {
    const form = page.locator('[data-filtres]');
    if (!await form.count()) return false;
    await openFilters(page);
    await form.locator('select').first().selectOption({ index: 1 });
    await page.locator('[data-actifs] button').first().waitFor();
    return true;
  },
  async cards(page) {
    await page.locator('[data-vues] label', { hasText: 'Cartes' }).click();
    await page.locator('[data-cartes] a').first().waitFor();
    return true;
  },
  async found(page) {
    await page.locator('[data-pret]').waitFor({ state: 'attached' });
    await page.locator('[data-recherche] [name="q"]').fill('projet');
    await page.locator('[data-pret="projet"]').waitFor({ state: 'attached' });
    await page.locator('[data-compte]', { hasText: 'répond' }).waitFor(); // said once typing has stopped
    return true;
  },
};

/** Shows the fields of the filters, which a small screen folds. */
export async function openFilters(page) {
  const field = page.locator('[data-filtres] select').first();
  if (!await field.isVisible()) await page.locator('[data-filtres] summary').click();
  await field.waitFor({ state: 'visible' });
}
