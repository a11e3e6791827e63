// The list of projets: filters, order and view, all kept in the address. What it
// knows it reads from the tables of the page; without it they show everything,
// by mission.
import { keep, whenBack } from './lib/address.js';
import { all, button, run } from './lib/dom.js';
import { number } from './lib/number.js';
import { sortable } from './lib/sort.js';
import { advise, counted, dismissal } from './projets/advice.js';
import { countOptions, criteria, matching, readLabels } from './projets/criteria.js';
import { flatGroup, readColumns, readGroups, readRows } from './projets/rows.js';
import { arrange, place } from './projets/show.js';

const step = 100; // of a long list, rows that show at first, then again and again
const wide = window.matchMedia('(min-width: 62em)');

/** What the page has and says, and in limit how many rows show; null on a page without list. */
function read() {
  const form = document.querySelector('[data-filtres]');
  const results = document.querySelector('[data-resultats]');
  if (!form || !results) return null;
  const selects = all('select[name]', form);
  const count = results.querySelector('[data-compte]');
  const groups = readGroups(results);
  const columns = readColumns(groups[0].table);
  return {
    form, results, selects, count, groups, columns,
    words: form.querySelector('[name="q"]'),
    details: form.querySelector('details'),
    active: results.querySelector('[data-actifs]'),
    empty: results.querySelector('[data-vide]'),
    order: results.querySelector('[name="tri"]'),
    views: all('[name="vue"]', results),
    unfiltered: count.textContent,
    labels: readLabels(selects),
    rows: groups.flatMap((group) => readRows(group, columns, selects.map((select) => select.name))),
    flat: flatGroup(groups, document.querySelector('h1').textContent),
    limit: step
  };
}

/** Adds what only the script makes use of. */
function complete(list) {
  const { results, flat, count, order, columns } = list;
  count.tabIndex = -1; // where the focus goes from a form that folds
  sortable(flat.table, (column) => {
    const name = columns[column];
    order.value = order.value === name ? `-${name}` : name;
    show(list);
    remember(list, true);
  });
  list.more = button('fr-btn fr-btn--secondary fdr-plus', '', () => showMore(list));
  list.more.hidden = true;
  results.append(flat.element, list.more);
}

/** Shows what the fields ask for. */
function show(list) {
  const wanted = criteria(list);
  const kept = matching(list.rows, wanted);
  const asCards = view(list) !== '';
  const whole = !wanted.length && !list.order.value && !asCards;
  const shown = arrange(list, kept).slice(0, whole ? kept.length : list.limit);
  place(list, kept, shown, { whole, asCards });
  list.more.hidden = whole || kept.length <= list.limit;
  list.more.textContent = `Afficher la suite (${number(kept.length - shown.length)})`;
  tell(list, wanted, kept);
  countOptions(list, wanted);
}

/** Says how many rows there are, and for which criteria. */
function tell(list, wanted, kept) {
  const { count, active, empty, rows, unfiltered } = list;
  const drop = (criterion) => dropCriterion(list, criterion);
  const clear = () => clearAll(list);
  const among = kept.length ? ` sur ${number(rows.length)}` : '';
  count.textContent = wanted.length ? counted(count, kept.length) + among : unfiltered;
  active.textContent = '';
  active.append(...wanted.map((criterion) => dismissal(criterion, drop)));
  active.hidden = !wanted.length;
  empty.textContent = '';
  empty.hidden = kept.length > 0;
  if (!kept.length) advise(list, wanted, { drop, clear });
}

function showMore(list) {
  const next = list.limit;
  list.limit += step;
  show(list);
  const links = all('.fdr-groupe:not([hidden]) tbody tr:not([hidden]) th a, .fdr-groupe:not([hidden]) [data-cartes] a', list.results)
    .filter((link) => link.getClientRects().length);
  if (links[next]) links[next].focus();
}

/** How rows show: '' for tables. */
const view = ({ views }) => (views.some((radio) => radio.checked && radio.value === 'cartes') ? 'cartes' : '');

/** A field has changed: a new state for the back button, or the same one while typing. */
function change(list, push) {
  list.limit = step;
  show(list);
  remember(list, push);
}

function dropCriterion(list, { field }) {
  field.value = '';
  change(list, true);
  (list.active.querySelector('button') || reachable(list, field)).focus();
}

function clearAll(list) {
  for (const select of list.selects) select.value = '';
  if (list.words) list.words.value = '';
  change(list, true);
  const first = list.form.querySelector('input, select');
  if (first) reachable(list, first).focus();
}

/** A field, or what unfolds it: where it is folded it takes no focus. */
const reachable = ({ details }, field) => (details && !details.open ? details.querySelector('summary') : field);

function remember(list, push) {
  const { selects, words, order } = list;
  clearTimeout(list.waiting);
  const query = new URLSearchParams();
  const set = (name, value) => { if (value) query.set(name, value); };
  for (const select of selects) set(select.name, select.value);
  set('q', words && words.value.trim());
  set('tri', order.value);
  set('vue', view(list));
  keep(query.toString(), push, location.hash);
}

/** Gives a select a value, if it has it. */
function choose(select, value) {
  select.value = all('option', select).some((option) => option.value === value) ? value : '';
}

/** Shows what the address says. */
function recall(list) {
  const query = new URLSearchParams(location.search);
  const get = (name) => query.get(name) || '';
  for (const select of list.selects) choose(select, get(select.name));
  choose(list.order, get('tri'));
  for (const radio of list.views) radio.checked = radio.value === (get('vue') === 'cartes' ? 'cartes' : '');
  if (list.words) list.words.value = get('q');
  list.limit = step;
  show(list);
}

function listen(list) {
  const { form, words, selects, order, views } = list;
  for (const field of [...selects, order, ...views]) field.addEventListener('change', () => change(list, true));
  if (words) {
    words.addEventListener('input', () => {
      clearTimeout(list.waiting);
      list.waiting = setTimeout(() => change(list, false), 200);
    });
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    change(list, true);
    leave(list);
  });
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    clearAll(list);
  });
  whenBack(() => recall(list));
}

/** From the form, where it folds, to what it has found. */
function leave({ details, results, count }) {
  if (!details || wide.matches) return;
  details.open = false;
  results.scrollIntoView();
  count.focus({ preventScroll: true });
}

/** On a large screen the form is a column, always open. */
function unfold({ details }) {
  const open = () => { if (details && wide.matches) details.open = true; };
  if (wide.addEventListener) wide.addEventListener('change', open);
  open();
}

run(() => {
  const list = read();
  if (!list) return;
  complete(list);
  listen(list);
  unfold(list);
  recall(list);
});
