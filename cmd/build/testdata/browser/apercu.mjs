// node apercu.mjs PROGRAM SOURCE: an editor types and saves, pages follow. SOURCE
// is a roadmap with layouts/ and assets/ that this script may change.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync, renameSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { finding, steady, withBrowser } from './lib.mjs';

const [program, source] = process.argv.slice(2);
const file = (name) => join(source, name);
const edit = (name, change) => writeFileSync(file(name), change(readFileSync(file(name), 'utf8')));

/** A port that nobody has. */
async function freePort() {
  const server = createServer();
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const { port } = server.address();
  await new Promise((done) => { server.close(done); });
  return port;
}

/** Runs « build watch » until stop is called. */
async function start(port, ...options) {
  const child = spawn(program, ['watch', '-C', source, '--port', String(port), ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  child.stderr.on('data', (data) => { told += data; });
  await new Promise((done, fail) => {
    child.stdout.on('data', (data) => { if (String(data).includes('Aperçu')) done(); });
    child.on('exit', (status) => fail(new Error(`build watch ended with ${status}: ${told}`)));
  });
  return {
    told: () => told,
    stop: () => new Promise((done) => {
      child.removeAllListeners('exit');
      child.on('exit', done);
      child.kill('SIGINT');
    }),
  };
}

const port = await freePort();
const origin = `http://127.0.0.1:${port}`;

await withBrowser([], async (browser) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 500 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(8000);
  // Pages about which there is nothing to say, so that what is said is what is tried.
  edit('content/projets/a.md', (text) => text.replace('<https://exemple.fr/>', '[un autre site](https://exemple.fr/)'));
  const clean = readFileSync(file('content/projets/a.md'), 'utf8');
  let server = await start(port);

  /** Opens a page that knows whether it was ever loaded again, and what went wrong in it. */
  async function open(address, status = 200) {
    const page = await context.newPage();
    page.wrong = [];
    page.on('pageerror', (error) => page.wrong.push(String(error)));
    page.on('console', (message) => { if (message.type() === 'error' && !/ERR_CONNECTION|status of (404|500)/.test(message.text())) page.wrong.push(message.text()); });
    const answer = await page.goto(origin + address);
    if (answer.status() !== status) throw new Error(`${address}: status ${answer.status()}, want ${status}`);
    await page.evaluate(() => { window.sameDocument = true; });
    return page;
  }
  const stayed = (page) => page.evaluate(() => window.sameDocument === true);
  const panel = (page) => page.locator('#apercu');
  const done = (page) => page.close();

  async function check(rule, work) {
    const problem = (message, ok) => { if (!ok) finding(rule, 'apercu', message); };
    try {
      await steady(async () => {
        writeFileSync(file('content/projets/a.md'), clean);
        await work(problem);
      });
    } catch (error) {
      finding(rule, 'apercu', `${error.message.replace(/\x1b\[\d+m/g, '').split('\n').slice(0, 4).join(' ')} ${server.told().slice(-300)}`);
    }
    writeFileSync(file('content/projets/a.md'), clean);
  }

  await check('type, save, see', async (expect) => {
    const page = await open('/projets/a/');
    edit('content/projets/a.md', (text) => `${text}\nUne phrase de plus.\n`);
    await page.getByText('Une phrase de plus.').waitFor();
    expect('the page was loaded again for one more sentence', await stayed(page));
    edit('content/projets/a.md', (text) => text.replace('Une phrase de plus.', 'Une autre phrase.\n\n## Une partie ajoutée\n\nEncore.'));
    await page.getByRole('heading', { name: 'Une partie ajoutée' }).waitFor();
    expect('the old sentence is gone', await page.getByText('Une phrase de plus.').count() === 0);
    expect('the page was loaded again for a new part', await stayed(page));
    expect(`no error in the page: ${page.wrong}`, page.wrong.length === 0);
    await done(page);
  });

  await check('saved by renaming', async (expect) => {
    const page = await open('/projets/a/');
    writeFileSync(file('content/projets/.a.md.swp'), 'swap');
    writeFileSync(file('content/projets/a.md~'), clean);
    writeFileSync(file('content/projets/sed123'), `${clean}\nÉcrit à côté.\n`);
    renameSync(file('content/projets/sed123'), file('content/projets/a.md'));
    await page.getByText('Écrit à côté.').waitFor();
    expect('the page was loaded again', await stayed(page));
    rmSync(file('content/projets/.a.md.swp'));
    rmSync(file('content/projets/a.md~'));
    await done(page);
  });

  await check('a title, on other pages', async (expect) => {
    const [list, mission] = [await open('/projets/'), await open('/missions/donnees/')];
    edit('content/projets/a.md', (text) => text.replace(/^titre: .*$/m, 'titre: Un titre tout neuf'));
    await mission.getByRole('link', { name: 'Un titre tout neuf' }).first().waitFor();
    await list.getByRole('link', { name: 'Un titre tout neuf' }).first().waitFor();
    expect('nothing goes wrong', mission.wrong.length + list.wrong.length === 0);
    await done(list);
    await done(mission);
  });

  await check('a list that is filtered', async (expect) => {
    const list = await open('/projets/?mission=donnees');
    const count = () => list.locator('[data-compte]').innerText();
    const before = parseInt(await count(), 10);
    edit('content/projets/a.md', (text) => text.replace(/^mission: donnees$/m, 'mission: sites'));
    await list.waitForFunction((n) => parseInt(document.querySelector('[data-compte]').innerText, 10) === n, before - 1);
    expect('the filter stays', await list.locator('[data-filtres] select[name=mission]').inputValue() === 'donnees');
    expect('what it leaves out is hidden', await list.getByText('Le portail : version 2').first().isHidden());
    expect(`nothing goes wrong: ${list.wrong}`, list.wrong.length === 0);
    await done(list);
  });

  await check('error and recovery', async (expect) => {
    const page = await open('/projets/a/');
    const before = await page.locator('main').innerText();
    edit('content/projets/a.md', (text) => text.replace(/^titre: /m, 'tittre: '));
    await panel(page).getByText('content/projets/a.md:2:1').first().waitFor();
    expect('the panel says what to type', await panel(page).getByText('écrivez « titre: »').isVisible());
    expect('the panel shows the line', await panel(page).getByText('tittre: ').first().isVisible());
    expect('the place opens in the editor', /^vscode:\/\/file\/.*content\/projets\/a\.md:2:1$/.test(await panel(page).getByRole('link', { name: 'content/projets/a.md:2:1' }).first().getAttribute('href')));
    expect('the last good page stays', await page.locator('main').innerText() === before && await stayed(page));
    const again = await page.request.get(`${origin}/projets/a/`);
    expect('it is served so, with its panel', again.status() === 200 && (await again.text()).includes('a.md:2:1'));
    const other = await open('/missions/donnees/');
    await panel(other).getByText('1 erreur', { exact: true }).waitFor();
    expect('what is wrong elsewhere is counted, and folded', await panel(other).getByText('Ailleurs').isHidden());
    await panel(other).getByText('Problèmes').click();
    await panel(other).getByText('Ailleurs').waitFor();
    writeFileSync(file('content/projets/a.md'), clean);
    await panel(page).getByText('rien à signaler').waitFor();
    await panel(other).getByText('rien à signaler').waitFor();
    expect('nothing was loaded again', await stayed(page) && await stayed(other));
    await done(page);
    await done(other);
  });

  await check('by keyboard alone', async (expect) => {
    const page = await open('/projets/a/');
    const focused = () => page.evaluate(() => {
      const at = document.activeElement;
      return at.shadowRoot?.activeElement ? `${at.id}: ${at.shadowRoot.activeElement.innerText}` : at.nodeName;
    });
    edit('content/projets/a.md', (text) => `${text.replace(/^titre: /m, 'tittre: ')}\n[nulle part](nulle-part.md)\n`);
    await panel(page).getByText('nulle-part.md').first().waitFor();
    await page.keyboard.press('Tab');
    expect('the first stop leads to the panel', (await focused()).startsWith('apercu-acces: Aller à l’aperçu'));
    expect('and is seen', await page.locator('#apercu-acces a').evaluate((a) => a.getBoundingClientRect().top >= 0 && a.matches(':focus')));
    await page.keyboard.press('Enter');
    expect('it does', (await focused()).startsWith('apercu: Aperçu'));
    await page.keyboard.press('F8');
    expect('F8 goes to the first problem', (await focused()) === 'apercu: content/projets/a.md:2:1');
    await page.keyboard.press('F8');
    expect('and to the next, in the text', /^apercu: content\/projets\/a\.md:\d+:1$/.test(await focused()) && !(await focused()).includes(':2:1'));
    await page.keyboard.press('Shift+F8');
    expect('and back', (await focused()) === 'apercu: content/projets/a.md:2:1');
    await page.keyboard.press('Escape');
    expect('Escape leaves the panel', (await focused()).startsWith('apercu-acces'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('F8');
    await page.keyboard.press('Escape');
    expect('and goes back to where one was', (await focused()) === 'A');
    expect(`nothing goes wrong: ${page.wrong}`, page.wrong.length === 0);
    await done(page);
  });

  await check('a page that gets another name', async (expect) => {
    writeFileSync(file('content/projets/nomade.md'), '---\ntitre: Nomade\n---\n\nTexte.\n');
    const other = await open('/projets/');
    await other.getByRole('link', { name: 'Nomade' }).first().waitFor();
    await done(other);
    const page = await open('/projets/nomade/');
    renameSync(file('content/projets/nomade.md'), file('content/projets/arrive.md'));
    await panel(page).getByText('s’appelle maintenant content/projets/arrive.md').waitFor();
    await panel(page).getByRole('link', { name: 'Voir sa page' }).click();
    await page.getByRole('heading', { name: 'Nomade' }).waitFor();
    expect('the link leads there', new URL(page.url()).pathname === '/projets/arrive/');
    rmSync(file('content/projets/arrive.md'));
    await panel(page).getByText('n’existe plus').waitFor();
    await done(page);
  });

  await check('a page that never was good', async (expect) => {
    writeFileSync(file('content/projets/neuf.md'), '---\ntitre: Neuf\nstatut: fini\n---\n\nTexte.\n');
    const page = await open('/projets/neuf/', 500);
    await panel(page).getByText('content/projets/neuf.md:3:').first().waitFor();
    edit('content/projets/neuf.md', (text) => text.replace('fini', 'acheve'));
    await page.getByRole('heading', { name: 'Neuf' }).waitFor();
    await page.waitForFunction(() => document.title.startsWith('Neuf'));
    rmSync(file('content/projets/neuf.md'));
    await page.waitForFunction(() => document.title.startsWith('Page introuvable'));
    expect('nothing goes wrong', page.wrong.length === 0);
    await done(page);
  });

  await check('a broken link, in the text and in the background', async () => {
    const other = await open('/');
    edit('content/projets/a.md', (text) => `${text}\n[Ailleurs](../projets/nulle-part.md), [ici](b/index.md)\n`);
    await panel(other).getByText('Problèmes').click();
    await panel(other).getByText('nulle-part.md').first().waitFor();
    await panel(other).getByText('ne dit pas où mène').first().waitFor();
    writeFileSync(file('content/projets/a.md'), clean);
    await panel(other).getByText('rien à signaler').waitFor();
    await done(other);
  });

  await check('scroll, details and focus', async (expect) => {
    edit('content/projets/a.md', (text) => `${text}\n\n:::accordeon[Un volet]\nDedans.\n:::\n\n${'Un paragraphe qui prend de la place.\n\n'.repeat(40)}Fin.\n`);
    const page = await open('/projets/a/');
    await page.getByText('Un volet').click();
    const link = page.locator('footer a').first();
    await link.focus();
    await page.evaluate(() => scrollTo(0, 700));
    edit('content/projets/a.md', (text) => text.replace('Fin.', 'Fin changée.'));
    await page.getByText('Fin changée.').waitFor();
    const state = () => page.evaluate(() => [Math.round(scrollY), [...document.querySelectorAll('main details')].some((d) => d.open), document.activeElement.closest('footer') !== null].join());
    expect(`kept in place: ${await state()}`, await state() === '700,true,true' && await stayed(page));
    // What the page's scripts changed cannot be put in place: the page is loaded again, and set back.
    await page.evaluate(() => { document.querySelector('.fdr-chapeau').textContent = 'écrit par un script'; scrollTo(0, 700); });
    edit('content/projets/a.md', (text) => text.replace(/^resume: .*$/m, 'resume: Un autre résumé.'));
    await page.waitForFunction(() => !window.sameDocument);
    await page.getByText('Un autre résumé.').first().waitFor();
    await page.waitForFunction(() => Math.round(scrollY) === 700);
    expect(`set back after loading again: ${await state()}`, await state() === '700,true,true');
    await done(page);
  });

  await check('what a keyboard and a screen reader have of the panel', async (expect) => {
    const page = await open('/projets/a/');
    const ask = (work) => page.locator('#apercu').evaluate(work);
    await ask((host) => { host.shadowRoot.querySelector('.barre [role=status]').sameNode = true; });
    edit('content/projets/b/index.md', (text) => text.replace(/^titre: /m, 'tittre: '));
    await panel(page).getByText('1 erreur', { exact: true }).waitFor();
    const summary = panel(page).getByText('Problèmes');
    await summary.focus();
    expect('what is wrong elsewhere stays folded', await panel(page).getByText('Ailleurs').isHidden());
    edit('content/projets/a.md', (text) => text.replace(/^titre: /m, 'tittre: '));
    await panel(page).getByText('Dans cette page').waitFor();
    expect('the focus stays', await ask((host) => host.shadowRoot.activeElement?.nodeName === 'SUMMARY'));
    await ask((host) => { host.shadowRoot.querySelector('section').scrollTop = 30; });
    const link = panel(page).locator('.probleme a', { hasText: 'a.md:2:1' }).first();
    await link.focus();
    edit('content/projets/a.md', (text) => text.replace(/^enjeux: /m, 'enjeu: '));
    await panel(page).getByText('écrivez « enjeux: »').waitFor();
    expect('the focus stays on its link', await ask((host) => host.shadowRoot.activeElement?.textContent.endsWith('a.md:2:1')));
    expect('the list stays where it is', await ask((host) => host.shadowRoot.querySelector('section').scrollTop > 0));
    writeFileSync(file('content/projets/a.md'), clean);
    await panel(page).getByText('Ailleurs').waitFor({ state: 'hidden' });
    expect('the focus of what is gone is not lost', await ask((host) => host.shadowRoot.activeElement?.nodeName === 'SUMMARY'));
    edit('content/projets/b/index.md', (text) => text.replace(/^tittre: /m, 'titre: '));
    await panel(page).getByText('rien à signaler').waitFor();
    expect('it goes to the link of the bar at last', await ask((host) => host.shadowRoot.activeElement?.textContent === 'content/projets/a.md'));
    expect('the status is the same live region', await ask((host) => host.shadowRoot.querySelector('.barre [role=status]').sameNode === true));
    expect(`no error in the page: ${page.wrong}`, page.wrong.length === 0);
    await done(page);
  });

  await check('style', async (expect) => {
    const page = await open('/projets/a/');
    edit('assets/site.css', (text) => `${text}\nbody { outline: 3px solid rgb(1, 2, 3); }\n`);
    await page.waitForFunction(() => getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)', undefined, { timeout: 15_000 });
    await page.waitForFunction(() => document.querySelectorAll('head link[rel=stylesheet]').length === 1);
    expect('the style sheet is swapped in place', await stayed(page));
    await done(page);
  });

  await check('a broken layout', async (expect) => {
    const page = await open('/projets/a/');
    const layout = readFileSync(file('layouts/projet.html'), 'utf8');
    writeFileSync(file('layouts/projet.html'), `${layout}{{if}}`);
    await panel(page).getByText('layouts/projet.html').first().waitFor();
    expect('no stack', await panel(page).getByText('goroutine').count() === 0);
    edit('content/projets/a.md', (text) => `${text}\nPendant ce temps.\n`);
    writeFileSync(file('layouts/projet.html'), layout);
    await page.getByText('Pendant ce temps.').waitFor({ timeout: 15_000 });
    await panel(page).getByText('rien à signaler').waitFor();
    await done(page);
  });

  await check('many pages open', async (expect) => {
    const pages = [];
    for (let i = 0; i < 9; i++) pages.push(await open(i % 2 ? '/projets/a/' : '/projets/'));
    edit('content/projets/a.md', (text) => text.replace(/^titre: .*$/m, 'titre: Vu de partout'));
    for (const page of pages) await page.getByText('Vu de partout').first().waitFor();
    await pages[0].close(); // it was the one that listened
    writeFileSync(file('content/projets/a.md'), clean);
    for (const page of pages.slice(1)) await page.waitForFunction(() => !document.body.innerText.includes('Vu de partout'));
    for (const page of pages.slice(1)) expect(`nothing goes wrong: ${page.wrong}`, page.wrong.length === 0);
    for (const page of pages.slice(1)) await done(page);
  });

  await check('folders that come and go', async () => {
    const page = await open('/');
    mkdirSync(file('content/projets/dossier'));
    writeFileSync(file('content/projets/dossier/index.md'), '---\ntitre: Dans un dossier\n---\n');
    const list = await open('/projets/');
    await list.getByText('Dans un dossier').first().waitFor();
    renameSync(file('content/projets/dossier'), file('content/projets/autre-dossier'));
    await list.locator('a[href="/projets/autre-dossier/"]').first().waitFor();
    edit('content/projets/autre-dossier/index.md', (text) => text.replace('Dans un dossier', 'Renommé'));
    await list.getByText('Renommé').first().waitFor();
    rmSync(file('content/projets/autre-dossier'), { recursive: true });
    await list.waitForFunction(() => !document.body.innerText.includes('Renommé'));
    await done(page);
    await done(list);
  });

  await check('drafts', async (expect) => {
    writeFileSync(file('content/projets/secret.md'), '---\ntitre: Pas encore\nbrouillon: true\n---\n');
    const hidden = await context.request.get(`${origin}/projets/secret/`);
    expect('a draft is not there by itself', hidden.status() === 404);
  });

  await check('the server starts again', async (expect) => {
    const page = await open('/projets/a/');
    await server.stop();
    await panel(page).getByRole('status').getByText('Aperçu arrêté : relancez « build watch »').waitFor();
    edit('content/projets/a.md', (text) => `${text}\nÉcrit sans aperçu.\n`);
    server = await start(port, '--brouillons');
    await page.getByText('Écrit sans aperçu.').waitFor();
    await page.waitForFunction(() => !document.getElementById('apercu').classList.contains('arret'));
    expect('the page was not loaded again', await stayed(page));
    const draft = await open('/projets/secret/');
    expect('a draft says so', await draft.locator('main .fr-badge', { hasText: 'Brouillon' }).isVisible() && await panel(draft).getByText('Brouillon', { exact: true }).isVisible());
    rmSync(file('content/projets/secret.md'));
    await done(draft);
    await done(page);
  });

  await server.stop();
});
