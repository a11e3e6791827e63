// What a reader gains with JavaScript on any page: theme choice, menus that close
// by themselves, tables that sort, tabs. Each part finds its elements or does
// nothing; without any of them the pages say the same things.
import { all, make, run } from './lib/dom.js';
import { mark, sortable, sorted } from './lib/sort.js';

var root = document.documentElement;

// The display settings, made here: without script they could not be applied.
function settings() {
  if (!HTMLElement.prototype.showPopover) return []; // nor is there a button
  var id = 'fdr-affichage';
  var panel = make('div', id, '', { id: id, popover: '', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': id + '-titre' });
  var top = make('div', 'fdr-affichage__haut');
  top.appendChild(make('h2', 'fr-h5', 'Paramètres d’affichage', { id: id + '-titre' }));
  top.appendChild(make('button', 'fr-btn fr-btn--sm fr-btn--tertiary-no-outline fr-icon-close-line fr-btn--icon-right', 'Fermer',
    { type: 'button', popovertarget: id, popovertargetaction: 'hide' }));
  var choices = make('fieldset', 'fdr-themes');
  choices.appendChild(make('legend', '', 'Choisissez un thème pour l’apparence du site.'));
  [['light', 'Thème clair'], ['dark', 'Thème sombre'], ['system', 'Système', 'Suit le réglage de votre appareil.']].forEach(function (scheme) {
    var radio = 'fdr-theme-' + scheme[0];
    var choice = make('div', 'fr-radio-group');
    var label = make('label', 'fr-label', scheme[1], { for: radio });
    if (scheme[2]) label.appendChild(make('span', 'fr-hint-text', scheme[2]));
    choice.appendChild(make('input', '', '', { type: 'radio', name: 'fdr-theme', id: radio, value: scheme[0] }));
    choice.appendChild(label);
    choices.appendChild(choice);
  });
  panel.appendChild(top);
  panel.appendChild(choices);
  document.body.appendChild(panel);
  panel.addEventListener('toggle', function (event) {
    var checked = panel.querySelector('input:checked');
    if (event.newState === 'open' && checked) checked.focus();
  });
  keepFocus(panel);
  return all('input', panel);
}

// Theme: the early script has read the choice; this one changes it.
function theme() {
  var radios = settings();
  var dark = window.matchMedia('(prefers-color-scheme: dark)');

  function stored() {
    try {
      var scheme = localStorage.getItem('scheme');
      return scheme === 'light' || scheme === 'dark' ? scheme : 'system';
    } catch (e) {
      return root.getAttribute('data-fr-scheme') || 'system';
    }
  }

  function apply(scheme) {
    root.setAttribute('data-fr-scheme', scheme);
    root.setAttribute('data-fr-theme', scheme === 'system' ? (dark.matches ? 'dark' : 'light') : scheme);
    radios.forEach(function (radio) { radio.checked = radio.value === scheme; });
  }

  apply(stored());
  radios.forEach(function (radio) {
    radio.addEventListener('change', function () {
      if (!radio.checked) return;
      try { localStorage.setItem('scheme', radio.value); } catch (e) { /* kept for this page only */ }
      apply(radio.value);
    });
  });
  var follow = function () {
    if (root.getAttribute('data-fr-scheme') === 'system') apply('system');
  };
  if (dark.addEventListener) dark.addEventListener('change', follow);
  window.addEventListener('storage', function (event) {
    if (event.key === 'scheme' || event.key === null) apply(stored());
  });
}

// What covers the page keeps the focus: Tab goes around in it, not to what it hides.
function keepFocus(popover) {
  popover.addEventListener('keydown', function (event) {
    if (event.key !== 'Tab' || !popover.matches(':popover-open')) return;
    var stops = all('a[href], button, summary, input:checked', popover).filter(function (stop) {
      return stop.getClientRects().length;
    });
    var from = stops[event.shiftKey ? 0 : stops.length - 1];
    if (document.activeElement !== from) return;
    event.preventDefault();
    stops[event.shiftKey ? stops.length - 1 : 0].focus();
  });
}

// Menus: a drop-down closes on Escape, on a click elsewhere, and when the
// focus leaves it. The phone's menu closes when the window becomes large.
function menus() {
  var wide = window.matchMedia('(min-width: 62em)');
  all('.fdr-deroulant').forEach(function (details) {
    var summary = details.querySelector('summary');
    details.addEventListener('keydown', function (event) {
      if (event.key !== 'Escape' || !details.open) return;
      event.preventDefault();
      event.stopPropagation();
      details.open = false;
      if (summary) summary.focus();
    });
    details.addEventListener('focusout', function (event) {
      if (wide.matches && event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
    });
    document.addEventListener('click', function (event) {
      if (wide.matches && !details.contains(event.target)) details.open = false;
    });
  });
  var menu = document.getElementById('fdr-menu');
  if (menu && menu.hidePopover && wide.addEventListener) {
    wide.addEventListener('change', function () {
      if (wide.matches && menu.matches(':popover-open')) menu.hidePopover();
    });
    keepFocus(menu);
  }
}

// Tables whose headers sort their rows.
function sorting() {
  all('table[data-triable]').forEach(function (table) {
    var body = table.tBodies[0];
    if (!table.tHead || !body || body.rows.length < 2) return;
    sortable(table, function (column) {
      var down = table.tHead.rows[0].cells[column].getAttribute('aria-sort') === 'ascending';
      mark(table, column, down);
      sorted(Array.prototype.slice.call(body.rows), column, down).forEach(function (row) { body.appendChild(row); });
    });
  });
}

// The index of the search, 30 to 300 KB, is fetched when somebody goes to the
// field: it is there when they have typed.
function search() {
  var field = document.getElementById('fdr-q');
  if (!field || !/^http/.test(location.protocol)) return;
  field.addEventListener('focus', function () {
    var link = make('link');
    link.rel = 'prefetch';
    link.href = new URL('index.js', field.form.action).href;
    document.head.appendChild(link);
  }, { once: true });
}

// Tabs: sections with a title become panels (ARIA Authoring Practices).
function tabs() {
  all('.fdr-onglets').forEach(function (box, number) {
    var panels = Array.prototype.filter.call(box.children, function (child) {
      return child.classList.contains('fdr-onglet') && child.querySelector('.fdr-onglet__titre');
    });
    if (panels.length < 2) return;
    var list = make('div', 'fdr-onglets__liste');
    list.setAttribute('role', 'tablist');
    var name = box.previousElementSibling;
    list.setAttribute('aria-label', name && /^H[2-6]$/.test(name.tagName) ? name.textContent : 'Onglets');
    var buttons = panels.map(function (panel, i) {
      var title = panel.querySelector('.fdr-onglet__titre');
      var button = make('button', '', title.textContent);
      button.type = 'button';
      button.id = 'fdr-onglet-' + (number + 1) + '-' + (i + 1);
      panel.id = panel.id || button.id + '-panneau';
      button.setAttribute('role', 'tab');
      button.setAttribute('aria-controls', panel.id);
      button.addEventListener('click', function () { select(i); });
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', button.id);
      panel.tabIndex = 0;
      title.hidden = true;
      list.appendChild(button);
      return button;
    });

    function select(chosen) {
      buttons.forEach(function (button, i) {
        button.setAttribute('aria-selected', String(i === chosen));
        button.tabIndex = i === chosen ? 0 : -1;
        panels[i].hidden = i !== chosen;
      });
    }

    list.addEventListener('keydown', function (event) {
      var last = buttons.length - 1;
      var at = buttons.indexOf(document.activeElement);
      var to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
      if (to === undefined || at < 0) return;
      event.preventDefault();
      select(to);
      buttons[to].focus();
    });
    box.insertBefore(list, panels[0]);
    box.classList.add('fdr-onglets--prets');
    select(0);
    panels.forEach(function (panel, i) {
      panel.addEventListener('fdr-reveal', function () { select(i); });
    });
  });
}

// The address of the page, for who wants to give it to others. From a disk it
// would be of no use.
function share() {
  var list = document.querySelector('[data-partage]');
  var address = document.querySelector('link[rel="canonical"]');
  if (!list || !address || !navigator.clipboard || location.protocol === 'file:') return;
  var item = make('li');
  var button = make('button', 'fr-link fr-icon-link fr-link--icon-left', 'Copier le lien');
  var told = make('span', 'fdr-mention');
  button.type = 'button';
  told.setAttribute('role', 'status');
  button.addEventListener('click', function () {
    navigator.clipboard.writeText(address.href).then(function () {
      told.textContent = ' Lien copié';
    }, function () {
      told.textContent = ' Copie impossible\u00a0: ' + address.href;
    });
  });
  item.appendChild(button);
  item.appendChild(told);
  list.insertBefore(item, list.children[1] || null);
}

// The document to print: a button beside what it says of itself.
function print() {
  var note = document.querySelector('[data-imprimer]');
  if (!note) return;
  var button = make('button', 'fr-btn fr-btn--sm', 'Imprimer');
  button.type = 'button';
  button.addEventListener('click', function () { window.print(); });
  note.appendChild(document.createTextNode(' '));
  note.appendChild(button);
}

// An address that names something inside a closed panel opens it.
function reveal() {
  var id;
  try { id = decodeURIComponent(location.hash.slice(1)); } catch (e) { return; }
  var target = id && document.getElementById(id);
  if (!target) return;
  var opened = false;
  for (var e = target; e && e !== document.body; e = e.parentElement) {
    if (e.tagName === 'DETAILS' && !e.open) {
      e.open = opened = true;
    } else if (e.getAttribute('role') === 'tabpanel' && e.hidden) {
      e.dispatchEvent(new CustomEvent('fdr-reveal'));
      opened = true;
    }
  }
  if (opened) target.scrollIntoView();
}

run([theme, menus, sorting, search, tabs, share, print, reveal]);
window.addEventListener('hashchange', reveal);
