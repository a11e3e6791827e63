// The search page: what is typed is looked up in an index, whose pieces are fetched
// when they are needed. Nothing typed or listed is ever read as HTML.
import { keep, whenBack } from './lib/address.js';
import { all, run } from './lib/dom.js';
import { find, prepare } from './recherche/find.js';
import { readIndex } from './recherche/pieces.js';
import { advice, section, told } from './recherche/results.js';

const root = document.documentElement;
const title = document.title;
const pause = 500; // ms without a key, after which what is found is told
const loading = 'Chargement de la recherche…';
const broken = 'Une partie de l’index n’a pas pu être chargée, et la recherche ne peut pas répondre. Rechargez la page, ou cherchez dans la liste de A à Z.';

/** What the page has; its index comes later. Null on a page without search. */
function read() {
  const form = document.querySelector('[data-recherche]');
  const place = document.querySelector('[data-trouve]');
  if (!form || !place) return null;
  return { form, place, field: form.elements.q, status: document.querySelector('[data-compte]'), index: index(), turn: 0 };
}

/** The index, when its script has run. */
function index() {
  const script = document.querySelector('script[data-index]');
  const promise = new Promise((done, failed) => {
    script.addEventListener('load', () => done(readIndex(window.fdrIndex, all('.fdr-plan a'))));
    script.addEventListener('error', () => failed(new Error(script.src)));
  });
  promise.catch(() => {}); // told to who searches
  return promise;
}

/** Tells readers something after a while, unless it is already said or something else comes first. */
function say(search, text, wait) {
  clearTimeout(search.telling);
  search.telling = setTimeout(() => {
    if (search.status.textContent !== text) search.status.textContent = text;
  }, wait);
}

/** Lets keys and the screen come first. */
const others = () => new Promise((done) => { setTimeout(done); });

/** Shows what is found of what is typed; wait is how long before it is told. */
async function show(search, wait) {
  const turn = ++search.turn; // what was asked for before counts no more
  const text = search.field.value.trim();
  // While letters come, the list of all pages stays until there is something in its place.
  if (!wait) root.toggleAttribute('data-q', text !== '' && !search.failed);
  document.title = text ? `${text} - ${title}` : title;
  search.place.setAttribute('aria-busy', 'true');
  if (!search.failed) say(search, text && loading, text ? pause : 0);
  try {
    await answer(search, text, turn);
    if (turn !== search.turn) return;
    search.failed = false;
  } catch (error) {
    if (turn === search.turn) fail(search, error);
    return;
  }
  search.place.removeAttribute('aria-busy');
  search.place.setAttribute('data-pret', text);
  say(search, search.told, wait);
}

/** Looks up what is typed, and shows kinds of pages one after the other: what comes first does not wait for the rest. */
async function answer(search, text, turn) {
  const { place } = search;
  const ready = await search.index;
  const found = text ? await find(ready, text) : { groups: [], count: 0 };
  if (turn !== search.turn) return;
  const begin = (...elements) => {
    place.replaceChildren(...elements);
    root.toggleAttribute('data-q', text !== '');
  };
  if (!found.count) begin(...(text ? [advice(() => clear(search))] : []));
  const rest = [];
  for (const group of found.groups) {
    const { element, complete } = section(ready, group, found.terms, (error) => fail(search, error));
    if (rest.length) place.append(element);
    else begin(element);
    await others();
    if (turn !== search.turn) return;
    rest.push(complete());
    rest.at(-1).catch(() => {}); // told below
  }
  await Promise.all(rest);
  if (turn !== search.turn) return;
  search.told = text && told(found, text);
}

/** Some of the index cannot be fetched: all pages are listed again. */
function fail(search, error) {
  console.error(error);
  search.failed = true;
  search.place.textContent = '';
  search.place.removeAttribute('aria-busy');
  root.removeAttribute('data-q');
  say(search, broken, 0);
}

function clear(search) {
  search.field.value = '';
  show(search, 0);
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
  show(search, 0);
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

/** Follows what is typed. A letter or two begin too much to be looked up before more come. */
function type(search) {
  clearTimeout(search.typing);
  clearTimeout(search.waiting);
  const text = search.field.value.trim();
  if (text.length > 2) show(search, pause);
  else {
    search.typing = setTimeout(() => show(search, pause), pause / 2);
    search.index.then((index) => prepare(index, text)).catch(() => {}); // told to who searches
  }
  search.waiting = setTimeout(() => remember(search, false), 300);
}

function listen(search) {
  const { field, form, place } = search;
  field.addEventListener('input', () => type(search));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(search.typing);
    show(search, 0);
    remember(search, true);
  });
  for (const element of [form, place]) element.addEventListener('keydown', (event) => move(search, event));
  whenBack(() => recall(search));
}

run(() => {
  const search = read();
  if (!search) return;
  listen(search);
  if (search.field.value && !location.search) show(search, 0); // typed while the script was on its way
  else recall(search);
  if (window.matchMedia('(min-width: 62em)').matches && !location.hash) search.field.focus({ preventScroll: true });
});
