// node xss.mjs ROOT CORPUS: opens every page of every site below ROOT, and tries
// each line of CORPUS in addresses. Nothing of it may run, nor stand in a page as
// anything else than text. No header helps: a policy would hide what is wrong.
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { finding, withBrowser } from './lib.mjs';

const [root, corpus] = process.argv.slice(2);
const attempts = readFileSync(corpus, 'utf8').split('\n').filter((line) => line && !line.startsWith('# '));
const types = { '.html': 'text/html', '.js': 'text/javascript', '.xml': 'application/xml', '.svg': 'image/svg+xml', '.css': 'text/css', '.json': 'application/json' };

const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url.split(/[?#]/)[0]);
  let data;
  try {
    data = readFileSync(join(root, path.endsWith('/') ? `${path}index.html` : path));
  } catch {
    response.writeHead(path === '/' ? 200 : 404, { 'Content-Type': 'text/html' }).end('<!doctype html><title>a</title>');
    return;
  }
  response.writeHead(200, { 'Content-Type': `${types[extname(path)] ?? (path.endsWith('/') ? 'text/html' : 'text/plain')}; charset=utf-8` }).end(data);
});
await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
const origin = `http://127.0.0.1:${server.address().port}`;

// Runs in the page that holds the others: opens each in a frame, as scripts
// and all, and tells what an attempt has done to it or left in it.
async function open(addresses, titled) {
  const wrong = [];
  const bad = 'base, iframe, frame, object, embed, style:not(#xml-viewer-style), applet, animate, animateTransform, set, foreignObject, [srcdoc], [formaction], meta[http-equiv="refresh" i]';
  function inspect(address, page) {
    for (const e of page.querySelectorAll('*')) {
      const tell = (why) => wrong.push([address, 'inert', `${why}: ${e.outerHTML.slice(0, 200)}`]);
      if (e.matches(bad)) tell('element');
      if (e.localName === 'script' && e.type !== 'application/ld+json' && !e.src.startsWith(`${location.origin}/`)) tell('script');
      if (e.type === 'application/ld+json') {
        try {
          JSON.parse(e.text);
        } catch (error) {
          tell(String(error));
        }
      }
      for (const a of e.attributes) {
        if (/^on/i.test(a.name) || a.name === 'style' || !/^[a-z][a-z0-9:-]*$/i.test(a.name)) tell(`attribute ${a.name}`);
        const to = ['href', 'src', 'action', 'poster', 'data', 'xlink:href'].includes(a.name) && a.value.trim();
        if (to && !/^(https?:|mailto:|tel:|vscode:)/i.test(to) && /^[^/?#]*:/.test(to)) tell(`address ${to}`);
      }
    }
  }
  window.xss = (where) => wrong.push([where ?? '', 'runs', 'a script called xss()']);
  const queue = addresses.entries();
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (const [i, address] of queue) {
      const frame = document.createElement('iframe');
      frame.style.display = 'none'; // scripts run all the same
      const loaded = new Promise((done) => { frame.onload = done; });
      frame.src = address;
      document.body.append(frame);
      await loaded;
      let page;
      try {
        page = frame.contentDocument;
      } catch { /* another origin */ }
      if (!page || page.location.pathname !== new URL(address, location.href).pathname) wrong.push([address, 'leads', 'elsewhere']);
      else inspect(address, page);
      // What typography leaves alone must be there, as text.
      const bare = (text) => text.replace(/[^\p{L}\p{N}<>()=]/gu, '');
      const title = page?.querySelector('.fr-header__service-title')?.textContent ?? '';
      if (titled && bare(title) !== bare(titled[i])) wrong.push([address, 'lost', `${title} is not ${titled[i]}`]);
      frame.remove();
    }
  }));
  return wrong;
}

await withBrowser([], async (browser) => {
  const page = await (await browser.newContext({ bypassCSP: true })).newPage();
  await page.addInitScript(() => {
    if (window === top) return;
    for (const name of ['xss', 'alert', 'confirm', 'prompt']) window[name] = () => top.xss(location.href);
  });
  page.on('pageerror', (error) => finding('', 'script', String(error)));
  page.on('dialog', (dialog) => { finding('', 'runs', dialog.message()); dialog.dismiss(); });
  page.on('request', (request) => { if (!/^(data|about):/.test(request.url()) && !request.url().startsWith(origin)) finding(request.frame().url(), 'request', request.url()); });
  await page.goto(`${origin}/`);

  /** Opens addresses; titled are the titles that their sites must bear, if they are known. */
  async function openAll(addresses, titled) {
    for (let i = 0; i < addresses.length; i += 100) {
      for (const [address, rule, message] of await page.evaluate(`(${open})(${JSON.stringify(addresses.slice(i, i + 100))}, ${JSON.stringify(titled?.slice(i, i + 100)) ?? 'undefined'})`)) finding(address, rule, message);
    }
  }

  const files = readdirSync(root, { recursive: true }).map((name) => `/${name.split(sep).join('/')}`);
  const wanted = files.filter((name) => /\.(html|xml)$/.test(name));
  const homes = attempts.map((_, i) => `/${String(i).padStart(3, '0')}-false/index.html`);
  await openAll(homes, attempts);
  await openAll(wanted.filter((name) => !homes.includes(name)));
  // What a page does with its address.
  const asked = files.filter((name) => /^\/lists\/(projets|recherche)\/index\.html$/.test(name));
  const keys = ['q', 'texte', 'mission', 'famille', 'enjeu', 'statut', 'pilote', 'annee', 'tri', 'vue'];
  for (const name of asked) {
    await openAll(attempts.map(encodeURIComponent).map((typed) => `${name}?${keys.map((key) => `${key}=${typed}`).join('&')}#${typed}`));
  }
  if (asked.length === 0 || wanted.length < 10 * attempts.length) finding('', 'vacuous', `${wanted.length} files, ${asked.length} that read their address`);
  process.stderr.write(`${attempts.length} attempts, ${wanted.length} files\n`);
});
server.close();
server.closeAllConnections();
