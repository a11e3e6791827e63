// Shows the rows that are wanted, in their order, as tables or as cards.
import { make } from '../lib/dom.js';
import { number } from '../lib/number.js';
import { mark, sorted } from '../lib/sort.js';
import { cards } from './cards.js';

/** Puts rows in the order that is asked for, and back under their missions without one. */
export function arrange({ order, columns, flat, rows }, kept) {
  const down = order.value.startsWith('-');
  const column = order.value.replace('-', '');
  mark(flat.table, columns.indexOf(column), down);
  if (!column) {
    if (flat.body.rows.length) for (const row of rows) row.group.body.appendChild(row.element);
    return kept;
  }
  const inOrder = sorted(kept, (row) => row.cells[column], down);
  for (const row of inOrder) {
    sayMission(row);
    flat.body.appendChild(row.element);
  }
  return inOrder;
}

/** Out of its group, a row says which mission it is of. */
function sayMission(row) {
  const { code } = row.group.element.dataset;
  if (code && !row.named) row.cells.projet.appendChild(make('span', 'fdr-mention fdr-de', code));
  row.named = true;
}

/** Shows rows in their groups, or in the one table of all when they have an order of their own. */
export function place({ order, groups, flat, rows }, kept, shown, { whole, asCards }) {
  const showing = new Set(shown);
  for (const row of rows) {
    if (row.element.hidden === showing.has(row)) row.element.hidden = !showing.has(row);
  }
  for (const group of groups) {
    const own = shown.filter((row) => row.group === group);
    group.element.hidden = !!order.value || !own.length;
    if (group.count) group.count.textContent = number(kept.filter((row) => row.group === group).length);
    if (group.open !== undefined) group.element.open = whole ? group.open : true;
    deal(group, own, asCards, false);
  }
  flat.element.hidden = !order.value || !shown.length;
  deal(flat, shown, asCards, true);
}

/** Shows the rows of a group as cards, or as its table. */
function deal(group, rows, asCards, alone) {
  if (group.table.hidden !== asCards) group.table.hidden = asCards;
  if (group.cards) group.cards.remove();
  group.cards = asCards && !group.element.hidden ? group.element.appendChild(cards(rows, alone)) : null;
}
