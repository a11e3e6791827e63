// Words of texts and of queries: the same on both sides. A word is looked up as
// it is written, without accents or case, and by its stem.
import { stemmer } from '@orama/stemmers/french';
import { fold } from './fold.js';

// Words that say nothing of a page. Folded.
const empty = new Set(('a ai au aux avec ce ces cette dans de des du elle elles en entre est et eux il ils la le les leur leurs lui ma mais me meme mes mon ' +
  'ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos votre vous y ete etre sont ont comment quel quelle quels quelles')
  .split(' '));

const compound = /[\p{L}\p{N}]+(?:[-.'’‐‑&][\p{L}\p{N}]+)*/gu;
const part = /[\p{L}\p{N}]+/gu;
const elided = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)$/;
const camel = /\p{Lu}?\p{Ll}{2,}|\p{Lu}{2,}(?!\p{Ll})/gu;

/** A function that works each text out once: texts repeat their words. */
function remembered(work) {
  const known = new Map();
  return (text) => {
    if (!known.has(text)) known.set(text, work(text));
    return known.get(text);
  };
}

/** The stem of a folded word, told from words by its first character. */
const stem = remembered((word) =>
  // « simplifi(er) » and « simplif(ication) » are one stem.
  word.length > 3 && !/\d/.test(word) ? '~' + stemmer(word).replace(/i$/, '') : '');

/** The parts of « l’éco-conception »: eco, conception. Folded. */
function parts(text) {
  const pieces = text.match(part) || [];
  return pieces.map(fold).filter((word, i) => i === pieces.length - 1 || !elided.test(word));
}

/** The terms under which a compound is indexed: « GouvTech »: gouvtech, gouv, tech. */
const terms = remembered((text) => {
  const words = parts(text);
  const found = words.filter((word) => !empty.has(word));
  if (words.length > 1) found.push(words.join(''));
  for (const piece of text.match(part) || []) {
    const humps = piece.match(camel) || [];
    if (humps.length > 1 && humps.join('') === piece) found.push(...humps.map(fold));
  }
  return found;
});

function tokenize(text) {
  const found = [];
  for (const word of text.match(compound) || []) found.push(...terms(word));
  return found;
}

function withStem(word) {
  const root = stem(word);
  return root ? [word, root] : word;
}

/** How MiniSearch indexes pages. */
export const indexOptions = {
  fields: ['code', 'titre', 'detail', 'resume', 'mots', 'texte'],
  tokenize,
  processTerm: withStem,
  storeFields: ['genre'],
  searchOptions: { tokenize: (term) => [term], processTerm: (term) => term }
};

const boost = { code: 8, titre: 6, detail: 1.5, resume: 2, mots: 1.5, texte: 1 };
const weights = [1.3, 1.3, 1.1, 1.1, 1, 1.1]; // by kind of page: projets and missions before what is said of them

/** What is typed, as words, each with its parts. A query of empty words looks for them. */
export function parse(text) {
  const words = (text.match(compound) || []).map(parts).filter((word) => word.length);
  const telling = words.filter((word) => word.length > 1 || !empty.has(word[0]));
  return telling.length ? telling : words;
}

const every = (queries) => ({ combineWith: 'AND', queries });
const some = (queries) => ({ combineWith: 'OR', queries });

/** One word: as it is, as the beginning of another, in another form, or misspelt unless strict. */
function one(word, last, strict) {
  const letters = !/\d/.test(word);
  const queries = [{
    queries: [word],
    prefix: word.length > 2 || last,
    fuzzy: !strict && letters && word.length > 3 ? (word.length > 7 ? 2 : 1) : false,
    weights: { prefix: 0.5, fuzzy: 0.25 }
  }];
  const root = stem(word);
  if (root) queries.push({ queries: [root] });
  return some(queries);
}

/** « éco-conception » as one word, or as two. */
function either(word, last, strict) {
  if (word.length === 1) return one(word[0], last, strict);
  const apart = word.filter((w) => !empty.has(w)).map((w) => one(w, last, strict));
  return some([one(word.join(''), last, strict), every(apart)]);
}

/** Looks words up: pages that have them all, else part of them. What is near has none as typed. */
export function groupedQuery(index, words) {
  const found = look(index, words, false);
  const exact = look(index, words, true);
  found.near = !exact.results.length || exact.part && !found.part;
  return found;
}

function look(index, words, strict) {
  if (!words.length) return { results: [], part: false };
  const options = { boost, boostDocument: (id, term, stored) => weights[stored && stored.genre] || 1 };
  const queries = words.map((word, i) => either(word, i === words.length - 1, strict));
  let whole = every(queries);
  if (words.length > 1 && words.length < 4) { // « france connect »
    whole = some([whole, one(words.map((word) => word.join('')).join(''), true, strict)]);
  }
  const results = index.search(whole, options);
  if (results.length || words.length === 1) return { results, part: false };
  return { results: index.search(some(queries), options), part: true };
}

/** Where the words of a text stand that were found: pairs of indexes. */
export function matched(text, found) {
  const hit = (term) => [term, stem(term)].some((key) => Object.prototype.hasOwnProperty.call(found, key));
  const places = [];
  for (const match of text.matchAll(compound)) {
    if (!terms(match[0]).some(hit)) continue;
    let pieces = [...match[0].matchAll(part)].filter((piece) => terms(piece[0]).some((term) => !empty.has(term) && hit(term)));
    if (!pieces.length) pieces = [{ 0: match[0], index: 0 }];
    for (const piece of pieces) places.push([match.index + piece.index, match.index + piece.index + piece[0].length]);
  }
  return places;
}
