// node html.mjs SITE: validates every page's HTML.
import { HtmlValidate } from 'html-validate';
import { Site, finding } from './lib.mjs';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    'long-title': 'off', // style: a limit of search engines; ours name the page, where it stands, and the site
    'doctype-style': ['error', { style: 'lowercase' }], // style: the minifier writes it so
    'require-sri': 'error',
    'no-inline-style': 'error', // the host's security policy refuses them
  },
});

const site = new Site(process.argv[2]);
const pages = site.pages({ redirections: true });
for (const address of pages) {
  const { results } = await validator.validateString(site.source(address), address);
  for (const { messages } of results) {
    for (const m of messages) finding(`${address}:${m.line}:${m.column}`, m.ruleId, m.message);
  }
}
process.stderr.write(`${pages.length} pages\n`);
