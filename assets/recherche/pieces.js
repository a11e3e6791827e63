// The index, in pieces that are fetched when they are needed: as search/search.go makes
// them. Each is a classic script, since a page on a disk can read nothing else.
const levels = Array.from({ length: 26 }, (_, i) => 1.4 ** i); // what each letter says: search/weight.go

const loaded = new Map(); // name of a piece → promise of what it holds
const given = new Map(); // address of a script → what it has handed over

window.fdrMorceau = (piece) => given.set(document.currentScript.src, piece);

/** Fetches a piece, once. What could not be fetched is tried again when it is asked for again. */
function load(index, name) {
  if (loaded.has(name)) return loaded.get(name);
  const script = document.createElement('script');
  script.src = index.folder + name;
  const promise = new Promise((done, failed) => {
    script.onload = () => (given.has(script.src) ? done(given.get(script.src)) : failed(new Error(`${script.src}: vide`)));
    script.onerror = () => failed(new Error(script.src));
  });
  loaded.set(name, promise);
  promise.catch(() => loaded.delete(name));
  document.head.appendChild(script);
  return promise;
}

/**
 * What index.js tells of the index: pages from own on say what others say, and places
 * are those of pages among the links of the list of all pages.
 */
export function readIndex([folder, sorts, own, places, words, cards], links) {
  const pairs = (list) => Array.from({ length: list.length / 2 }, (_, i) => ({ first: list[2 * i], name: list[2 * i + 1] }));
  const kinds = sorts.flatMap(([, , count], sort) => new Array(count).fill(sort));
  return { folder, sorts, own, kinds, places, links, words: pairs(words), cards: pairs(cards), known: new Map() };
}

/** The last of some pieces, in their order, that begin with a word or page, or before it. */
function place(pieces, key) {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle].first <= key) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

/** The names of the pieces that hold a word, or all words from one to another. */
export function piecesOf({ words }, from, to = from) {
  return words.slice(place(words, from), place(words, to) + 1).map((piece) => piece.name);
}

/** Fetches pieces of words; those that are there cost nothing. */
export async function fetchWords(index, names) {
  await Promise.all(names.map(async (name) => {
    const text = await load(index, name);
    if (!index.known.has(name)) index.known.set(name, vocabulary(text));
  }));
}

/** The words of a piece, in their order, each with its pages. */
function vocabulary(text) {
  let word = '';
  return text.trimEnd().split(' ').map((entry) => {
    const end = entry.indexOf(':');
    word = word.slice(0, parseInt(entry[0], 36)) + entry.slice(1, end);
    return { word, pages: entry.slice(end + 1) };
  });
}

/** The words of pieces that are there which have a beginning. */
export function wordsFrom(index, names, beginning) {
  return names.flatMap((name) => index.known.get(name) || []).filter(({ word }) => word.startsWith(beginning));
}

/** Calls see(page, weight) for each page that has a word. */
export function eachPage({ pages }, see) {
  let page = 0;
  let gap = 0;
  for (let i = 0; i < pages.length; i++) {
    const code = pages.charCodeAt(i);
    if (code >= 97) gap = gap * 32 + code - 87; // a to v
    else if (code < 58) gap = gap * 32 + code - 48; // a figure
    else {
      page += gap;
      see(page++, levels[code - 65]);
      gap = 0;
    }
  }
}

/** How many pages have a word. */
export const countOf = ({ pages }) => pages.replace(/[^A-Z]/g, '').length;

/** What a page is called, and its address. */
export function linkOf({ places, links }, page) {
  const link = links[places[page]];
  return link ? { title: link.textContent, href: link.getAttribute('href') } : { title: document.querySelector('h1').textContent, href: '#' };
}

/** What else is shown of a page. */
export async function card(index, page) {
  const at = place(index.cards, page);
  const list = await load(index, index.cards[at].name);
  const [code, detail, resume, mots, texte] = list[page - index.cards[at].first];
  return { code, detail, resume, mots, texte };
}
