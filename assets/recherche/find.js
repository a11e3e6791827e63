// Which pages answer what is typed, the best one first.
import { countOf, eachPage, fetchWords, piecesOf, wordsFrom } from './pieces.js';
import { joined, parse, stem } from './words.js';

const kindWeights = [1.3, 1.3, 1.1, 1.1, 1, 1.1]; // projets and missions before what is said of them
const few = 4; // pieces that are small enough, together, to be looked through whole

/**
 * What is typed, found: { groups: [[kind, pages]…], terms, count, whole, near }, the kind
 * with the best page first. whole is how many pages have all that is typed. Rejects when
 * a piece of the index cannot be fetched.
 */
export async function find(index, text) {
  const words = parse(text);
  if (!words.length) return { count: 0, groups: [] };
  const asked = words.flatMap((ways) => ways.flat());
  const together = words.length > 1 && words.length < 4 ? joined(words) : '';
  if (together) asked.push(together);
  await fetchWords(index, [...new Set(asked.flatMap((word) => reach(index, word)))]);
  const found = look(index, words, together, false);
  if (found.whole) return found;
  await fetchWords(index, [...new Set(asked.flatMap((word) => around(index, word)))]);
  const near = look(index, words, together, true);
  return near.whole || !found.count ? { ...near, near: true } : found;
}

/** Fetches what a word that has begun may be looked up in. */
export async function prepare(index, beginning) {
  for (const word of parse(beginning).flat(2)) if (word.length > 1) await fetchWords(index, around(index, word));
}

const small = (index) => index.words.length <= few;
const all = (index) => index.words.map(({ name }) => name);
const beginning = (index, letters) => piecesOf(index, letters, `${letters}\uffff`);

/** The pieces that hold a word, those that begin with it and its other forms. One of a letter or two begins too many. */
const reach = (index, word) => (word.length < 3 && !small(index) ? piecesOf(index, word) : beginning(index, word.slice(0, root(word))));

/** How many letters a word has in common with its other forms. */
const root = (word) => (word.length < 4 ? word.length : Math.max(3, stem(word).length - 2));

/** The pieces that hold what is near a word. */
const around = (index, word) => (small(index) ? all(index) : beginning(index, word.slice(0, 2)));

function look(index, words, together, near) {
  const terms = new Set();
  const one = (word, last) => scores(index, candidates(index, word, { last, near }), terms);
  const each = words.map((ways, i) => some(ways.map((way) => every(way.map((word) => one(word, i === words.length - 1))))));
  let sums = every(each);
  if (together) sums = some([sums, one(together, true)]);
  const whole = sums.filter(Boolean).length;
  // Where only lists of other pages have all words, pages with some of them come too.
  if (!sums.slice(0, index.own).some(Boolean)) sums = some([sums, ...each]);
  return { ...ranked(index, sums), terms, whole };
}

/** Words of the index that answer one that is typed, each with how well it does. */
function candidates(index, word, { last, near }) {
  const found = new Map();
  const names = near ? around(index, word) : reach(index, word);
  const own = stem(word);
  const begins = word.length > 2 || last && (near || small(index));
  const most = near && word.length > 3 && !/\d/.test(word) ? (word.length > 7 ? 2 : 1) : 0;
  for (const entry of wordsFrom(index, names, near ? '' : word.slice(0, root(word)))) {
    const score = likeness(word, entry.word, { own, begins, most });
    if (score) found.set(entry, score);
  }
  return found;
}

function likeness(word, other, { own, begins, most }) {
  if (other === word) return own ? 2 : 1;
  const prefix = begins && other.startsWith(word) ? 0.5 * word.length / (word.length + 0.3 * (other.length - word.length)) : 0;
  if (own && other.startsWith(word.slice(0, root(word))) && stem(other) === own) return 1 + prefix;
  if (prefix || !most) return prefix;
  const wrong = distance(word, other, most);
  return wrong <= most ? 0.25 * word.length / (word.length + wrong) : 0;
}

/** How many letters tell two words apart (Levenshtein), as far as most. */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return row[b.length];
}

/** What each page scores for some words (BM25). */
function scores({ kinds }, found, terms) {
  const sums = new Float32Array(kinds.length);
  for (const [entry, factor] of found) {
    const n = countOf(entry);
    const rare = Math.log(1 + (kinds.length - n + 0.5) / (n + 0.5)) * factor;
    eachPage(entry, (page, weight) => { sums[page] += weight * rare; });
    terms.add(entry.word);
  }
  return sums;
}

/** Pages that all lists have. */
const every = (lists) => lists.reduce((all, list) => all.map((sum, page) => (sum && list[page] ? sum + list[page] : 0)));

/** Pages that some list has. */
const some = (lists) => lists.reduce((all, list) => all.map((sum, page) => sum + list[page]));

/** Pages by kind, the best ones first. */
function ranked({ kinds }, sums) {
  const scores = sums.map((sum, page) => sum * kindWeights[kinds[page]]);
  const pages = [...scores.keys()].filter((page) => scores[page]).sort((a, b) => scores[b] - scores[a] || a - b);
  const groups = new Map();
  for (const page of pages) {
    const kind = kinds[page];
    if (!groups.has(kind)) groups.set(kind, []);
    groups.get(kind).push(page);
  }
  return { count: pages.length, groups: [...groups] };
}
