// Rows as cards.
import { all, make } from '../lib/dom.js';

/** Rows as a list of cards. Alone, out of their groups, they say which mission they are of. */
export function cards(rows, alone) {
  const list = make('ul', 'fdr-liste fdr-liste--grille', '', { 'data-cartes': '' });
  for (const row of rows) list.appendChild(card(row, alone));
  return list;
}

function card(row, alone) {
  const { projet, statut, ...others } = row.cells;
  const item = make('li', 'fdr-fiche fr-enlarge-link');
  copy(item.appendChild(make(alone ? 'h2' : 'h3', 'fdr-fiche__titre')), projet, '.fdr-code, a');
  if (alone) copy(item, projet, '.fdr-de');
  if (row.element.dataset.texte) item.appendChild(make('p', 'fdr-fiche__resume', row.element.dataset.texte));
  const states = item.appendChild(make('p', 'fdr-fiche__statut'));
  copy(states, statut, '.fr-badge');
  copy(states, projet, '.fr-badge');
  copy(item, statut, '.fdr-reserve');
  const facts = item.appendChild(make('dl', 'fdr-fiche__faits'));
  for (const cell of Object.values(others)) facts.appendChild(fact(cell));
  return item;
}

function fact(cell) {
  const row = make('div');
  row.appendChild(make('dt', '', cell.dataset.libelle));
  row.appendChild(make('dd')).append(...cell.cloneNode(true).childNodes);
  return row;
}

/** Copies what a selector finds, each followed by a space. */
function copy(to, from, selector) {
  for (const element of all(selector, from)) to.append(element.cloneNode(true), ' ');
}
