// The search page: an index is made of the pages that index.js lists, and what
// is typed is looked up in it. Nothing typed or listed is ever read as HTML.
import MiniSearch from 'minisearch';
import { all, make, run } from './lib/dom.js';
import { groupedQuery, indexOptions, matched, parse } from './lib/words.js';

var perGroup = 5; // results of a kind that show at first
var slice = 10; // ms of indexing at a time
var around = 90; // characters of context, on each side of the first match

function search() {
  var form = document.querySelector('[data-recherche]');
  var status = document.querySelector('[data-compte]');
  var place = document.querySelector('[data-trouve]');
  if (!form || !place) return;
  var root = document.documentElement;
  var field = form.elements.q;
  var title = document.title;
  var waiting, index, asked;
  var pages = [];

  /** Reads the list of pages, and makes the index without freezing the page. */
  function load() {
    var source = window.fdrPages;
    if (!source) return Promise.reject(new Error('no list of pages'));
    pages = source.pages.map(function (p, id) {
      return { id: id, genre: p[0], adresse: p[1], code: p[2], titre: p[3], detail: p[4], resume: p[5], mots: p[6], texte: p[7] };
    });
    index = new MiniSearch(indexOptions);
    return new Promise(function (done) {
      var next = 0;
      (function some() {
        var start = performance.now();
        while (next < pages.length && performance.now() - start < slice) index.add(pages[next++]);
        if (next < pages.length) setTimeout(some);
        else done();
      }());
    });
  }

  /** What is typed, found: kinds of pages, the one with the best page first. */
  function find(text) {
    var found = groupedQuery(index, parse(text));
    var groups = [];
    found.results.forEach(function (result) {
      var page = pages[result.id];
      var group = groups.filter(function (g) { return g.genre === page.genre; })[0];
      if (!group) groups.push(group = { genre: page.genre, results: [] });
      group.results.push({ page: page, terms: result.match });
    });
    return { count: found.results.length, part: found.part, near: found.near, groups: groups };
  }

  function show() {
    var text = field.value.trim();
    root.toggleAttribute('data-q', text !== '');
    document.title = text ? text + ' - ' + title : title;
    if (!index || !ready) {
      asked = true;
      if (text) status.textContent = 'Recherche en cours…';
      return;
    }
    place.textContent = '';
    if (!text) {
      status.textContent = '';
      return;
    }
    var found = find(text);
    var names = window.fdrPages.genres;
    status.textContent = told(found, text);
    found.groups.forEach(function (group) {
      var section = make('section', 'fdr-section');
      var n = group.results.length;
      section.appendChild(make('h2', 'fr-h5', names[group.genre][1] + ' (' + n + ')'));
      var list = make('ul', 'fdr-resultats');
      fill(list, group.results.slice(0, perGroup));
      section.appendChild(list);
      if (n > perGroup) section.appendChild(rest(list, group.results));
      place.appendChild(section);
    });
    if (!found.count) place.appendChild(advice());
  }

  function told(found, text) {
    var n = found.count;
    if (!n) return 'Aucune page ne répond à «\u00a0' + text + '\u00a0».';
    var pages = n === 1 ? '1 page' : n + ' pages';
    if (found.near) return 'Aucune page ne contient «\u00a0' + text + '\u00a0». Résultats proches\u00a0: ' + pages + '.';
    if (found.part) return 'Aucune page ne contient tous ces mots\u00a0; ' + pages + (n === 1 ? ' en contient' : ' en contiennent') + ' une partie.';
    return pages + (n === 1 ? ' répond' : ' répondent') + ' à «\u00a0' + text + '\u00a0».';
  }

  function advice() {
    var box = make('div', 'fdr-vide');
    box.appendChild(make('p', '', 'Essayez un mot de moins, un mot plus court ou un synonyme. Toutes les pages sont aussi listées de A à Z.'));
    var button = make('button', 'fr-btn fr-btn--secondary', 'Voir toutes les pages');
    button.type = 'button';
    button.addEventListener('click', function () {
      field.value = '';
      show();
      remember(true);
      field.focus();
    });
    box.appendChild(button);
    return box;
  }

  function rest(list, results) {
    var more = make('button', 'fr-btn fr-btn--sm fr-btn--tertiary', 'Afficher les ' + (results.length - perGroup) + ' autres');
    if (results.length === perGroup + 1) more.textContent = 'Afficher l’autre';
    more.type = 'button';
    more.addEventListener('click', function () {
      fill(list, results.slice(perGroup));
      more.remove();
      all('a', list)[perGroup].focus();
    });
    return more;
  }

  function fill(list, results) {
    results.forEach(function (result) { list.appendChild(item(result.page, result.terms)); });
  }

  function item(page, terms) {
    var li = make('li');
    var name = make('p', 'fdr-resultats__titre');
    if (page.code) {
      marked(name.appendChild(make('span', 'fdr-code')), page.code, terms);
      name.appendChild(document.createTextNode(' '));
    }
    var link = make('a');
    link.href = page.adresse;
    marked(link, page.titre, terms);
    name.appendChild(link);
    li.appendChild(name);
    if (page.detail) marked(li.appendChild(make('p', 'fdr-mention')), page.detail, terms);
    var found = page.resume && marked(li.appendChild(make('p')), page.resume, terms);
    // What the sentence does not hold, the text may.
    [page.texte, page.mots].some(function (text) {
      if (found || !text) return false;
      var at = matched(text, terms);
      if (!at.length) return false;
      var p = li.appendChild(make('p', 'fdr-resultats__extrait'));
      var from = edge(text, at[0][0] - around, -1);
      var to = edge(text, at[0][1] + around, 1);
      if (from > 0) p.appendChild(document.createTextNode('… '));
      marked(p, text.slice(from, to), terms);
      if (to < text.length) p.appendChild(document.createTextNode(' …'));
      return true;
    });
    return li;
  }

  /** The end of a word near a place of a text. */
  function edge(text, at, way) {
    if (at <= 0) return 0;
    if (at >= text.length) return text.length;
    var space = way < 0 ? text.indexOf(' ', at) + 1 : text.lastIndexOf(' ', at);
    return space > 0 ? space : at;
  }

  /** Writes a text, the words that were found marked. Says whether there were any. */
  function marked(element, text, terms) {
    var done = 0;
    matched(text, terms).forEach(function (at) {
      element.appendChild(document.createTextNode(text.slice(done, at[0])));
      element.appendChild(make('mark', '', text.slice(at[0], at[1])));
      done = at[1];
    });
    element.appendChild(document.createTextNode(text.slice(done)));
    return done > 0;
  }

  function remember(push) {
    clearTimeout(waiting);
    var query = field.value.trim() ? '?' + new URLSearchParams({ q: field.value.trim() }).toString() : '';
    if (query === location.search) return;
    try {
      history[push ? 'pushState' : 'replaceState'](null, '', location.pathname + query);
    } catch (e) { /* pages opened from disk in some browsers */ }
  }

  function recall() {
    field.value = new URLSearchParams(location.search).get('q') || '';
    show();
  }

  // The arrows go from the field through the results, as in a list of suggestions.
  function move(event) {
    var way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    var stops = [field].concat(all('a, button', place));
    var at = stops.indexOf(document.activeElement);
    if (event.key === 'Escape' && at > 0) {
      field.focus();
      event.preventDefault();
    } else if (way && at >= 0 && stops[at + way]) {
      stops[at + way].focus();
      event.preventDefault();
    }
  }

  field.addEventListener('input', function () {
    show();
    clearTimeout(waiting);
    waiting = setTimeout(function () { remember(false); }, 300);
  });
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    show();
    remember(true);
  });
  form.addEventListener('keydown', move);
  place.addEventListener('keydown', move);
  window.addEventListener('popstate', recall);
  window.addEventListener('pageshow', function (event) { if (event.persisted) recall(); });

  var ready = false;
  recall();
  if (window.matchMedia('(min-width: 62em)').matches && !location.hash) field.focus({ preventScroll: true });
  load().then(function () {
    ready = true;
    place.setAttribute('data-pret', '');
    if (asked) show();
  }).catch(function (error) {
    root.removeAttribute('data-q');
    status.textContent = 'La liste des pages n’a pas pu être lue, et la recherche ne fonctionne pas. Rechargez la page, ou cherchez dans la liste de A à Z.';
    if (window.console) console.error(error);
  });
}

run([search]);
