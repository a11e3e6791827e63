// node behaviour.mjs SITE: what scripts do for readers.
import { each, finding, openFilters, withBrowser } from './lib.mjs';

const width = { viewport: { width: 1280, height: 800 } };

await withBrowser([process.argv[2]], async (browser, site) => {
  const find = (mark) => site.pages().find((address) => site.source(address).includes(mark));
  const checks = [];

  /** Adds one check on a page of a fresh browser; whatever stops it is a finding. */
  function check(rule, address, work, options = width) {
    checks.push(async () => {
      if (!address) return finding(site.mount, rule, 'no page to try it on');
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
      context.setDefaultTimeout(10_000);
      try {
        const page = await context.newPage();
        await page.goto(site.origin + address);
        await work(page, (message, ok) => { if (!ok) finding(address, rule, message); });
      } catch (error) {
        finding(address, rule, error.message.replace(/\x1b\[\d+m/g, '').split('\n').slice(0, 3).join(' '));
      } finally {
        await context.close();
      }
      return undefined;
    });
  }

  const stored = (page) => page.evaluate(() => ({ ...localStorage }));
  const theme = (page) => page.evaluate(() => [document.documentElement.dataset.frTheme, getComputedStyle(document.body).color].join(' '));
  /** Whether Tab, and Shift with Tab, stay in what a button opens; and Escape comes back to it. */
  const roundabout = async (page, button, popover) => {
    const inside = () => page.evaluate((selector) => document.querySelector(selector).contains(document.activeElement), popover);
    await page.locator(button).first().focus();
    await page.keyboard.press('Enter');
    await page.locator(popover).waitFor({ state: 'visible' });
    await page.keyboard.press('Tab');
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let i = 0; i < 12; i++) {
        if (!await inside()) return false;
        await page.keyboard.press(key);
      }
    }
    await page.keyboard.press('Escape');
    return page.locator(button).first().evaluate((element) => element === document.activeElement);
  };
  const choose = async (page, value) => {
    await page.locator('[popovertarget="fdr-affichage"]:visible').first().click();
    await page.locator(`label[for="fdr-theme-${value}"]`).click();
    await page.keyboard.press('Escape');
  };

  check('theme', site.mount, async (page, expect) => {
    const light = await theme(page);
    expect(`light at first, not ${light}`, light.startsWith('light'));
    expect('nothing is stored before a choice', Object.keys(await stored(page)).length === 0 && !await page.evaluate(() => document.cookie));
    await choose(page, 'dark');
    const dark = await theme(page);
    expect(`the dark theme follows its choice: ${dark}`, dark.startsWith('dark') && dark.slice(4) !== light.slice(5));
    expect('the dialog closes on Escape', await page.locator('#fdr-affichage').isHidden());
    expect('the focus goes round in the dialog', await roundabout(page, '[popovertarget="fdr-affichage"]:visible', '#fdr-affichage'));
    const kept = await stored(page);
    expect(`localStorage holds the choice alone: ${JSON.stringify(kept)}`, JSON.stringify(kept) === '{"scheme":"dark"}');
    await page.reload();
    expect('the choice lasts over a reload', await theme(page) === dark);
    expect('the dialog shows the choice', await page.locator('#fdr-theme-dark').isChecked());
    await choose(page, 'system');
    expect('the system’s theme comes back', await theme(page) === light);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction(() => document.documentElement.dataset.frTheme === 'dark');
  }, { ...width, colorScheme: 'light' });

  check('menu', find('fdr-deroulant'), async (page, expect) => {
    const details = page.locator('#fdr-menu details').first();
    const summary = details.locator('summary');
    const isOpen = () => details.evaluate((e) => e.open);
    await summary.focus();
    await page.keyboard.press('Enter');
    expect('Enter opens it', await isOpen());
    await page.keyboard.press('Tab');
    expect('Tab goes into it', await details.locator('a').first().evaluate((e) => e === document.activeElement));
    await page.keyboard.press('Escape');
    expect('Escape closes it', !await isOpen());
    expect('Escape gives the focus back', await summary.evaluate((e) => e === document.activeElement));
    await summary.click();
    await page.mouse.click(1275, 500); // the margin
    expect('a click elsewhere closes it', !await isOpen());
  });

  check('phone menu', site.mount, async (page, expect) => {
    const button = page.locator('[popovertarget="fdr-menu"]').first();
    await button.click();
    expect('the button opens it', await page.locator('#fdr-menu a').first().isVisible() || await page.locator('#fdr-menu summary').first().isVisible());
    await page.mouse.move(180, 700);
    await page.mouse.wheel(0, 300);
    expect('the page stays behind it', await page.evaluate(() => scrollY) === 0);
    await page.keyboard.press('Escape');
    expect('Escape closes it', await page.locator('#fdr-menu').isHidden());
    expect('Escape gives the focus back', await button.evaluate((e) => e === document.activeElement));
    expect('the focus goes round in it', await roundabout(page, '[popovertarget="fdr-menu"]', '#fdr-menu'));
  }, { viewport: { width: 375, height: 800 } });

  // Filters. Rows of a status are counted in the page itself.
  const filters = find('data-filtres');
  const rows = (page) => page.locator('[data-resultats] tbody tr:visible').count();
  const status = (page) => page.locator('[role="status"][data-compte]').textContent();
  const count = (page, value) => page.locator(`[data-resultats] tbody tr[data-statut="${value}"]`).count();
  const query = (page, wanted) => page.waitForURL((url) => url.search === wanted);

  for (const viewport of [{ width: 375, height: 800 }, width.viewport]) {
    check(`filters at ${viewport.width} px`, filters, async (page, expect) => {
      const all = await rows(page);
      const before = await status(page);
      expect(`every row shows at first, as the status line says: ${all}, « ${before} »`, before.startsWith(String(all)));
      await openFilters(page);
      const select = page.locator('select[name="statut"]');
      const value = await select.locator('option').nth(1).getAttribute('value');
      const wanted = await count(page, value);
      await select.selectOption(value);
      await query(page, `?statut=${value}`);
      expect(`« ${value} » leaves ${wanted} rows of ${all}, not ${await rows(page)}`, await rows(page) === wanted && wanted > 0 && wanted < all);
      expect(`the status line says so: « ${await status(page)} »`, (await status(page)).startsWith(`${wanted} `));
      await page.goBack();
      await query(page, '');
      expect('the back button restores the rows, the field and the line', await rows(page) === all && await select.inputValue() === '' && await status(page) === before);
      await page.goForward();
      await query(page, `?statut=${value}`);
      expect('the forward button filters again', await rows(page) === wanted && await select.inputValue() === value);

      // Words that no row has: what to relax is said, and does it.
      await page.locator('[data-filtres] [name="q"]').fill('zzzz qqqq');
      const empty = page.locator('[data-vide]');
      await empty.waitFor({ state: 'visible' });
      await query(page, `?statut=${value}&q=zzzz+qqqq`);
      expect('no row is left', await rows(page) === 0);
      expect(`the status line says « ${await status(page)} »`, /^Aucune? /.test(await status(page)));
      const way = empty.locator('button', { hasText: 'zzzz qqqq' });
      expect('the empty list says which criterion to drop', await way.count() === 1 && (await way.textContent()).includes(String(wanted)));
      await way.click();
      expect('dropping it brings rows back', await rows(page) === wanted && await empty.isHidden());
      await page.locator('[data-actifs] button').first().click();
      await query(page, '');
      expect('dropping the other criterion brings all back', await rows(page) === all);
      await page.locator('[data-filtres] [name="q"]').fill('zzzz');
      await empty.waitFor({ state: 'visible' });
      await page.locator('[data-filtres] [type="reset"]').click();
      expect('« Tout effacer » brings all back', await rows(page) === all && await empty.isHidden());
    }, { viewport });
  }

  // On a phone the fields are folded: what has the focus can be seen all the same.
  check('focus of the filters', filters, async (page, expect) => {
    const focus = () => page.evaluate(() => {
      const { top, bottom } = document.activeElement.getBoundingClientRect();
      return { is: document.activeElement.matches('[data-compte]') ? 'count' : document.activeElement.localName,
        seen: document.activeElement.checkVisibility() && bottom > 0 && top < innerHeight };
    });
    const kept = async (what, is) => {
      const now = await focus();
      expect(`${what}: the focus is on ${JSON.stringify(now)}`, now.is === is && now.seen);
    };
    await openFilters(page);
    await page.locator('select[name="statut"]').selectOption({ index: 1 });
    await page.locator('[data-filtres] [type="submit"]').click();
    await kept('« Voir les résultats » leads to the count', 'count');
    await page.locator('[data-actifs] button').click();
    await kept('without the last filter', 'summary');
    expect('nothing hidden shows', await page.evaluate(() => [...document.querySelectorAll('[hidden]')].every((e) => !e.getClientRects().length)));
  }, { viewport: { width: 375, height: 800 } });

  const direct = filters && /option value="?([\w-]+)"?/.exec(site.source(filters).split('name="statut"')[1] ?? '')?.[1];
  check('direct address', filters && `${filters}?statut=${direct}`, async (page, expect) => {
    expect(`rows of « ${direct} » alone`, await rows(page) === await count(page, direct));
    expect('the field shows it', await page.locator('select[name="statut"]').inputValue() === direct);
    await page.goto(`${site.origin}${filters}?statut=rien-de-tel`);
    expect('a value that does not exist filters nothing', await rows(page) > await count(page, direct));
  });

  // Order and view: rows leave their groups, become cards, and come back.
  check('order and view', filters, async (page, expect) => {
    const names = () => page.locator('[data-resultats] .fdr-groupe:not([hidden]) tbody tr:not([hidden]) th').evaluateAll((cells) => cells.map((cell) => cell.dataset.tri));
    const cards = () => page.locator('[data-cartes] li:visible').count();
    const order = page.locator('[name="tri"]');
    const grouped = await names();
    const headings = await page.locator('[data-resultats] h2:visible').count();
    const collator = new Intl.Collator('fr', { numeric: true });
    const wanted = [...grouped].sort((a, b) => collator.compare(a, b));
    await order.selectOption('projet');
    await query(page, '?tri=projet');
    const table = page.locator('[data-resultats] table:visible');
    const header = table.locator('thead th').first();
    expect('one table holds all rows in order', await table.count() === 1 && (await names()).join() === wanted.join());
    expect('aria-sort says so', await header.getAttribute('aria-sort') === 'ascending' && await table.locator('[aria-sort]').count() === 1);
    await header.locator('button').click();
    await query(page, '?tri=-projet');
    expect('the header sorts the other way', (await names()).join() === [...wanted].reverse().join() && await header.getAttribute('aria-sort') === 'descending');
    expect('the list of orders follows', await order.inputValue() === '-projet');
    await table.locator('thead th').nth(1).locator('button').press('Enter');
    await query(page, '?tri=statut');
    expect('the focus stays in the header', await page.evaluate(() => !!document.activeElement.closest('thead')));
    await page.goBack();
    await page.goBack();
    await query(page, '?tri=projet');
    expect('the back button restores the order', (await names()).join() === wanted.join());
    await page.locator('[data-vues] label', { hasText: 'Cartes' }).click();
    await query(page, '?tri=projet&vue=cartes');
    expect(`as many cards as rows: ${await cards()}`, await cards() === wanted.length && await table.count() === 0);
    await page.reload();
    expect('the address brings the view back', await cards() === wanted.length);
    const levels = () => page.locator('main :is(h1, h2, h3):visible').evaluateAll((all) => all.map((e) => Number(e.localName[1])));
    expect(`headings skip no level: ${await levels()}`, (await levels()).every((level, i, all) => i === 0 || level <= all[i - 1] + 1));
    const reserves = await page.locator('[data-cartes] .fdr-reserve:visible').count();
    const limited = await page.locator('[data-resultats] tbody .fdr-reserve').count();
    expect(`cards say all reservations: ${reserves} of ${limited}`, reserves === limited);
    await order.selectOption('');
    expect('groups have cards of their own', await cards() === wanted.length && await page.locator('[data-resultats] h2:visible').count() === headings);
    await page.locator('[data-vues] label', { hasText: 'Tableau' }).click();
    await query(page, '');
    expect('the groups are as at first', (await names()).join() === grouped.join() && await cards() === 0);
  });

  // What scripts count beyond a thousand has its thousands apart, as pages write it.
  const apart = (n) => String(n).replace(/\d(?=\d{3}$)/, '$&\u202f');
  check('numbers of a long list', filters, async (page, expect) => {
    await page.addInitScript(() => {
      document.addEventListener('readystatechange', () => { // scripts that wait for the whole page have not run
        const row = document.readyState === 'interactive' && document.querySelector('[data-resultats] tbody tr');
        for (let i = 0; row && i < 1250; i++) row.after(row.cloneNode(true));
      });
    });
    await page.reload();
    const value = await page.locator('[data-resultats] tbody tr').first().getAttribute('data-statut');
    const [n, all] = [await count(page, value), await page.locator('[data-resultats] tbody tr').count()];
    const select = page.locator('select[name="statut"]');
    await select.selectOption(value);
    const line = await status(page);
    expect(`the status line of ${n} rows says « ${line} »`, n > 1250 && line.startsWith(`${apart(n)} `) && line.endsWith(` ${apart(all)}`));
    const option = await select.locator(`option[value="${value}"]`).textContent();
    expect(`the option of ${n} rows says « ${option} »`, option.endsWith(` (${apart(n)})`));
    const more = await page.locator('.fdr-plus:visible').textContent();
    expect(`the button for the rest of ${n} rows says « ${more} »`, more.endsWith(` (${apart(n - 50)})`));
    await page.locator('[data-filtres] [name="q"]').fill('zzzz');
    const way = page.locator('[data-vide] button', { hasText: 'zzzz' });
    await way.waitFor();
    expect(`what brings ${n} rows back says « ${await way.textContent()} »`, (await way.textContent()).includes(` (${apart(n)} `));
  });
  /** What the search page says once it has answered. */
  const answered = async (page, text) => {
    await page.waitForFunction((text) => document.querySelector('[data-trouve]').dataset.pret === text, text);
    const line = page.locator('[data-compte]');
    await line.filter({ hasText: text }).waitFor();
    return line.textContent();
  };
  check('numbers of a long search', `${site.mount}recherche/`, async (page, expect) => {
    const many = 1250;
    const card = JSON.stringify(['', '', '', '', '']);
    const piece = (what) => (route) => route.fulfill({ contentType: 'text/javascript', body: `fdrMorceau(${what})` });
    await page.route('**/mots-x.js', piece(`"0projet:${'A'.repeat(many)} "`));
    await page.route('**/fiches-x.js', piece(`[${Array(many).fill(card)}]`));
    await page.addInitScript((many) => {
      Object.defineProperty(window, 'fdrIndex', {
        get: () => ['/assets/', [['Projet', 'Projets', many]], many, Array(many).fill(0), ['projet', 'mots-x.js'], [0, 'fiches-x.js']],
        set: () => {},
      });
    }, many);
    await page.reload();
    await page.locator('[data-recherche] [name="q"]').fill('projet');
    const line = await answered(page, 'projet');
    const more = page.locator('[data-trouve] button');
    const said = [line, await page.locator('[data-trouve] h2').textContent(), await more.textContent()];
    expect(`1,250 pages are « ${said.join(' », « ')} »`, said[0].startsWith(`${apart(many)} pages `) && said[1].endsWith(` (${apart(many)})`) && said[2].endsWith(` sur ${apart(many - 5)}`));
    await more.click();
    await page.locator('[data-trouve] li:nth-child(25)').waitFor();
    expect('the focus goes to the first of those that come', await page.locator('[data-trouve] li:nth-child(6) a').evaluate((e) => e === document.activeElement));
  });

  // Search, from any page, by keyboard alone.
  const target = site.pages().filter((address) => /\/projets\/[^/]+\/$/.test(address)).at(-1);
  const words = target && /<h1>(.*?)<\/h1>/.exec(site.source(target))[1].replace(/<[^>]*>|&[^;]+;/g, ' ').trim();
  check('search', target && site.mount, async (page, expect) => {
    const asked = [];
    page.on('request', (request) => { if (request.url().endsWith('/recherche/index.js')) asked.push(request.resourceType()); });
    const field = page.locator('#fdr-q');
    expect('nothing is fetched before it is wanted', asked.length === 0);
    await field.focus();
    for (let i = 0; i < 50 && !asked.length; i++) await page.evaluate(() => new Promise((done) => { setTimeout(done, 20); }));
    expect('the index comes when the field gets the focus', asked.length === 1);
    await page.keyboard.type(words.toUpperCase().normalize('NFD').replace(/[\u0300-\u036f]/g, ''));
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === `${site.mount}recherche/` && url.searchParams.get('q') !== null);
    const found = page.locator('[data-trouve] li a');
    const typed = new URL(page.url()).searchParams.get('q');
    const line = await answered(page, typed);
    const hrefs = await found.evaluateAll((links) => links.map((link) => link.pathname));
    expect(`« ${words} » finds ${target}: ${hrefs.slice(0, 3)}`, hrefs.slice(0, 3).includes(target));
    expect(`the status line counts: « ${line} »`, /^\d+ pages? répond/.test(line));
    expect('words are marked', await page.locator('[data-trouve] mark').count() > 0);
    expect('results stand below the name of their kind', await page.locator('[data-trouve] section > h2').count() > 0 && await page.locator('.fdr-az').isHidden());
    const own = page.locator('[data-recherche] [name="q"]');
    await own.focus();
    await page.keyboard.press('ArrowDown');
    expect('the arrow leads to the first result', await found.first().evaluate((e) => e === document.activeElement));
    await page.keyboard.press('Escape');
    expect('Escape comes back to the field', await own.evaluate((e) => e === document.activeElement));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === hrefs[0]);
    await page.goBack();
    await found.first().waitFor();
    expect('the back button finds again', (await own.inputValue()).length > 0);
    const typo = words.split(/[\s’]/).find((word) => /^\p{L}{8,}$/u.test(word))?.replace(/^(.{4})./, '$1');
    if (typo) {
      await own.fill(typo);
      const said = await answered(page, typo);
      expect(`« ${typo} », misspelt, gives « ${said} »`, /^Aucune page ne contient .* Résultats proches\u00a0: \d/.test(said));
    }
    await own.fill('zzzzqqqq');
    const all = page.locator('.fdr-vide button');
    await all.click();
    expect('with nothing found, all pages are one click away', await page.locator('.fdr-az').isVisible() && await own.inputValue() === '');
  });

  const evil = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
  check('search runs nothing', `${site.mount}recherche/?q=${encodeURIComponent(evil)}`, async (page, expect) => {
    await page.locator('[data-compte]', { hasText: 'Aucune page' }).waitFor();
    expect('what is typed stays text', await page.locator('main img, main script').count() === 0 && (await page.title()).startsWith('<img'));
    expect('the line repeats it', (await page.locator('[data-compte]').textContent()).includes('<script>') || await page.locator('[data-trouve] li').count() > 0);
  });

  // What is told: once, when typing stops, and never that there is nothing before all is there.
  const listening = (page) => page.evaluate(() => {
    window.told = [];
    const line = document.querySelector('[data-compte]');
    new MutationObserver(() => { if (line.textContent) window.told.push(line.textContent); }).observe(line, { childList: true, characterData: true, subtree: true });
  });
  const told = (page) => page.evaluate(() => window.told);
  check('one announcement', `${site.mount}recherche/`, async (page, expect) => {
    await page.locator('[data-pret]').waitFor({ state: 'attached' });
    await listening(page);
    await page.locator('[data-recherche] [name="q"]').pressSequentially('projets', { delay: 60 });
    await page.locator('[data-trouve] mark').first().waitFor();
    const top = () => page.locator('[data-trouve]').evaluate((e) => e.getBoundingClientRect().top);
    const before = await top();
    await answered(page, 'projets');
    await page.waitForTimeout(800);
    expect('what is found stays where it is when it is counted', await top() === before);
    const all = await told(page);
    expect(`typing a word tells « ${all.join(' », « ')} »`, all.length === 1 && all[0].includes('« projets »'.replace(/ /g, '\u00a0')));
  });
  check('names first', `${site.mount}recherche/`, async (page, expect) => {
    let go;
    const gate = new Promise((done) => { go = done; });
    await page.route('**/fiches-*.js', async (route) => { await gate; await route.continue(); });
    await page.locator('[data-recherche] [name="q"]').fill('projet');
    const found = page.locator('[data-trouve] li a');
    await found.first().waitFor();
    const names = await found.evaluateAll((links) => links.map((link) => `${link.pathname} ${link.textContent}`));
    const listed = await page.locator('.fdr-plan a').evaluateAll((links) => links.map((link) => `${link.pathname} ${link.textContent}`));
    expect(`names are those of the list of all pages: ${names}`, names.every((name) => listed.includes(name)));
    expect('what is found is not told before all is there', await page.locator('[data-trouve] .fdr-mention').count() === 0 && await page.locator('[data-pret="projet"]').count() === 0);
    go();
    await answered(page, 'projet');
    expect('then the rest', await page.locator('[data-trouve] .fdr-mention').count() > 0);
  });
  check('slow search', `${site.mount}recherche/`, async (page, expect) => {
    let go;
    const gate = new Promise((done) => { go = done; });
    await page.route('**/recherche/index.js', async (route) => { await gate; await route.continue(); });
    await page.goto(`${site.origin}${site.mount}recherche/`, { waitUntil: 'commit' });
    const field = page.locator('[data-recherche] [name="q"]');
    await page.waitForFunction(() => document.querySelector('[data-trouve]')?.getAttribute('aria-busy'));
    await listening(page);
    await field.fill('projets');
    await page.locator('[data-compte]', { hasText: 'Chargement' }).waitFor();
    await field.fill('zzzzqqqq');
    await page.waitForTimeout(800);
    expect(`before the index is there, « ${(await told(page)).join(' », « ')} »`, (await told(page)).every((line) => line.startsWith('Chargement')));
    go();
    const line = await answered(page, 'zzzzqqqq');
    expect(`then « ${line} »`, line.startsWith('Aucune page'));
  });
  for (const [what, pattern] of [['index', '**/recherche/index.js'], ['words', '**/mots-*.js'], ['pages', '**/fiches-*.js']]) {
    check(`search without ${what}`, `${site.mount}recherche/`, async (page, expect) => {
      await page.route(pattern, (route) => route.abort());
      await page.reload();
      if (what === 'index') await page.locator('[data-compte]', { hasText: 'n’a pas pu' }).waitFor(); // said before anything is typed
      await listening(page);
      const field = page.locator('[data-recherche] [name="q"]');
      for (const word of ['projets', 'mission', 'zzzzqqqq', 'projet']) {
        await field.fill(word);
        await page.waitForTimeout(700);
      }
      const all = (await told(page)).filter((line) => !line.includes('zzzzqqqq'));
      expect(`tells « ${all.join(' », « ')} »`, all.filter((line) => /n’a pas pu être chargée/.test(line)).length === { index: 0, words: 1, pages: 2 }[what] && all.every((line) => /n’a pas pu/.test(line)));
      expect('the list of all pages is in reach', await page.locator('.fdr-az').isVisible());
      if (what === 'index') return;
      await page.unroute(pattern);
      await field.fill('projets');
      const line = await answered(page, 'projets');
      expect(`once it can be fetched, « ${line} »`, /^\d+ pages? répond/.test(line) && await page.locator('.fdr-az').isHidden());
    });
  }

  // A table of several rows: others have nothing to sort.
  const long = (html) => html.split('data-triable').slice(1).some((table) => table.split('</table>')[0].split('<tr').length > 3);
  check('sort', site.pages().find((address) => long(site.source(address))), async (page, expect) => {
    const table = page.locator('table[data-triable]:has(tbody tr:nth-child(2))').first();
    const header = table.locator('thead th').first();
    const names = () => table.locator('tbody th').evaluateAll((cells) => cells.map((cell) => cell.dataset.tri));
    const at = async (order, sign) => {
      await header.locator('button').click();
      expect(`aria-sort is « ${order} »`, await header.getAttribute('aria-sort') === order);
      const now = await names();
      const wanted = [...now].sort((a, b) => sign * new Intl.Collator('fr', { numeric: true }).compare(a, b));
      expect(`rows are ${order}: ${now.join(', ')}`, now.join() === wanted.join());
    };
    await at('ascending', 1);
    await at('descending', -1);
    await table.locator('thead th').nth(1).locator('button').click();
    expect('one header alone sorts', await table.locator('[aria-sort]').count() === 1 && await header.getAttribute('aria-sort') === null);
  });

  const tabs = find('class="fdr-onglets') ?? find('class=fdr-onglets');
  if (tabs) { // pages need not have any
    check('tabs', tabs, async (page, expect) => {
      const box = page.locator('.fdr-onglets').first();
      const tab = box.getByRole('tab');
      const panel = box.locator(':scope > .fdr-onglet');
      const only = async (chosen) => {
        for (let i = 0; i < await tab.count(); i++) {
          expect(`tab ${i + 1} when ${chosen + 1} is chosen`, await tab.nth(i).getAttribute('aria-selected') === String(i === chosen)
            && await panel.nth(i).isVisible() === (i === chosen));
        }
      };
      await only(0);
      await tab.nth(1).click();
      await only(1);
      await page.keyboard.press('Home');
      await only(0);
      await page.keyboard.press('ArrowRight');
      await only(1);
      expect('the focus follows', await tab.nth(1).evaluate((e) => e === document.activeElement));
    });
  }
  check('copy the address', find('data-partage'), async (page, expect) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('[data-partage] button').click();
    await page.locator('[data-partage] [role="status"]', { hasText: 'Lien copié' }).waitFor();
    const [copied, canonical] = await page.evaluate(async () => [await navigator.clipboard.readText(), document.querySelector('link[rel="canonical"]').href]);
    expect(`the clipboard holds ${copied}, not ${canonical}`, copied === canonical);
    const mail = new URL(await page.locator('[data-partage] a[href^="mailto:"]').first().getAttribute('href'));
    expect(`the message names the page: ${mail}`, mail.searchParams.get('body').includes(canonical) && mail.searchParams.get('subject') !== '');
  });

  const timeline = find('class="fdr-frise"');
  if (timeline) { // roadmaps need not have dates
    check('list and drawing', timeline, async (page, expect) => {
      const entry = page.locator('.fdr-echeances > li').first();
      await entry.locator('.fdr-etat').click();
      const mark = page.locator('.fdr-marque:target');
      expect('an entry leads to its mark', await mark.getAttribute('href') === `#${await entry.getAttribute('id')}`);
      await mark.focus();
      await page.keyboard.press('Enter');
      expect('a mark leads to its entry', await page.locator('.fdr-echeances > :target').getAttribute('id') === await entry.getAttribute('id'));
      const [marks, entries] = [await page.locator('.fdr-marque[id]').count(), await page.locator('.fdr-echeances > li').count()];
      expect(`as many marks as entries: ${marks}, ${entries}`, marks === entries);
    });
  }
  const picture = find('class="fr-content-media') ?? find('class=fr-content-media');
  if (picture) { // pages need not have any
    check('picture', picture, async (page, expect) => {
      const image = page.locator('.fr-content-media img').first();
      await image.scrollIntoViewIfNeeded();
      await page.waitForFunction((img) => img.complete && img.naturalWidth > 0, await image.elementHandle());
      const [is, want] = await image.evaluate((img) => [img.clientWidth / img.clientHeight, img.naturalWidth / img.naturalHeight]);
      expect(`a picture ${is.toFixed(2)} times as wide as high, not ${want.toFixed(2)}`, Math.abs(is - want) < 0.02);
    });
  }
  await each(checks, (run) => run()); // they wait more than they work
  process.stderr.write(`${checks.length} behaviours\n`);
});
