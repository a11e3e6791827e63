// node print.mjs SITE: pages as paper has them, in the words that pdftotext reads.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { each, finding, findProgram, visit, withBrowser } from './lib.mjs';

const pdftotext = findProgram('PDFTOTEXT', ['pdftotext']);
const folder = mkdtempSync(join(tmpdir(), 'print-'));
const flat = (text) => text.normalize('NFC').replace(/[\s\u00a0\u202f]+/g, ' ').trim();

/** The texts of the sheets on which an address is printed, A4 as a browser does. */
async function sheets(browser, site, address, options = {}) {
  return visit(browser, site, address, options, async (page) => {
    const file = join(folder, `${address.replace(/\W+/g, '-')}${JSON.stringify(options).length}.pdf`);
    await page.pdf({ path: file, format: 'A4', preferCSSPageSize: true, printBackground: false });
    return execFileSync(pdftotext, ['-layout', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\f').slice(0, -1);
  });
}

/** What only serves a screen stays on it. */
function unprinted(address, pages, list) {
  for (const words of list) if (flat(pages.join(' ')).includes(words)) finding(address, 'print', `« ${words} » is printed`);
}

try {
  await withBrowser([process.argv[2]], async (browser, site) => {
    const inPage = (address, work, arg) => visit(browser, site, address, {}, (page) => page.evaluate(work, arg));
    const list = [...new Set(await inPage(`${site.mount}projets/`, () => [...document.querySelectorAll('main tbody th a')].map((a) => new URL(a.href).pathname)))];
    if (!list.length) finding(site.mount, 'print', 'no projet');
    let most = 0;
    await each(list, async (address) => {
      const pages = await sheets(browser, site, address);
      most = Math.max(most, pages.length);
      if (pages.length > 2) finding(address, 'print', `${pages.length} sheets, not 2 at most`);
      const said = await inPage(address, () => ({
        title: document.querySelector('h1').textContent,
        facts: [...document.querySelectorAll('.fdr-bref dt, .fdr-jalon__titre, .fdr-indicateur h3')].map((e) => e.textContent),
      }));
      unprinted(address, pages, ['Menu', 'Copier le lien', 'Plan du site', 'À lire aussi']);
      const text = flat(pages.join('\n')).replaceAll(' ', '');
      for (const words of [said.title, ...said.facts]) if (!text.includes(flat(words).replaceAll(' ', ''))) finding(address, 'print', `« ${words} » is not printed`);
    });

    // The whole document: a cover without number, contents, every projet in its order.
    const address = `${site.mount}imprimer/`;
    const pages = await sheets(browser, site, address);
    const titles = await inPage(address, () => [...document.querySelectorAll('.fdr-partie[id] > h2, .fdr-imprimee > h3')].map((e) => e.firstChild.textContent));
    const text = pages.map((page) => flat(page).replaceAll(' ', ''));
    if (/\d+\/\d+$/.test(text[0])) finding(address, 'print', 'the cover has a number');
    if (!text[1].startsWith('Tabledesmatières')) finding(address, 'print', 'contents do not follow the cover');
    let last = 1;
    for (const title of titles) {
      const at = text.findIndex((page, i) => i >= last && page.includes(flat(title).replaceAll(' ', '')));
      if (at < 0) finding(address, 'print', `« ${title} » is not printed after what comes before it`);
      else last = at;
    }
    if (titles.length < list.length) finding(address, 'print', `${titles.length} titles for ${list.length} projets`);
    unprinted(address, pages, ['Plan du site', 'Paramètres d’affichage']);

    // What is chosen dark is printed black on white.
    const dark = await sheets(browser, site, `${site.mount}calendrier/`, { colorScheme: 'dark' });
    if (!flat(dark.join('\n')).includes('Calendrier')) finding(`${site.mount}calendrier/`, 'print', 'no calendar on paper');
    process.stderr.write(`${list.length} projets on ${most} sheets at most, the whole on ${pages.length}\n`);
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
