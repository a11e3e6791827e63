// The search page: an index is made of the pages that index.js lists, and what
// is typed is looked up in it. Nothing typed or listed is ever read as HTML.
import { keep, whenBack } from './lib/address.js';
import { all, run } from './lib/dom.js';
import { find, makeIndex, readPages } from './recherche/pages.js';
import { advice, section, told } from './recherche/results.js';

const root = document.documentElement;
const title = document.title;

/** What the page has; its index comes later. Null on a page without search. */
function read() {
  const form = document.querySelector('[data-recherche]');
  const place = document.querySelector('[data-trouve]');
  if (!form || !place) return null;
  return { form, place, field: form.elements.q, status: document.querySelector('[data-compte]'), pages: [], index: null };
}

/** Shows what is found of what is typed. */
function show(search) {
  const { field, status, place, pages, index } = search;
  const text = field.value.trim();
  root.toggleAttribute('data-q', text !== '');
  document.title = text ? `${text} - ${title}` : title;
  if (!index) {
    if (text) status.textContent = 'Recherche en cours…';
    return;
  }
  place.textContent = '';
  status.textContent = '';
  if (!text) return;
  const found = find(pages, index, text);
  status.textContent = told(found, text);
  place.append(...found.groups.map((group) => section(window.fdrPages.genres, group)));
  if (!found.count) place.appendChild(advice(() => clear(search)));
}

function clear(search) {
  search.field.value = '';
  show(search);
  remember(search, true);
  search.field.focus();
}

function remember(search, push) {
  clearTimeout(search.waiting);
  const q = search.field.value.trim();
  keep(q && new URLSearchParams({ q }).toString(), push);
}

/** Shows what the address says. */
function recall(search) {
  search.field.value = new URLSearchParams(location.search).get('q') || '';
  show(search);
}

// The arrows go from the field through the results, as in a list of suggestions.
function move({ field, place }, event) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [field, ...all('a, button', place)];
  const at = stops.indexOf(document.activeElement);
  const to = event.key === 'Escape' && at > 0 ? field : way && at >= 0 && stops[at + way];
  if (!to) return;
  to.focus();
  event.preventDefault();
}

function listen(search) {
  const { field, form, place } = search;
  field.addEventListener('input', () => {
    show(search);
    clearTimeout(search.waiting);
    search.waiting = setTimeout(() => remember(search, false), 300);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    show(search);
    remember(search, true);
  });
  for (const element of [form, place]) element.addEventListener('keydown', (event) => move(search, event));
  whenBack(() => recall(search));
}

/** Makes the index, then shows what was typed meanwhile. */
async function load(search) {
  try {
    search.pages = readPages(window.fdrPages);
    search.index = await makeIndex(search.pages);
    search.place.setAttribute('data-pret', '');
    show(search);
  } catch (error) {
    root.removeAttribute('data-q');
    search.status.textContent = 'La liste des pages n’a pas pu être lue, et la recherche ne fonctionne pas. Rechargez la page, ou cherchez dans la liste de A à Z.';
    console.error(error);
  }
}

run(() => {
  const search = read();
  if (!search) return;
  listen(search);
  recall(search);
  if (window.matchMedia('(min-width: 62em)').matches && !location.hash) search.field.focus({ preventScroll: true });
  load(search);
});
