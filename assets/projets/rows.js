// What the tables of the page say: groups of rows, by mission, and of each row what
// filters and cards want to know.
import { all, make } from '../lib/dom.js';
import { fold } from '../lib/fold.js';

/** The groups of the list: an element that has a table. */
export function readGroups(results) {
  return all('[data-groupe]', results).map((element) => ({
    element,
    table: element.querySelector('.fdr-projets'),
    body: element.querySelector('tbody')
  }));
}

/** One table of all rows, for when they are not in the order of their groups. */
export function flatGroup(groups, caption) {
  const element = make('div', 'fdr-groupe');
  const table = element.appendChild(groups[0].table.cloneNode(true));
  const body = make('tbody');
  const rows = table.querySelector('table');
  rows.caption.textContent = caption;
  rows.replaceChild(body, rows.tBodies[0]);
  element.hidden = true;
  return { element, table, body };
}

/** The names of the columns, in their order. */
export const readColumns = (table) => all('thead th', table).map((header) => header.dataset.colonne);

/** The rows of a group; filters are the names of what rows are told by. */
export function readRows(group, columns, filters) {
  return all('tr', group.body).map((element) => {
    const cells = {};
    columns.forEach((name, i) => { cells[name] = element.cells[i]; });
    const values = {};
    for (const name of filters) values[name] = (element.dataset[name] || group.element.dataset[name] || '').split('|');
    const names = all('abbr', cells.pilote).map((abbr) => abbr.title);
    const text = fold([cells.projet.textContent, element.dataset.texte, cells.pilote.textContent, ...names].join(' '));
    return { element, group, cells, values, text };
  });
}
