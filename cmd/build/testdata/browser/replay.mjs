// node replay.mjs WACZ ADDRESS…: a player of other hands replays an archive in
// Chromium, out of a service worker, without network.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { chromiums, findProgram, finding } from './lib.mjs';

const [file, ...addresses] = process.argv.slice(2);
const worker = readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@webrecorder/wabac/dist/sw.js'));
const archive = readFileSync(file);

// What players need of a host: whole files, and parts of them.
const server = createServer((request, response) => {
  const path = request.url.split('?')[0];
  if (path === '/sw.js') {
    response.writeHead(200, { 'Content-Type': 'text/javascript', 'Service-Worker-Allowed': '/' }).end(worker);
  } else if (path === `/${basename(file)}`) {
    const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
    const from = range ? (range[1] === '' ? archive.length - Number(range[2]) : Number(range[1])) : 0;
    const to = range && range[1] !== '' && range[2] !== '' ? Math.min(Number(range[2]) + 1, archive.length) : archive.length;
    response.writeHead(range ? 206 : 200, { 'Content-Type': 'application/wacz', 'Accept-Ranges': 'bytes', 'Content-Length': to - from,
      ...(range && { 'Content-Range': `bytes ${from}-${to - 1}/${archive.length}` }) }).end(request.method === 'HEAD' ? undefined : archive.subarray(from, to));
  } else if (path === '/') {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><meta charset=utf-8><title>replay</title><link rel=icon href="data:,">');
  } else {
    response.writeHead(404).end();
  }
});
await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await puppeteer.launch({ executablePath: findProgram('CHROMIUM', chromiums), headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'] });
try {
  const page = await browser.newPage();
  await page.goto(origin);
  const added = await page.evaluate(async (url) => {
    await navigator.serviceWorker.register('/sw.js', { scope: '/' });
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => { navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }); });
    return new Promise((done) => {
      navigator.serviceWorker.addEventListener('message', ({ data }) => { if (['collAdded', 'collProgress'].includes(data.msg_type) && (data.msg_type === 'collAdded' || data.error)) done(data.error ?? ''); });
      navigator.serviceWorker.controller.postMessage({ msg_type: 'addColl', name: 'essai', file: { sourceUrl: url } });
    });
  }, `${origin}/${basename(file)}`);
  if (added) finding(file, 'replay', added);

  for (const address of addresses) {
    const bad = (event) => (response) => {
      const url = response.url();
      if (!url.startsWith('data:') && !url.startsWith(`${origin}/`)) finding(address, 'outside', url);
      else if (event === 'response' && response.status() >= 400) finding(address, 'status', `${response.status()} ${url}`);
    };
    const watch = { request: bad('request'), response: bad('response'), pageerror: (error) => finding(address, 'script', String(error)),
      requestfailed: (request) => finding(address, 'request', `${request.url()}: ${request.failure()?.errorText}`) };
    for (const [event, work] of Object.entries(watch)) page.on(event, work);
    const found = await page.evaluate(async (url) => { // a player shows pages in a frame
      document.querySelector('iframe')?.remove();
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      await new Promise((done) => { frame.addEventListener('load', done, { once: true }); });
      const inside = frame.contentDocument;
      await inside.fonts.ready;
      return { h1: inside.querySelector('h1')?.textContent, scripted: inside.documentElement.hasAttribute('data-js'),
        sheets: [...inside.querySelectorAll('link[rel="stylesheet"]')].filter((e) => e.sheet).length,
        fonts: [...inside.fonts].filter((f) => f.status === 'error').map((f) => f.family) };
    }, `${origin}/w/essai/mp_/${address}`);
    for (const [event, work] of Object.entries(watch)) page.off(event, work);
    if (!found.h1 || !found.scripted || !found.sheets || found.fonts.length) finding(address, 'replay', JSON.stringify(found));
  }
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
process.stderr.write(`${addresses.length} pages replayed\n`);
