// node mesure.mjs SITE MATOMO: counts visits as Matomo would be asked to. The site
// and a Matomo of our own answer at their public addresses, by interception; what a
// policy refuses never gets there.
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { finding, types, withBrowser } from './lib.mjs';

const [dir, matomo] = process.argv.slice(2);
const tracker = `fetch('${matomo}matomo.php?' + JSON.stringify(window._paq), { method: 'POST', mode: 'no-cors' });
  new Image().src = '${matomo}matomo.php?pixel';
  fetch('${matomo}autre.php', { mode: 'no-cors' }).catch(() => {});
  const other = document.createElement('script'); other.src = '${matomo}autre.js'; document.head.appendChild(other);`;

await withBrowser([dir], async (browser, site) => {
  const canonical = new URL(/rel="canonical" href="([^"]*)"/.exec(site.source(site.mount))[1]).origin;
  const privacy = `${site.mount}donnees-personnelles/`;

  /** Opens a page, does something there, and gives what Matomo was asked for and what was refused. */
  async function open(origin, { init, work, address = privacy } = {}) {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const asked = [], refused = [], cookies = [];
    await context.route(/.*/, (route) => {
      const url = route.request().url();
      if (url.startsWith(matomo)) {
        asked.push(decodeURIComponent(url.slice(matomo.length)));
        return route.fulfill({ contentType: 'text/javascript', body: url.endsWith('matomo.js') ? tracker : '' });
      }
      const file = site.file(new URL(url).pathname);
      return file ? route.fulfill({ headers: { ...site.headers, 'Content-Type': types[extname(file)] ?? 'text/plain' }, body: readFileSync(file) }) : route.fulfill({ status: 404 });
    });
    const page = await context.newPage();
    page.on('console', (message) => { if (message.type() === 'error') refused.push(message.text()); });
    if (init) await page.addInitScript(init);
    await page.goto(origin + address, { waitUntil: 'networkidle' });
    const result = await work?.(page, asked);
    cookies.push(...await context.cookies());
    await context.close();
    return { asked, refused, result, cookies };
  }
  const expect = (message, ok) => { if (!ok) finding(privacy, 'mesure', message); };

  const visit = await open(canonical, {
    work: async (page, asked) => {
      const box = page.locator('#fdr-mesure');
      const shown = await box.isChecked() && await page.locator('label[for="fdr-mesure"]').isVisible();
      await page.locator('label[for="fdr-mesure"]').click();
      const before = asked.length;
      await page.reload({ waitUntil: 'networkidle' });
      const silent = asked.length === before && !await box.isChecked();
      await page.locator('label[for="fdr-mesure"]').click();
      await page.reload({ waitUntil: 'networkidle' });
      return { shown, silent, back: asked.length > before };
    },
  });
  expect(`Matomo was asked for ${visit.asked}`, visit.asked[0] === 'matomo.js' && visit.asked.includes('matomo.php?pixel'));
  const told = visit.asked.find((address) => address.startsWith('matomo.php?[')) ?? '';
  expect(`Matomo was told ${told}`, told.includes('["disableCookies"]') && told.includes('["setSiteId","12"]') && told.includes('["trackPageView"]'));
  expect(`a script of Matomo's host got through: ${visit.asked}`, !visit.asked.some((address) => address.startsWith('autre')));
  expect(`refused: ${visit.refused}`, visit.refused.length > 0 && visit.refused.every((text) => text.includes('autre')));
  expect('the box is there, and checked', visit.result.shown);
  expect('a refusal is heard', visit.result.silent);
  expect('a refusal can be taken back', visit.result.back);
  expect('no cookie', visit.cookies.length === 0);

  const others = await Promise.all([
    open(site.origin, { address: site.mount }),
    open(canonical, { init: () => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }) }),
    open(canonical, { init: () => Object.defineProperty(navigator, 'doNotTrack', { value: '1' }) }),
  ]);
  expect('a preview, and whoever asks not to be followed, are not counted', others.every(({ asked, refused }) => asked.length === 0 && refused.length === 0));
  process.stderr.write(`${visit.asked.length} requests to Matomo\n`);
});
