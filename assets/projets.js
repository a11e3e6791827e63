// The list of projets: filters, order and view, all kept in the address. What it
// knows it reads from the tables of the page; without it they show everything,
// by mission.
import { all, make, run } from './lib/dom.js';
import { fold } from './lib/fold.js';
import { mark, sortable, sorted } from './lib/sort.js';

var step = 100; // of a long list, rows that show at first, then again and again
var columns = ['projet', 'statut', 'echeance', 'pilote']; // what the address calls them

function list() {
  var form = document.querySelector('[data-filtres]');
  var results = document.querySelector('[data-resultats]');
  if (!form || !results || !window.URLSearchParams) return;

  var selects = all('select[name]', form);
  var words = form.querySelector('[name="q"]');
  var details = form.querySelector('details');
  var count = results.querySelector('[data-compte]');
  var active = results.querySelector('[data-actifs]');
  var empty = results.querySelector('[data-vide]');
  var order = results.querySelector('[name="tri"]');
  var views = all('[name="vue"]', results);
  var unfiltered = count.textContent;
  var limit = step;
  var waiting;
  count.tabIndex = -1; // where the focus goes from a form that folds

  var groups = all('[data-groupe]', results).map(function (element) {
    return { element: element, table: element.querySelector('.fdr-projets'), body: element.querySelector('tbody'), open: element.open,
      count: element.querySelector('summary > .fdr-mention') };
  });
  var rows = [];
  groups.forEach(function (group) {
    all('tr', group.body).forEach(function (element) {
      rows.push({
        element: element, group: group,
        text: fold([element.cells[0].textContent, element.getAttribute('data-texte'), element.cells[3].textContent]
          .concat(all('abbr', element.cells[3]).map(function (abbr) { return abbr.title; })).join(' ')),
        values: {
          mission: [group.element.getAttribute('data-mission') || ''],
          famille: [group.element.getAttribute('data-famille') || ''],
          enjeu: values(element, 'enjeu'), statut: values(element, 'statut'),
          pilote: values(element, 'pilote'), annee: values(element, 'annee')
        }
      });
    });
  });

  function values(element, key) {
    return (element.getAttribute('data-' + key) || '').split('|');
  }

  // Options say how many rows they would leave, the other criteria as they are.
  selects.forEach(function (select) {
    all('option', select).forEach(function (option) { option.fdrLabel = option.textContent.replace(/\s*\(\d+\)$/, ''); });
  });

  // One table of all rows, for when they are not in the order of their groups.
  var flat = { element: make('div', 'fdr-groupe'), body: make('tbody') };
  flat.table = groups[0].table.cloneNode(true);
  flat.element.hidden = true;
  flat.element.appendChild(flat.table);
  results.appendChild(flat.element);
  var table = flat.table.querySelector('table');
  table.caption.textContent = document.querySelector('h1').textContent;
  table.replaceChild(flat.body, table.tBodies[0]);
  sortable(table, function (column) {
    order.value = order.value === columns[column] ? '-' + columns[column] : columns[column];
    show();
    remember(true);
  });

  var more = make('button', 'fr-btn fr-btn--secondary fdr-plus');
  more.type = 'button';
  more.hidden = true;
  more.addEventListener('click', function () {
    var next = limit;
    limit += step;
    show();
    var shown = all('.fdr-groupe:not([hidden]) tbody tr:not([hidden]) th a, .fdr-groupe:not([hidden]) [data-cartes] a', results)
      .filter(function (link) { return link.getClientRects().length; });
    if (shown[next]) shown[next].focus();
  });
  results.appendChild(more);

  function criteria() {
    var found = [];
    if (words && words.value.trim()) {
      var wanted = fold(words.value).split(/\s+/).filter(Boolean);
      found.push({
        field: words,
        label: '«\u00a0' + words.value.trim() + '\u00a0»',
        keeps: function (row) { return wanted.every(function (word) { return row.text.indexOf(word) >= 0; }); }
      });
    }
    selects.forEach(function (select) {
      if (!select.value) return;
      found.push({
        field: select,
        label: form.querySelector('label[for="' + select.id + '"]').textContent + '\u00a0: ' + select.options[select.selectedIndex].fdrLabel,
        keeps: function (row) { return row.values[select.name].indexOf(select.value) >= 0; }
      });
    });
    return found;
  }

  function matching(wanted) {
    return rows.filter(function (row) {
      return wanted.every(function (criterion) { return criterion.keeps(row); });
    });
  }

  function counted(n) {
    if (n === 0) return count.getAttribute('data-aucun');
    return n + ' ' + count.getAttribute(n === 1 ? 'data-un' : 'data-plusieurs');
  }

  function view() {
    return views.some(function (radio) { return radio.checked && radio.value === 'cartes'; }) ? 'cartes' : '';
  }

  /** Shows what the fields ask for. */
  function show() {
    var wanted = criteria();
    var kept = matching(wanted);
    var cards = view() === 'cartes';
    var whole = !wanted.length && !order.value && !cards;
    var shown = arrange(kept);
    if (!whole) shown = shown.slice(0, limit);
    rows.forEach(function (row) { row.shown = false; });
    shown.forEach(function (row) { row.shown = true; });
    rows.forEach(function (row) { if (row.element.hidden === row.shown) row.element.hidden = !row.shown; });
    groups.forEach(function (group) {
      group.element.hidden = !!order.value || !shown.some(function (row) { return row.group === group; });
      if (group.count) group.count.textContent = kept.filter(function (row) { return row.group === group; }).length;
      if (group.open !== undefined) group.element.open = whole ? group.open : true;
      deal(group, shown, cards);
    });
    flat.element.hidden = !order.value || !shown.length;
    deal(flat, shown, cards);
    more.hidden = whole || kept.length <= limit;
    more.textContent = 'Afficher la suite (' + (kept.length - shown.length) + ')';
    count.textContent = wanted.length ? counted(kept.length) + (kept.length ? ' sur ' + rows.length : '') : unfiltered;
    active.textContent = '';
    wanted.forEach(function (criterion) { active.appendChild(dismiss(criterion)); });
    active.hidden = !wanted.length;
    empty.textContent = '';
    empty.hidden = kept.length > 0;
    if (!kept.length) advise(wanted);
    facets(wanted);
  }

  /** Puts the rows in their order, and back under their missions without one. */
  function arrange(kept) {
    var down = order.value.charAt(0) === '-';
    var column = columns.indexOf(order.value.replace('-', ''));
    mark(table, column, down);
    if (column < 0) {
      if (flat.body.rows.length) rows.forEach(function (row) { row.group.body.appendChild(row.element); });
      return kept;
    }
    var by = new Map();
    kept.forEach(function (row) { by.set(row.element, row); });
    var inOrder = sorted(kept.map(function (row) { return row.element; }), column, down);
    inOrder.forEach(function (element) {
      var row = by.get(element);
      if (!row.named) row.named = name(row);
      flat.body.appendChild(element);
    });
    return inOrder.map(function (element) { return by.get(element); });
  }

  /** Out of its group, a row says which mission it is of. */
  function name(row) {
    var code = row.group.element.getAttribute('data-code');
    if (code) row.element.cells[0].appendChild(make('span', 'fdr-mention fdr-de', code));
    return true;
  }

  /** Shows the rows of a group as cards, or as its table. */
  function deal(group, shown, cards) {
    if (group.table.hidden !== cards) group.table.hidden = cards;
    if (group.cards) group.cards.remove();
    group.cards = null;
    if (!cards || group.element.hidden) return;
    group.cards = make('ul', 'fdr-fiches');
    group.cards.setAttribute('data-cartes', '');
    shown.forEach(function (row) {
      if (group === flat || row.group === group) group.cards.appendChild(card(row, group));
    });
    group.element.appendChild(group.cards);
  }

  /** Below the heading of its group; without one, it says which mission it is of. */
  function card(row, group) {
    var cells = row.element.cells;
    var item = make('li', 'fdr-fiche fr-enlarge-link');
    var title = make(group === flat ? 'h2' : 'h3', 'fdr-fiche__titre');
    copy(title, cells[0], '.fdr-code, a');
    item.appendChild(title);
    if (group === flat) copy(item, cells[0], '.fdr-de');
    var resume = row.element.getAttribute('data-texte');
    if (resume) item.appendChild(make('p', 'fdr-fiche__resume', resume));
    var states = make('p', 'fdr-fiche__statut');
    copy(states, cells[1], '.fr-badge');
    copy(states, cells[0], '.fr-badge');
    item.appendChild(states);
    copy(item, cells[0], '.fdr-reserve');
    var facts = make('dl', 'fdr-fiche__faits');
    [2, 3].forEach(function (i) {
      var fact = make('div');
      var value = make('dd');
      fact.appendChild(make('dt', '', cells[i].getAttribute('data-libelle')));
      Array.prototype.forEach.call(cells[i].childNodes, function (node) { value.appendChild(node.cloneNode(true)); });
      fact.appendChild(value);
      facts.appendChild(fact);
    });
    item.appendChild(facts);
    return item;
  }

  function copy(to, from, selector) {
    all(selector, from).forEach(function (element) {
      to.appendChild(element.cloneNode(true));
      to.appendChild(document.createTextNode(' '));
    });
  }

  function facets(wanted) {
    selects.forEach(function (select) {
      var left = matching(wanted.filter(function (criterion) { return criterion.field !== select; }));
      var counts = {};
      left.forEach(function (row) {
        row.values[select.name].forEach(function (value) { counts[value] = (counts[value] || 0) + 1; });
      });
      all('option', select).forEach(function (option) {
        if (!option.value) return;
        var text = option.fdrLabel + ' (' + (counts[option.value] || 0) + ')';
        if (option.textContent !== text) option.textContent = text;
      });
    });
  }

  function drop(criterion) {
    criterion.field.value = '';
    change(true);
    (active.querySelector('button') || reachable(criterion.field)).focus();
  }

  /** A field, or what unfolds it: where it is folded it takes no focus. */
  function reachable(field) {
    return details && !details.open ? details.querySelector('summary') : field;
  }

  function dismiss(criterion) {
    var item = make('li');
    var button = make('button', 'fr-tag fr-tag--sm fr-tag--dismiss', criterion.label);
    button.type = 'button';
    button.setAttribute('aria-label', 'Retirer le filtre ' + criterion.label);
    button.addEventListener('click', function () { drop(criterion); });
    item.appendChild(button);
    return item;
  }

  // With nothing left, say which criterion to drop, and what it would bring.
  function advise(wanted) {
    var ways = wanted.map(function (criterion) {
      return { criterion: criterion, n: matching(wanted.filter(function (other) { return other !== criterion; })).length };
    }).filter(function (way) { return way.n > 0; }).sort(function (a, b) { return b.n - a.n; });
    empty.appendChild(make('p', '', ways.length
      ? counted(0) + ' ne répond à tous ces critères à la fois. Retirez-en un\u00a0:'
      : counted(0) + ' ne répond à ces critères, même en retirant l’un d’eux. Effacez-les tous pour repartir de la liste entière.'));
    if (!ways.length) {
      var reset = make('button', 'fr-btn fr-btn--secondary', 'Tout effacer');
      reset.type = 'button';
      reset.addEventListener('click', clear);
      empty.appendChild(reset);
      return;
    }
    var choices = make('ul');
    ways.forEach(function (way) {
      var item = make('li');
      var button = make('button', 'fr-link', 'Retirer ' + way.criterion.label + ' (' + counted(way.n) + ')');
      button.type = 'button';
      button.addEventListener('click', function () { drop(way.criterion); });
      item.appendChild(button);
      choices.appendChild(item);
    });
    empty.appendChild(choices);
  }

  function clear() {
    selects.forEach(function (select) { select.value = ''; });
    if (words) words.value = '';
    change(true);
    var first = form.querySelector('input, select');
    if (first) reachable(first).focus();
  }

  /** A field has changed: a new state for the back button, or the same one while typing. */
  function change(push) {
    limit = step;
    show();
    remember(push);
  }

  function remember(push) {
    clearTimeout(waiting);
    var query = new URLSearchParams();
    selects.forEach(function (select) { if (select.value) query.set(select.name, select.value); });
    if (words && words.value.trim()) query.set('q', words.value.trim());
    if (order.value) query.set('tri', order.value);
    if (view()) query.set('vue', view());
    var search = query.toString();
    search = search ? '?' + search : '';
    if (search === location.search) return;
    try {
      history[push ? 'pushState' : 'replaceState'](null, '', location.pathname + search + location.hash);
    } catch (e) { /* pages opened from disk in some browsers */ }
  }

  /** Gives a select a value, if it has it. */
  function choose(select, value) {
    select.value = all('option', select).some(function (option) { return option.value === value; }) ? value : '';
  }

  function recall() {
    var query = new URLSearchParams(location.search);
    selects.forEach(function (select) { choose(select, query.get(select.name) || ''); });
    choose(order, query.get('tri') || '');
    views.forEach(function (radio) { radio.checked = radio.value === (query.get('vue') === 'cartes' ? 'cartes' : ''); });
    if (words) words.value = query.get('q') || '';
    limit = step;
    show();
  }

  selects.concat(order, views).forEach(function (field) {
    field.addEventListener('change', function () { change(true); });
  });
  if (words) {
    words.addEventListener('input', function () {
      clearTimeout(waiting);
      waiting = setTimeout(function () { change(false); }, 200);
    });
  }
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    change(true);
    if (details && !wide.matches) {
      details.open = false;
      results.scrollIntoView();
      count.focus({ preventScroll: true });
    }
  });
  form.addEventListener('reset', function (event) {
    event.preventDefault();
    clear();
  });
  window.addEventListener('popstate', recall);
  window.addEventListener('pageshow', function (event) { if (event.persisted) recall(); });

  // On a large screen the form is a column, always open.
  var wide = window.matchMedia('(min-width: 62em)');
  var unfold = function () { if (details && wide.matches) details.open = true; };
  if (wide.addEventListener) wide.addEventListener('change', unfold);
  unfold();
  recall();
}

run([list]);
