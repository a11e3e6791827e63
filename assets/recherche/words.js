// Words of texts and of queries: as the index has them (search/words.go). A word is
// looked up as it is written, without accents or case, and by its stem.
import { stemmer } from '@orama/stemmers/french';
import { fold } from '../lib/fold.js';

// Words that say nothing of a page, unless nothing else is asked for. Folded.
const empty = new Set(('a ai au aux avec ce ces cette dans de des du elle elles en entre est et eux il ils la le les leur leurs lui ma mais me meme mes mon ' +
  'ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos votre vous y ete etre sont ont comment quel quelle quels quelles')
  .split(' '));

const longest = 40; // characters of a word that are told from others
const part = /[\p{L}\p{N}\p{Mn}\p{Cf}]+/gu; // marks and what is not seen are gone from a folded text
const joiner = /^[-.'’‐‑&]$/;
const space = /^[ \u00a0\u202f]$/;
const elided = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)$/;
const hump = /\p{Lu}?\p{Ll}{2,}|\p{Lu}{2,}(?!\p{Ll})/gu;

/** The words of a text, folded or not: lists of parts that are joined, as « éco-conception » and « 30 000 » are. */
function compounds(text) {
  const list = [];
  let end = 0; // of the part before
  let figures = false; // the parts so far are those of one number
  for (const { 0: word, index } of text.matchAll(part)) {
    const between = text.slice(end, index);
    const group = figures && space.test(between) && /^\d{3}$/.test(word);
    if (list.length && (group || joiner.test(between))) list.at(-1).push({ word, index });
    else list.push([{ word, index }]);
    figures = group || (list.at(-1).length === 1 && /^\d{1,3}$/.test(word));
    end = index + word.length;
  }
  return list;
}

const cut = (word) => (word.length > longest ? [...word].slice(0, longest).join('') : word);

/** The words that a folded compound is found by: those of « l’éco-conception » are eco and conception. */
const parts = (words) => words.filter((word, i) => i === words.length - 1 || !elided.test(word)).map(cut);

const together = (words) => cut(words.join(''));

/** The stem of a word; '' for one that has none. */
export function stem(word) {
  // « simplifi(er) » and « simplif(ication) » are one stem.
  return word.length > 3 && !/\d/.test(word) ? stemmer(word).replace(/i$/, '') : '';
}

/**
 * What is typed, as words: each is ways of writing it, of which one must be found, and
 * each way is words that must all be found. A query of empty words looks for them.
 */
export function parse(text) {
  const words = compounds(fold(text)).map((compound) => parts(compound.map(({ word }) => word)));
  const telling = words.filter((word) => word.length > 1 || !empty.has(word[0]));
  return (telling.length ? telling : words).map((word) => {
    if (word.length === 1) return [word];
    const apart = word.filter((one) => !empty.has(one));
    return apart.length ? [[together(word)], apart] : [[together(word)]];
  });
}

/** Several words as one: « france connect ». */
export const joined = (words) => together(words.map((ways) => ways[0][0]));

/** Where the words of a text stand that were found: pairs of indexes. */
export function matched(text, found) {
  const places = [];
  for (const { words, start, end, others } of read(text)) {
    const hits = words.filter(({ word }) => found.has(word));
    if (hits.length) places.push(...hits.map((hit) => [hit.start, hit.end]));
    else if (others.some((word) => found.has(word))) places.push([start, end]);
  }
  return places;
}

const texts = new Map(); // what has been read: letter after letter, the same texts are shown

/** The words of a text, folded, where they stand, and what else those that are joined are found by. */
function read(text) {
  if (!texts.has(text)) {
    texts.set(text, compounds(text).map((compound) => {
      const words = compound.map(({ word, index }) => ({ word: cut(fold(word)), start: index, end: index + word.length }));
      const whole = together(parts(words.map(({ word }) => word)));
      const humps = compound.filter(({ word }) => /\d/.test(word) || word.slice(1) !== word.slice(1).toLowerCase());
      return { words, start: words[0].start, end: words.at(-1).end, others: [whole, ...humps.flatMap(({ word }) => word.match(hump) || []).map(fold)] };
    }));
  }
  return texts.get(text);
}
