// The list of projets: filters, order and view, all kept in the address. What it
// knows it reads from the tables of the page; without it they show everything,
// by mission. The tables of a long list are in a file, which comes when they are
// asked for.
import { keep, whenBack } from './lib/address.js';
import { all, button, make, run } from './lib/dom.js';
import { number } from './lib/number.js';
import { load } from './lib/script.js';
import { sortable } from './lib/sort.js';
import { advise, counted, dismissal } from './projets/advice.js';
import { countOptions, criteria, matching, readLabels } from './projets/criteria.js';
import { flatGroup, readColumns, readGroups, readRows } from './projets/rows.js';
import { arrange, place } from './projets/show.js';

const step = 50; // of a list that is filtered or sorted, rows that show at first, then again and again
const wide = window.matchMedia('(min-width: 62em)');

/** What the page has and says, and in limit how many rows show; null on a page without list. Its rows come later. */
function read() {
  const form = document.querySelector('[data-filtres]');
  const results = document.querySelector('[data-resultats]');
  if (!form || !results) return null;
  const selects = all('select[name]', form);
  const count = results.querySelector('[data-compte]');
  return {
    form, results, selects, count,
    words: form.querySelector('[name="q"]'),
    details: form.querySelector('details'),
    active: results.querySelector('[data-actifs]'),
    empty: results.querySelector('[data-vide]'),
    order: results.querySelector('[name="tri"]'),
    views: all('[name="vue"]', results),
    all: results.querySelector('[data-ensemble]'),
    unfiltered: count.textContent,
    labels: readLabels(selects),
    unknown: [],
    rows: null,
    limit: step
  };
}

/** Has the rows, from the page or from the file that holds those of a long list. */
async function fetchRows(list) {
  const { lignes } = list.results.dataset;
  await load(lignes);
  const file = make('template');
  file.innerHTML = window.fdrLignes; // made by the same layouts as the page
  delete window.fdrLignes;
  list.all.after(file.content);
  complete(list);
}

/** Reads the rows, and adds what only the script makes use of. */
function complete(list) {
  const { results, order, selects } = list;
  const groups = list.groups = readGroups(results);
  const columns = list.columns = readColumns(groups[0].table);
  list.rows = groups.flatMap((group) => readRows(group, columns, selects.map((select) => select.name)));
  list.orders = new Map();
  const flat = list.flat = flatGroup(groups, document.querySelector('h1').textContent);
  sortable(flat.table, (column) => {
    const name = columns[column];
    order.value = order.value === name ? `-${name}` : name;
    show(list);
    remember(list, true);
  });
  results.append(flat.element, list.more);
}

/** Shows what the fields ask for; a long list, once its rows are there. */
function show(list) {
  const wanted = criteria(list);
  const asCards = view(list) !== '';
  const whole = !wanted.length && !list.order.value && !asCards;
  if (!list.rows) {
    list.count.textContent = whole ? said(list, list.unfiltered) : 'Chargement de la liste…';
    if (!whole) prepare(list);
    return;
  }
  const kept = matching(list.rows, wanted);
  const shown = whole && list.all ? [] : arrange(list, kept).slice(0, whole ? kept.length : list.limit);
  place(list, shown, { whole, asCards });
  list.more.hidden = whole || kept.length <= list.limit;
  list.more.textContent = `Afficher la suite (${number(kept.length - shown.length)})`;
  tell(list, wanted, kept);
  countOptions(list, wanted);
}

/** Asks for the rows of a long list, once, and shows them when they are there. */
function prepare(list) {
  list.coming ??= fetchRows(list).then(() => show(list), () => {
    list.coming = null; // the next field tries again
    list.count.textContent = 'La liste n’a pas pu être chargée\u00a0: vérifiez la connexion, puis choisissez de nouveau un filtre. Les listes toutes prêtes restent là.';
  });
}

/** A count, and what the address asked for that the list does not know. */
const said = ({ unknown }, count) => [count, ...unknown].join('. ');

/** Says how many rows there are, and for which criteria. */
function tell(list, wanted, kept) {
  const { count, active, empty, rows, unfiltered } = list;
  const drop = (criterion) => dropCriterion(list, criterion);
  const clear = () => clearAll(list);
  const among = kept.length ? ` sur ${number(rows.length)}` : '';
  count.textContent = said(list, wanted.length ? counted(count, kept.length) + among : unfiltered);
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

/** A field has changed: a new state for the back button, or the same one while typing goes on. */
function change(list, push) {
  list.typing = false;
  list.limit = step;
  list.unknown = [];
  show(list);
  remember(list, push);
}

/** Words are one step, whatever their letters. */
function type(list) {
  const first = !list.typing;
  change(list, first);
  list.typing = true;
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

/** Gives a select a value; one that it does not have is said. */
function choose({ unknown }, select, value) {
  const known = all('option', select).some((option) => option.value === value);
  select.value = known ? value : '';
  if (!known) unknown.push(`${select.labels[0].textContent}\u00a0: «\u00a0${value}\u00a0» n’est pas dans cette liste`);
}

/** Shows what the address says. */
function recall(list) {
  const query = new URLSearchParams(location.search);
  const get = (name) => query.get(name) || '';
  list.unknown = [];
  for (const select of list.selects) choose(list, select, get(select.name));
  choose(list, list.order, get('tri'));
  for (const radio of list.views) radio.checked = radio.value === (get('vue') === 'cartes' ? 'cartes' : '');
  if (list.words) list.words.value = get('q');
  list.limit = step;
  list.typing = false;
  show(list);
}

function listen(list) {
  const { form, words, selects, order, views, results } = list;
  if (!list.rows) for (const part of [form, results]) part.addEventListener('focusin', () => prepare(list));
  for (const field of [...selects, order, ...views]) field.addEventListener('change', () => change(list, true));
  if (words) {
    words.addEventListener('input', () => {
      clearTimeout(list.waiting);
      list.waiting = setTimeout(() => type(list), 200);
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
  list.count.tabIndex = -1; // where the focus goes from a form that folds
  list.more = button('fr-btn fr-btn--secondary fdr-plus', '', () => showMore(list));
  list.more.hidden = true;
  if (!list.all) complete(list);
  listen(list);
  unfold(list);
  recall(list);
});
