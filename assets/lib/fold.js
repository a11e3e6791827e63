// What Unicode does not decompose and people type otherwise. Folded letters.
const opened = {
  æ: 'ae', œ: 'oe', ß: 'ss', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', ŋ: 'n', ŧ: 't', þ: 'th', ς: 'σ',
  '\u2019': "'", '\u2018': "'", ʼ: "'", '\u2010': '-', '\u2012': '-', '\u2013': '-', '\u2014': '-', '\u2212': '-'
};
const closed = new RegExp(`[${Object.keys(opened).join('')}]`, 'g');

const plain = /^[\0-\x7f]*$/;

/** Words are compared without accents, ligatures, case or typography, as content.Fold does. */
export function fold(text) {
  if (plain.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/[\p{Mn}\p{Cf}]/gu, '').toLowerCase().replace(closed, (letter) => opened[letter]);
}
