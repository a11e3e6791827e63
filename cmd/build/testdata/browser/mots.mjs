// node mots.mjs SITE: the search finds every page by every word of three letters or
// more that stands in its main part.
import { finding, withBrowser } from './lib.mjs';

const together = 40; // words asked for at once: a page that is found has them all

/** Runs in the search page: what is asked for, answered. */
function ask(query) {
  const field = document.querySelector('[data-recherche] [name="q"]');
  const place = document.querySelector('[data-trouve]');
  return new Promise((done) => {
    const observer = new MutationObserver(() => {
      if (place.dataset.pret !== query) return;
      observer.disconnect();
      done([...place.querySelectorAll('li a')].map((link) => link.pathname));
    });
    observer.observe(place, { attributes: true });
    field.value = query;
    field.form.requestSubmit();
  });
}

/** Runs in the search page: all pages that were found. */
async function unfolded() {
  const place = document.querySelector('[data-trouve]');
  const links = () => [...place.querySelectorAll('li a')].map((link) => link.pathname);
  for (let button = place.querySelector('section button'); button; button = place.querySelector('section button')) {
    const before = links().length;
    button.click();
    while (links().length === before) await new Promise((done) => { setTimeout(done); });
    await new Promise((done) => { setTimeout(done); });
  }
  return links();
}

/** Runs in the search page: the words of a page. Elements within a word do not part it. */
async function wordsOf(address) {
  const within = 'a, abbr, b, cite, code, del, em, i, s, span, strong, sub, sup, wbr';
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
  for (const silent of page.querySelectorAll('script, style, template, noscript, nav')) silent.remove();
  for (const element of page.querySelectorAll(`main *:not(${within})`)) {
    element.before(' ');
    element.after(' ');
  }
  return [...new Set(page.querySelector('main').textContent.toLowerCase().match(/\p{L}{3,}/gu))];
}

await withBrowser([process.argv[2]], async (browser, site) => {
  const home = `${site.mount}recherche/`;
  const page = await browser.newPage();
  await page.goto(site.origin + home);
  await page.evaluate(`window.ask = ${ask}; window.unfolded = ${unfolded}; window.wordsOf = ${wordsOf}`);
  // The pages that a search finds are those of its list, and itself, whose own words are theirs.
  const pages = await page.locator('.fdr-plan a').evaluateAll((links) => links.map((link) => link.pathname));
  const common = new Map(); // words that say nothing: how many pages have them
  let [asked, missing] = [0, 0]; // the second in handfuls
  for (const address of pages) {
    const words = await page.evaluate((address) => window.wordsOf(address), address);
    for (let i = 0; i < words.length; i += together) {
      const some = words.slice(i, i + together);
      const found = await page.evaluate((query) => window.ask(query), some.join(' '));
      asked += some.length;
      if (found.includes(address) || (await page.evaluate(() => window.unfolded())).includes(address)) continue;
      missing++;
      finding(address, 'words', `not found by all of « ${some.join(' ')} », but ${found.slice(0, 3).join(' ')}`);
    }
    for (const word of words) common.set(word, (common.get(word) ?? 0) + 1);
  }
  for (const [word, count] of common) {
    if (!/^(aux|avec|ces|cette|dans|des|elles?|entre|est|eux|ils|les|leurs?|lui|mais|mes|mon|nos|notre|nous|par|pas|pour|que|qui|ses|son|sur|tes|toi|ton|une|vos|votre|vous|y|être|sont|ont|comment|quels?|quelles?|même)$/.test(word)) continue;
    await page.evaluate((query) => window.ask(query), word);
    const line = page.locator('[data-compte]');
    await line.filter({ hasText: `« ${word} »` }).waitFor();
    const said = await line.textContent();
    const n = Number(/^([\d\s]+) pages? répond/u.exec(said)?.[1].replace(/\s/gu, ''));
    if (!(n >= count)) finding(home, 'word', `« ${word} » stands in ${count} pages: « ${said} »`);
  }
  process.stderr.write(`${pages.length} pages, ${asked} words, ${missing} times not all found\n`);
});
