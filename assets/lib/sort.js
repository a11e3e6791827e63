// Rows of tables in the order of a column.
import { all, make } from './dom.js';

var collator = window.Intl ? new Intl.Collator('fr', { numeric: true }) : null;

function compare(a, b) {
  if (collator) return collator.compare(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a cell sorts by: its data-tri, or its text. */
function value(row, column) {
  var cell = row.cells[column];
  if (!cell) return '';
  return cell.hasAttribute('data-tri') ? cell.getAttribute('data-tri') : cell.textContent.trim();
}

/** The rows in the order of a column; what is unknown comes last, both ways. */
export function sorted(rows, column, down) {
  return rows.map(function (row, index) {
    return { row: row, index: index, value: value(row, column) };
  }).sort(function (a, b) {
    if (!a.value !== !b.value) return a.value ? -1 : 1;
    var order = compare(a.value, b.value);
    return (down ? -order : order) || a.index - b.index;
  }).map(function (entry) { return entry.row; });
}

/** Puts buttons into the headers of a table; choose(column) is what they do. */
export function sortable(table, choose) {
  all('thead th', table).forEach(function (header, column) {
    var button = make('button', 'fdr-tri', header.textContent);
    button.type = 'button';
    header.textContent = '';
    header.appendChild(button);
    button.addEventListener('click', function () { choose(column); });
  });
}

/** Tells which column sorts a table, if any (WAI-ARIA 1.2, aria-sort). */
export function mark(table, column, down) {
  all('thead th', table).forEach(function (header, i) {
    if (i === column) header.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    else header.removeAttribute('aria-sort');
  });
}
