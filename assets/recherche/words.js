// Words of texts and of queries: as the index has them (search/words.go). A word is
// looked up as it is written, without accents or case, and by its stem.
import { stemmer } from '@orama/stemmers/french';
import { fold } from '../lib/fold.js';

// Words that say nothing of a page, unless nothing else is asked for. Folded.
const empty = new Set(('a ai au aux avec ce ces cette dans de des du elle elles en entre est et eux il ils la le les leur leurs lui ma mais me meme mes mon ' +
  'ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos votre vous y ete etre sont ont comment quel quelle quels quelles')
  .split(' '));

const longest = 40; // characters of a word that are told from others
const compound = /(?:\d{1,3}(?: \d{3})+(?![\p{L}\p{N}])|[\p{L}\p{N}]+)(?:[-.'&][\p{L}\p{N}]+)*/gu;
const part = /[\p{L}\p{N}]+/gu;
const elided = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)$/;

// The same in a text as it is written.
const letter = '[\\p{L}\\p{N}\\p{M}\\p{Cf}]';
const space = '[ \\u00a0\\u202f]';
const written = new RegExp(`(?:\\d{1,3}(?:${space}\\d{3})+(?!${letter})|${letter}+)(?:[-.'’‐‑&]${letter}+)*`, 'gu');
const writtenPart = new RegExp(`${letter}+`, 'gu');
const hump = /\p{Lu}?\p{Ll}{2,}|\p{Lu}{2,}(?!\p{Ll})/gu;

const cut = (word) => (word.length > longest ? [...word].slice(0, longest).join('') : word);

/** The parts of « l’éco-conception »: eco, conception. */
function parts(text) {
  const pieces = text.match(part) || [];
  return pieces.filter((word, i) => i === pieces.length - 1 || !elided.test(word)).map(cut);
}

const whole = (words) => cut(words.join(''));

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
  const words = (fold(text).match(compound) || []).map(parts);
  const telling = words.filter((word) => word.length > 1 || !empty.has(word[0]));
  return (telling.length ? telling : words).map((word) => {
    if (word.length === 1) return [word];
    const apart = word.filter((one) => !empty.has(one));
    return apart.length ? [[whole(word)], apart] : [[whole(word)]];
  });
}

/** Several words as one: « france connect ». */
export const joined = (words) => whole(words.map((ways) => ways[0][0]));

/** Where the words of a text stand that were found: pairs of indexes. */
export function matched(text, found) {
  const places = [];
  for (const match of text.matchAll(written)) {
    const pieces = [...match[0].matchAll(writtenPart)];
    let hits = pieces.filter((piece) => found.has(cut(fold(piece[0]))));
    const others = [whole(parts(fold(match[0]))), ...pieces.flatMap((piece) => piece[0].match(hump) || []).map(fold)];
    if (!hits.length && others.some((word) => found.has(word))) hits = [{ 0: match[0], index: 0 }];
    for (const hit of hits) places.push([match.index + hit.index, match.index + hit.index + hit[0].length]);
  }
  return places;
}
