// node print.mjs SITE: pages as paper has them, in the words that pdftotext reads.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { each, finding, findProgram, visit, withBrowser } from './lib.mjs';

const pdftotext = findProgram('PDFTOTEXT', ['pdftotext']);
const folder = mkdtempSync(join(tmpdir(), 'print-'));
const flat = (text) => text.normalize('NFC').replace(/[\s\u00a0\u202f]+/g, ' ').trim();

/** The texts of the sheets on which an address is printed, A4 as a browser does, and what « ask » finds in the page. */
async function print(browser, site, address, ask = () => undefined, options = {}) {
  return visit(browser, site, address, options, async (page) => {
    const said = await page.evaluate(ask);
    const file = join(folder, `${address.replace(/\W+/g, '-')}${JSON.stringify(options).length}.pdf`);
    await page.pdf({ path: file, format: 'A4', preferCSSPageSize: true, printBackground: false });
    return { said, sheets: execFileSync(pdftotext, [file, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\f').slice(0, -1) };
  });
}

/** What only serves a screen stays on it. */
function unprinted(address, sheets, list) {
  for (const words of list) if (flat(sheets.join(' ')).includes(words)) finding(address, 'print', `« ${words} » is printed`);
}

try {
  await withBrowser([process.argv[2]], async (browser, site) => {
    const named = () => [...document.querySelectorAll('main tbody th a')].map((a) => new URL(a.href).pathname);
    const list = [...new Set(await visit(browser, site, `${site.mount}projets/`, {}, (page) => page.evaluate(named)))];
    if (!list.length) finding(site.mount, 'print', 'no projet');
    let most = 0;
    await each(list, async (address) => {
      const { said, sheets } = await print(browser, site, address, () => ({
        title: document.querySelector('h1').textContent,
        facts: [...document.querySelectorAll('.fdr-bref dt, .fdr-jalon__titre, .fdr-indicateur h3')].map((e) => e.textContent),
      }));
      most = Math.max(most, sheets.length);
      if (sheets.length > 2) finding(address, 'print', `${sheets.length} sheets, not 2 at most`);
      unprinted(address, sheets, ['Menu', 'Copier le lien', 'Plan du site', 'À lire aussi']);
      const text = flat(sheets.join('\n')).replaceAll(' ', '');
      for (const words of [said.title, ...said.facts]) if (!text.includes(flat(words).replaceAll(' ', ''))) finding(address, 'print', `« ${words} » is not printed`);
    });

    // The whole document: a cover without number, contents, every projet in its order.
    const address = `${site.mount}imprimer/`;
    const { said: titles, sheets } = await print(browser, site, address,
      () => [...document.querySelectorAll('.fdr-partie[id] > h2, .fdr-imprimee > h3')].map((e) => e.firstChild.textContent));
    const text = sheets.map((sheet) => flat(sheet).replaceAll(' ', ''));
    if (/\d+\/\d+$/.test(text[0])) finding(address, 'print', 'the cover has a number');
    if (!text[1].startsWith('Tabledesmatières')) finding(address, 'print', 'contents do not follow the cover');
    let last = 1;
    for (const title of titles) {
      const at = text.findIndex((page, i) => i >= last && page.includes(flat(title).replaceAll(' ', '')));
      if (at < 0) finding(address, 'print', `« ${title} » is not printed after what comes before it`);
      else last = at;
    }
    if (titles.length < list.length) finding(address, 'print', `${titles.length} titles for ${list.length} projets`);
    unprinted(address, sheets, ['Plan du site', 'Paramètres d’affichage']);

    // No heading stands on paper without what it heads.
    for (const path of ['', 'projets/', 'projets/statut/en-cours/', 'pilotes/', 'changements/', 'indicateurs/', 'calendrier/', 'donnees/']) {
      const address = site.mount + path;
      const alone = await visit(browser, site, address, {}, async (page) => {
        await page.emulateMedia({ media: 'print' });
        const found = await page.evaluate(() => [...document.querySelectorAll('main :is(section, nav)')]
          .filter((e) => e.checkVisibility() && e.innerText.trim() === e.querySelector('h2, h3')?.innerText.trim()).map((e) => e.innerText));
        await page.emulateMedia({ media: null });
        return found;
      });
      for (const words of alone) finding(address, 'print', `« ${words.trim()} » is printed alone`);
    }

    // What is chosen dark is printed black on white.
    const { sheets: dark } = await print(browser, site, `${site.mount}calendrier/`, undefined, { colorScheme: 'dark' });
    if (!flat(dark.join('\n')).includes('Calendrier')) finding(`${site.mount}calendrier/`, 'print', 'no calendar on paper');
    process.stderr.write(`${list.length} projets on ${most} sheets at most, the whole on ${sheets.length}\n`);
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
