// What a reader gains with JavaScript on any page: theme choice, menus that close
// by themselves, tables that sort, tabs. Each part finds its elements or does
// nothing; without any of them the pages say the same things.
import { all, button, make, run } from './lib/dom.js';
import { keepFocus } from './lib/focus.js';
import { mark, sortable, sorted } from './lib/sort.js';
import { theme } from './site/display.js';
import { tabs } from './site/tabs.js';

const wide = window.matchMedia('(min-width: 62em)');

/** Menus: the phone's closes when the window becomes large. */
function menus() {
  for (const details of all('.fdr-deroulant')) closing(details);
  const menu = document.getElementById('fdr-menu');
  if (!menu || !menu.hidePopover || !wide.addEventListener) return;
  wide.addEventListener('change', () => {
    if (wide.matches && menu.matches(':popover-open')) menu.hidePopover();
  });
  keepFocus(menu);
}

/** A drop-down closes on Escape, on a click elsewhere, and when the focus leaves it. */
function closing(details) {
  const summary = details.querySelector('summary');
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    event.preventDefault();
    event.stopPropagation();
    details.open = false;
    if (summary) summary.focus();
  });
  details.addEventListener('focusout', (event) => {
    if (wide.matches && event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
  });
  document.addEventListener('click', (event) => {
    if (wide.matches && !details.contains(event.target)) details.open = false;
  });
}

/** Tables whose headers sort their rows. */
function sorting() {
  for (const table of all('table[data-triable]')) {
    const body = table.tBodies[0];
    if (!table.tHead || !body || body.rows.length < 2) continue;
    sortable(table, (column) => {
      const down = table.tHead.rows[0].cells[column].getAttribute('aria-sort') === 'ascending';
      mark(table, column, down);
      body.append(...sorted([...body.rows], (row) => row.cells[column], down));
    });
  }
}

/** The index of the search, 30 to 300 KB, is fetched when somebody goes to the
 *  field: it is there when they have typed. */
function search() {
  const field = document.getElementById('fdr-q');
  if (!field || !/^http/.test(location.protocol)) return;
  field.addEventListener('focus', () => {
    const href = new URL('index.js', field.form.action).href;
    document.head.appendChild(make('link', '', '', { rel: 'prefetch', href }));
  }, { once: true });
}

/** The address of the page, for who wants to give it to others. From a disk it
 *  would be of no use. */
function share() {
  const list = document.querySelector('[data-partage]');
  const address = document.querySelector('link[rel="canonical"]');
  if (!list || !address || !navigator.clipboard || location.protocol === 'file:') return;
  const told = make('span', 'fdr-mention', '', { role: 'status' });
  const item = make('li');
  item.append(button('fr-link fr-icon-link fr-link--icon-left', 'Copier le lien', () => {
    navigator.clipboard.writeText(address.href).then(
      () => { told.textContent = ' Lien copié'; },
      () => { told.textContent = ` Copie impossible\u00a0: ${address.href}`; }
    );
  }), told);
  list.insertBefore(item, list.children[1] || null);
}

/** The document to print: a button beside what it says of itself. */
function print() {
  const note = document.querySelector('[data-imprimer]');
  if (note) note.append(' ', button('fr-btn fr-btn--sm', 'Imprimer', () => window.print()));
}

/** An address that names something inside a closed panel opens it. */
function reveal() {
  let id;
  try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
  const target = id && document.getElementById(id);
  if (!target) return;
  let opened = false;
  for (let e = target; e && e !== document.body; e = e.parentElement) {
    if (e.tagName === 'DETAILS' && !e.open) {
      e.open = opened = true;
    } else if (e.getAttribute('role') === 'tabpanel' && e.hidden) {
      e.dispatchEvent(new CustomEvent('fdr-reveal'));
      opened = true;
    }
  }
  if (opened) target.scrollIntoView();
}

run(theme, menus, sorting, search, tabs, share, print, reveal);
window.addEventListener('hashchange', reveal);
