// node liste.mjs SITE: the list of projets of a large roadmap, which counts them by
// mission, and whose filters look in a file of rows.
import { finding, withBrowser } from './lib.mjs';

await withBrowser([process.argv[2]], async (browser, site) => {
  const address = `${site.mount}projets/`;
  const source = site.source(address);
  const expect = (message, ok) => { if (!ok) finding(address, 'liste', message); };
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => expect(error.message, false));
  const open = (query = '') => page.goto(`${site.origin}${address}${query}`);
  const said = () => page.locator('[data-compte]').textContent();
  const until = (pattern) => page.waitForFunction((text) => new RegExp(text).test(document.querySelector('[data-compte]').textContent), pattern);
  const rows = () => page.locator('[data-resultats] tbody tr:has([data-libelle]):visible').count();
  const asked = () => site.requests.filter((request) => request.address.endsWith('/lignes.js')).length;
  const overview = page.locator('[data-ensemble]');
  const status = page.locator('select[name="statut"]');
  const words = page.locator('#fdr-filtre-q');
  const number = (text) => Number(text.replace(/\D/g, ''));

  expect(`the page has ${source.length} bytes`, source.length < 100_000);
  await open();
  const all = number(await said());
  const counts = await overview.locator('tbody tr td:last-child').allTextContents();
  expect(`missions add up to ${counts.at(-1)}, of ${all}`, number(counts.at(-1)) === all && counts.slice(0, -1).reduce((sum, n) => sum + number(n), 0) === all);
  expect('each mission leads to its projets', await overview.locator('tbody tr:not(:last-child) th a').count() === counts.length - 1);
  expect('no row is fetched before it is asked for', asked() === 0);

  const value = await status.locator('option').nth(1).getAttribute('value');
  const wanted = number((await status.locator('option').nth(1).textContent()).split('(')[1]);
  await status.selectOption(value);
  await until(' sur ');
  expect(`« ${await said()} » of ${wanted}`, number((await said()).split(' sur ')[0]) === wanted && await overview.isHidden());
  expect(`${await rows()} rows of ${wanted}`, await rows() === Math.min(wanted, 50));
  if (wanted > 50) {
    await page.locator('.fdr-plus').click();
    expect(`${await rows()} rows after those that follow`, await rows() === Math.min(wanted, 100));
  }
  await page.locator('select[name="tri"]').selectOption('-projet');
  const names = await page.locator('[data-resultats] tbody tr:visible th').evaluateAll((cells) => cells.map((cell) => cell.dataset.tri));
  expect('rows are in the order that is asked for', names.length === Math.min(wanted, 50) && names.every((name, i) => !i || new Intl.Collator('fr', { numeric: true }).compare(names[i - 1], name) >= 0));
  await page.locator('[data-vues] label', { hasText: 'Cartes' }).click();
  expect('cards are shown as well', await page.locator('[data-cartes] li:visible').count() === names.length);
  expect('rows are fetched once', asked() === 1);
  const leads = await page.locator('[data-cartes] li a').first().evaluate((link) => new URL(link.href).pathname);
  expect(`a row leads to ${leads}`, site.file(leads) !== undefined);
  await page.locator('button[type="reset"]').click();
  await page.locator('select[name="tri"]').selectOption('');
  await page.locator('[data-vues] label', { hasText: 'Tableau' }).click();
  expect('without criteria the counts are back', await overview.isVisible() && await rows() === 0 && number(await said()) === all);

  // Letters of one word are one step back.
  await open();
  await words.pressSequentially('proj', { delay: 250 });
  await page.waitForURL(/q=proj$/);
  await page.goBack();
  expect(`one step back the field has « ${await words.inputValue()} »`, await words.inputValue() === '' && page.url().endsWith(address));

  await open('?statut=rien-de-tel&tri=taille');
  const unknown = (await said()).replace(/\s/g, ' ');
  expect(`unknown values are said: « ${unknown} »`, unknown.includes('Statut : « rien-de-tel »') && unknown.includes('Trier par : « taille »'));

  // What does not come is said, and asked for again.
  await page.route('**/lignes.js', (route) => route.abort());
  await open(`?statut=${value}`);
  await until('n’a pas pu être chargée');
  expect('the lists stay in reach', await overview.isVisible());
  await page.unroute('**/lignes.js');
  await status.selectOption('');
  await status.selectOption(value);
  await until(' sur ');
  expect('the rows come after all', await rows() === Math.min(wanted, 50));
  await context.close();
});
