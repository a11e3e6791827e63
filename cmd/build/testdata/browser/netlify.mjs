// node netlify.mjs SITE CONFIG PATH…: what Netlify's own parsers understand of the
// rules of a site and of a netlify.toml, as JSON: what is wrong, the redirects, the
// headers of each path.
import { join } from 'node:path';
import { parseAllHeaders } from '@netlify/headers-parser';
import { parseAllRedirects } from '@netlify/redirect-parser';

const [site, netlifyConfigPath, ...paths] = process.argv.slice(2);
const headers = await parseAllHeaders({ headersFiles: [join(site, '_headers')], netlifyConfigPath, minimal: false });
const redirects = await parseAllRedirects({ redirectsFiles: [join(site, '_redirects')], netlifyConfigPath, minimal: false });

/** Of the rules that match, the last says what a header is, as in Netlify's own server. */
function headersOf(path) {
  return Object.assign({}, ...headers.headers.filter(({ forRegExp }) => forRegExp.test(path)).map(({ values }) => values));
}

process.stdout.write(JSON.stringify({
  errors: [...headers.errors, ...redirects.errors].map(String),
  redirects: redirects.redirects.map(({ from, to, status, force }) => ({ from, to, status, force })),
  headers: Object.fromEntries(paths.map((path) => [path, headersOf(path)])),
}));
