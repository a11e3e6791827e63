// Words of texts and of queries: the same on both sides. A word is looked up as
// it is written, without accents or case, and by its stem.
import { stemmer } from '@orama/stemmers/french';
import { fold } from './fold.js';

// Words that say nothing of a page. Folded.
var empty = new Set(('a ai au aux avec ce ces cette dans de des du elle elles en entre est et eux il ils la le les leur leurs lui ma mais me meme mes mon ' +
  'ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos votre vous y ete etre sont ont comment quel quelle quels quelles')
  .split(' '));

var compound = /[\p{L}\p{N}]+(?:[-.'’‐‑&][\p{L}\p{N}]+)*/gu;
var part = /[\p{L}\p{N}]+/gu;
var elided = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)$/;
var camel = /\p{Lu}?\p{Ll}{2,}|\p{Lu}{2,}(?!\p{Ll})/gu;

var stems = new Map();

/** The stem of a folded word, told from words by its first character. */
function stem(word) {
  var known = stems.get(word);
  if (known === undefined) {
    // « simplifi(er) » and « simplif(ication) » are one stem.
    known = word.length > 3 && !/\d/.test(word) ? '~' + stemmer(word).replace(/i$/, '') : '';
    stems.set(word, known);
  }
  return known;
}

/** The parts of « l’éco-conception »: eco, conception. Folded. */
function parts(text) {
  var pieces = text.match(part) || [];
  return pieces.map(fold).filter(function (word, i) {
    return !(i < pieces.length - 1 && elided.test(word));
  });
}

var known = new Map(); // the terms of compounds seen so far: texts repeat their words

/** The terms under which a compound is indexed: « GouvTech »: gouvtech, gouv, tech. */
function terms(text) {
  var found = known.get(text);
  if (!found) known.set(text, found = split(text));
  return found;
}

function split(text) {
  var words = parts(text);
  var found = words.filter(function (word) { return !empty.has(word); });
  if (words.length > 1) found.push(words.join(''));
  (text.match(part) || []).forEach(function (piece) {
    var humps = piece.match(camel) || [];
    if (humps.length > 1 && humps.join('') === piece) humps.forEach(function (hump) { found.push(fold(hump)); });
  });
  return found;
}

function tokenize(text) {
  var found = [];
  (text.match(compound) || []).forEach(function (word) { found.push.apply(found, terms(word)); });
  return found;
}

function withStem(word) {
  var root = stem(word);
  return root ? [word, root] : word;
}

/** How MiniSearch indexes pages. */
export var indexOptions = {
  fields: ['code', 'titre', 'detail', 'resume', 'mots', 'texte'],
  tokenize: tokenize,
  processTerm: withStem,
  storeFields: ['genre'],
  searchOptions: { tokenize: function (term) { return [term]; }, processTerm: function (term) { return term; } }
};

var boost = { code: 8, titre: 6, detail: 1.5, resume: 2, mots: 1.5, texte: 1 };
var weights = [1.3, 1.3, 1.1, 1.1, 1, 1.1]; // by kind of page: projets and missions before what is said of them

/** What is typed, as words, each with its parts. A query of empty words looks for them. */
export function parse(text) {
  var words = (text.match(compound) || []).map(parts).filter(function (word) { return word.length; });
  var telling = words.filter(function (word) { return word.length > 1 || !empty.has(word[0]); });
  return telling.length ? telling : words;
}

/** One word: as it is, as the beginning of another, in another form, or misspelt unless strict. */
function one(word, last, strict) {
  var letters = !/\d/.test(word);
  var queries = [{
    queries: [word],
    prefix: word.length > 2 || last,
    fuzzy: !strict && letters && word.length > 3 ? (word.length > 7 ? 2 : 1) : false,
    weights: { prefix: 0.5, fuzzy: 0.25 }
  }];
  var root = stem(word);
  if (root) queries.push({ queries: [root] });
  return { combineWith: 'OR', queries: queries };
}

function every(words) {
  return { combineWith: 'AND', queries: words };
}

/** « éco-conception » as one word, or as two. */
function either(word, last, strict) {
  if (word.length === 1) return one(word[0], last, strict);
  return { combineWith: 'OR', queries: [one(word.join(''), last, strict), every(word.filter(function (w) { return !empty.has(w); }).map(function (w) { return one(w, last, strict); }))] };
}

/** Looks words up: pages that have them all, else part of them. What is near has none as typed. */
export function groupedQuery(index, words) {
  var found = look(index, words, false);
  var exact = look(index, words, true);
  found.near = !exact.results.length || exact.part && !found.part;
  return found;
}

function look(index, words, strict) {
  if (!words.length) return { results: [], part: false };
  var options = { boost: boost, boostDocument: function (id, term, stored) { return weights[stored && stored.genre] || 1; } };
  var queries = words.map(function (word, i) { return either(word, i === words.length - 1, strict); });
  var whole = every(queries);
  if (words.length > 1 && words.length < 4) { // « france connect »
    whole = { combineWith: 'OR', queries: [whole, one(words.map(function (w) { return w.join(''); }).join(''), true, strict)] };
  }
  var results = index.search(whole, options);
  if (results.length || words.length === 1) return { results: results, part: false };
  return { results: index.search({ combineWith: 'OR', queries: queries }, options), part: true };
}

/** Where the words of a text stand that were found: pairs of indexes. */
export function matched(text, found) {
  var places = [];
  for (var match of text.matchAll(compound)) {
    var whole = terms(match[0]);
    if (!whole.some(function (term) { return hit(term, found); })) continue;
    var pieces = [...match[0].matchAll(part)].filter(function (piece) {
      return terms(piece[0]).some(function (term) { return !empty.has(term) && hit(term, found); });
    });
    if (!pieces.length) pieces = [{ 0: match[0], index: 0 }];
    pieces.forEach(function (piece) {
      places.push([match.index + piece.index, match.index + piece.index + piece[0].length]);
    });
  }
  return places;
}

function hit(term, found) {
  return Object.prototype.hasOwnProperty.call(found, term) || Object.prototype.hasOwnProperty.call(found, stem(term));
}
