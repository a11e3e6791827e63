// node score.mjs FILE: what the MDN HTTP Observatory's own code makes of answers.
// FILE holds a list of { name, headers, body }, each the home page of a site that
// is served over HTTPS, with the answer to a request from elsewhere.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { finding } from './lib.mjs';

// Where the package keeps the list of preloaded hosts that its installation would
// fetch. Ours holds none but the site that asks to be in it.
const host = 'feuille.exemple.fr';
const list = fileURLToPath(new URL('./node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json', import.meta.url));
if (!existsSync(list)) writeFileSync(list, JSON.stringify({ [host]: { mode: 'force-https', includeSubDomains: true } }));

const source = '@mdn/mdn-http-observatory/src';
const { ALL_TESTS } = await import(`${source}/constants.js`);
const { Requests } = await import(`${source}/types.js`);
const { getScoreModifier } = await import(`${source}/grader/grader.js`);
const { parseHttpEquivHeaders } = await import(`${source}/retriever/utils.js`);

/** What the Observatory's retriever makes of a site that sends http on to https. */
function requestsFor({ headers, body }) {
  const requests = new Requests(host);
  const url = new URL(`https://${host}/`);
  const answer = { status: 200, headers, verified: true, request: { headers: {} }, httpEquiv: parseHttpEquivHeaders(body, url.href) };
  Object.assign(requests.responses, {
    auto: answer, https: answer, http: answer, cors: answer,
    httpRedirects: [{ url: new URL(`http://${host}/`), status: 301 }, { url, status: 200 }],
    httpsRedirects: [{ url, status: 200 }],
  });
  requests.resources.path = body;
  requests.session = { url, jar: { serializeSync: () => ({ cookies: [] }) } };
  return requests;
}

for (const site of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  let score = 100;
  for (const test of ALL_TESTS) {
    const output = test(requestsFor(site));
    const won = getScoreModifier(output.result);
    score += won;
    const { name, possibleResults } = output.constructor;
    if (name === 'cookies') continue; // worth something to those who set some
    const best = Math.max(...possibleResults.map(getScoreModifier));
    if (won < best) finding(site.name, name, `${output.result}: ${won} of ${best}`);
  }
  process.stderr.write(`${site.name}: ${score}\n`);
}
