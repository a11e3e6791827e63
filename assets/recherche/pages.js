// The pages of the site, and what is found in them.
import MiniSearch from 'minisearch';
import { groupedQuery, indexOptions, parse } from '../lib/words.js';

const slice = 10; // ms of indexing at a time

/** The list of pages, as index.js gives it. */
export function readPages(source) {
  return source.pages.map(([genre, adresse, code, titre, detail, resume, mots, texte], id) =>
    ({ id, genre, adresse, code, titre, detail, resume, mots, texte }));
}

/** Makes the index without freezing the page. */
export async function makeIndex(pages) {
  const index = new MiniSearch(indexOptions);
  let start = performance.now();
  for (const page of pages) {
    if (performance.now() - start >= slice) {
      await new Promise((done) => { setTimeout(done); });
      start = performance.now();
    }
    index.add(page);
  }
  return index;
}

/** What is typed, found: kinds of pages, the one with the best page first. */
export function find(pages, index, text) {
  const { results, part, near } = groupedQuery(index, parse(text));
  const groups = new Map();
  for (const { id, match } of results) {
    const page = pages[id];
    if (!groups.has(page.genre)) groups.set(page.genre, []);
    groups.get(page.genre).push({ page, terms: match });
  }
  return { count: results.length, part, near, groups: [...groups] };
}
