// What the fields of the form ask for, and the rows that answer.
import { all } from '../lib/dom.js';
import { fold } from '../lib/fold.js';
import { number } from '../lib/number.js';

/** What options are called, without the number of rows that follows. */
export function readLabels(selects) {
  const labels = new Map();
  for (const option of selects.flatMap((select) => all('option', select))) {
    labels.set(option, option.textContent.replace(/\s*\([\d\s]+\)$/, ''));
  }
  return labels;
}

/** The criteria that are set, each with its field, its label, and which rows it keeps. */
export function criteria({ words, selects, labels }) {
  const found = [];
  const typed = words && words.value.trim();
  if (typed) {
    const wanted = fold(words.value).split(/\s+/).filter(Boolean);
    found.push({ field: words, label: `«\u00a0${typed}\u00a0»`, keeps: (row) => wanted.every((word) => row.text.includes(word)) });
  }
  for (const select of selects) {
    if (!select.value) continue;
    found.push({
      field: select,
      label: `${select.labels[0].textContent}\u00a0: ${labels.get(select.selectedOptions[0])}`,
      keeps: (row) => row.values[select.name].includes(select.value)
    });
  }
  return found;
}

/** The rows that all criteria keep. */
export const matching = (rows, wanted) => rows.filter((row) => wanted.every((criterion) => criterion.keeps(row)));

/** The rows that all criteria keep but the one of a field. */
export const without = (rows, wanted, field) => matching(rows, wanted.filter((criterion) => criterion.field !== field));

/** Has options say how many rows they would leave, the other criteria as they are. */
export function countOptions({ rows, selects, labels }, wanted) {
  const counts = tally(rows, selects, wanted);
  for (const select of selects) {
    for (const option of all('option', select)) {
      if (!option.value) continue;
      const text = `${labels.get(option)} (${number(counts[select.name].get(option.value) || 0)})`;
      if (option.textContent !== text) option.textContent = text;
    }
  }
}

/** For each field, how many rows have each value, among those that all other criteria keep: all in one go over thousands of rows. */
function tally(rows, selects, wanted) {
  const counts = {};
  for (const { name } of selects) counts[name] = new Map();
  for (const row of rows) {
    const failed = wanted.filter((criterion) => !criterion.keeps(row));
    if (failed.length > 1) continue;
    for (const { name } of failed.length ? selects.filter((select) => select === failed[0].field) : selects) {
      for (const value of row.values[name]) counts[name].set(value, (counts[name].get(value) || 0) + 1);
    }
  }
  return counts;
}
