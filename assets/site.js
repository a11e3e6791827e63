// What a reader gains with JavaScript: theme choice, menus that close by
// themselves, filters and sorting of projets, tabs. Each part finds its elements
// or does nothing; without any of them the pages say the same things.
(function () {
  'use strict';

  var root = document.documentElement;

  function all(selector, from) {
    return Array.prototype.slice.call((from || document).querySelectorAll(selector));
  }

  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  // Words are compared without accents, ligatures or case.
  function fold(text) {
    return text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
      .replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/[\u2018\u2019]/g, "'")
      .replace(/\s+/g, ' ').trim();
  }

  // Theme: the early script has read the choice; this one changes it.
  function theme() {
    var radios = all('input[name="fdr-theme"]');
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

    var dialog = document.getElementById('fdr-affichage');
    if (dialog) {
      dialog.addEventListener('toggle', function (event) {
        var checked = dialog.querySelector('input:checked');
        if (event.newState === 'open' && checked) checked.focus();
      });
      keepFocus(dialog);
    }
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

  // Filters of the projets, kept in the address.
  function filters() {
    var form = document.querySelector('[data-filtres]');
    var results = document.querySelector('[data-resultats]');
    if (!form || !results || !window.URLSearchParams) return;

    var selects = all('select[name]', form);
    var words = form.querySelector('[name="q"]');
    var details = form.querySelector('details');
    var count = results.querySelector('[data-compte]');
    var active = results.querySelector('[data-actifs]');
    var empty = results.querySelector('[data-vide]');
    var unfiltered = count ? count.textContent : '';
    var waiting;

    var groups = all('[data-groupe]', results);
    var rows = all('tbody tr', results).map(function (row) {
      var name = row.querySelector('th');
      return { element: row, text: fold((name ? name.textContent : '') + ' ' + (row.getAttribute('data-texte') || '')) };
    });

    function criteria() {
      var list = [];
      if (words && words.value.trim()) {
        var wanted = fold(words.value).split(' ');
        list.push({
          field: words,
          label: '«\u00a0' + words.value.trim() + '\u00a0»',
          keeps: function (row) { return wanted.every(function (word) { return row.text.indexOf(word) >= 0; }); }
        });
      }
      selects.forEach(function (select) {
        if (!select.value) return;
        var label = form.querySelector('label[for="' + select.id + '"]');
        var option = select.options[select.selectedIndex].textContent.replace(/\s*\(\d+\)$/, '');
        list.push({
          field: select,
          label: (label ? label.textContent + '\u00a0: ' : '') + option,
          keeps: function (row) {
            return (row.element.getAttribute('data-' + select.name) || '').split('|').indexOf(select.value) >= 0;
          }
        });
      });
      return list;
    }

    function matching(list) {
      return rows.filter(function (row) {
        return list.every(function (criterion) { return criterion.keeps(row); });
      });
    }

    function counted(n) {
      if (!count) return '';
      if (n === 0) return count.getAttribute('data-aucun');
      return n + ' ' + count.getAttribute(n === 1 ? 'data-un' : 'data-plusieurs');
    }

    function drop(criterion) {
      criterion.field.value = '';
      show();
      remember(true);
      var next = active && active.querySelector('button');
      (next || criterion.field).focus();
    }

    function show() {
      var list = criteria();
      var kept = matching(list);
      rows.forEach(function (row) { row.element.hidden = kept.indexOf(row) < 0; });
      groups.forEach(function (group) { group.hidden = !group.querySelector('tbody tr:not([hidden])'); });
      if (count) {
        count.textContent = list.length ? counted(kept.length) + (kept.length ? ' sur ' + rows.length : '') : unfiltered;
      }
      if (active) {
        active.textContent = '';
        list.forEach(function (criterion) { active.appendChild(dismiss(criterion)); });
        active.hidden = !list.length;
      }
      if (empty) {
        empty.textContent = '';
        empty.hidden = kept.length > 0;
        if (!kept.length) advise(list);
      }
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
    function advise(list) {
      var ways = list.map(function (criterion) {
        return { criterion: criterion, n: matching(list.filter(function (other) { return other !== criterion; })).length };
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
      show();
      remember(true);
      var first = form.querySelector('input, select');
      if (first) first.focus();
    }

    function remember(push) {
      clearTimeout(waiting);
      var query = new URLSearchParams();
      selects.forEach(function (select) { if (select.value) query.set(select.name, select.value); });
      if (words && words.value.trim()) query.set('q', words.value.trim());
      var search = query.toString();
      search = search ? '?' + search : '';
      if (search === location.search) return;
      try {
        history[push ? 'pushState' : 'replaceState'](null, '', location.pathname + search + location.hash);
      } catch (e) { /* pages opened from disk in some browsers */ }
    }

    function recall() {
      var query = new URLSearchParams(location.search);
      selects.forEach(function (select) {
        var wanted = query.get(select.name) || '';
        select.value = all('option', select).some(function (option) { return option.value === wanted; }) ? wanted : '';
      });
      if (words) words.value = query.get('q') || '';
      show();
    }

    selects.forEach(function (select) {
      select.addEventListener('change', function () { show(); remember(true); });
    });
    if (words) {
      words.addEventListener('input', function () {
        clearTimeout(waiting);
        waiting = setTimeout(function () { show(); remember(false); }, 200);
      });
    }
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      show();
      remember(true);
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

  // Tables whose headers sort their rows.
  function sorting() {
    var collator = window.Intl ? new Intl.Collator('fr', { numeric: true }) : null;

    function value(row, column) {
      var cell = row.cells[column];
      if (!cell) return '';
      return cell.hasAttribute('data-tri') ? cell.getAttribute('data-tri') : cell.textContent.trim();
    }

    all('table[data-triable]').forEach(function (table) {
      var body = table.tBodies[0];
      if (!table.tHead || !body || body.rows.length < 2) return;
      var headers = all('th', table.tHead);
      headers.forEach(function (header, column) {
        var button = make('button', 'fdr-tri', header.textContent);
        button.type = 'button';
        header.textContent = '';
        header.appendChild(button);
        button.addEventListener('click', function () {
          var down = header.getAttribute('aria-sort') === 'ascending';
          headers.forEach(function (other) { other.removeAttribute('aria-sort'); });
          header.setAttribute('aria-sort', down ? 'descending' : 'ascending');
          var rows = Array.prototype.slice.call(body.rows);
          rows.map(function (row, index) {
            return { row: row, index: index, value: value(row, column) };
          }).sort(function (a, b) {
            if (!a.value !== !b.value) return a.value ? -1 : 1; // what is unknown comes last, both ways
            var order = collator ? collator.compare(a.value, b.value) : (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
            return (down ? -order : order) || a.index - b.index;
          }).forEach(function (entry) { body.appendChild(entry.row); });
        });
      });
    });
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

  [theme, menus, filters, sorting, tabs, share, print, reveal].forEach(function (part) {
    try { part(); } catch (e) { if (window.console) console.error(e); }
  });
  window.addEventListener('hashchange', reveal);
}());
