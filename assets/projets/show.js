// Shows the rows that are wanted, in their order, as tables or as cards.
import { make } from '../lib/dom.js';
import { mark, sorted } from '../lib/sort.js';
import { cards } from './cards.js';

/** Puts rows in the order that is asked for; without one they are in that of their missions. */
export function arrange({ order: { value }, columns, flat, rows, orders }, kept) {
  const down = value.startsWith('-');
  const column = value.replace('-', '');
  mark(flat.table, columns.indexOf(column), down);
  if (!column) return kept;
  if (!orders.has(value)) orders.set(value, sorted(rows, (row) => row.cells[column], down)); // of thousands, once
  const wanted = new Set(kept);
  return orders.get(value).filter((row) => wanted.has(row));
}

/** Out of its group, a row says which mission it is of. */
function sayMission(row) {
  const { code } = row.group.element.dataset;
  if (code && !row.named) row.cells.projet.appendChild(make('span', 'fdr-mention fdr-de', code));
  row.named = true;
}

/** Shows rows in their groups, or in the one table of all when they have an order of their own. */
export function place({ order, groups, flat, all }, shown, { whole, asCards }) {
  const apart = !order.value;
  for (const group of groups) deal(group, apart ? shown.filter((row) => row.group === group) : [], asCards, false);
  if (!apart) for (const row of shown) sayMission(row);
  deal(flat, apart ? [] : shown, asCards, true);
  if (all) all.hidden = !whole;
}

/** Shows the rows of a group as cards, or as its table. */
function deal(group, rows, asCards, alone) {
  group.element.hidden = !rows.length;
  group.body.replaceChildren(...rows.map((row) => row.element));
  if (group.table.hidden !== asCards) group.table.hidden = asCards;
  if (group.cards) group.cards.remove();
  group.cards = asCards && rows.length ? group.element.appendChild(cards(rows, alone)) : null;
}
