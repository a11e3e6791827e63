// Rows of tables in the order of a column.
import { all, button } from './dom.js';

const collator = new Intl.Collator('fr', { numeric: true });

/** What a cell sorts by: its data-tri, or its text. */
const key = (cell) => (cell ? cell.dataset.tri ?? cell.textContent.trim() : '');

/** Rows in the order of the cell that each has in a column; what is unknown comes last, both ways. */
export function sorted(rows, cellOf, down) {
  return rows.map((row) => ({ row, key: key(cellOf(row)) })).sort((a, b) => {
    if (!a.key !== !b.key) return a.key ? -1 : 1;
    const order = collator.compare(a.key, b.key);
    return down ? -order : order;
  }).map((entry) => entry.row);
}

/** Puts buttons into the headers of a table; choose(column) is what they do. */
export function sortable(table, choose) {
  all('thead th', table).forEach((header, column) => {
    const text = header.textContent;
    header.textContent = '';
    header.appendChild(button('fdr-tri', text, () => choose(column)));
  });
}

/** Tells which column sorts a table, if any (WAI-ARIA 1.2, aria-sort). */
export function mark(table, column, down) {
  all('thead th', table).forEach((header, i) => {
    if (i === column) header.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    else header.removeAttribute('aria-sort');
  });
}
