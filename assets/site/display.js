// Display settings: the choice of a theme. The early script has read the choice; this
// one changes it.
import { all, make } from '../lib/dom.js';
import { keepFocus } from '../lib/focus.js';

const root = document.documentElement;
const dark = window.matchMedia('(prefers-color-scheme: dark)');

const id = 'fdr-affichage';
const schemes = [['light', 'Thème clair'], ['dark', 'Thème sombre'], ['system', 'Système', 'Suit le réglage de votre appareil.']];

/** The panel of the settings, made here: without script they could not be applied. Gives its fields. */
function settings() {
  if (!HTMLElement.prototype.showPopover) return []; // nor is there a button
  const panel = make('div', id, '', { id, popover: '', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': `${id}-titre` });
  const top = make('div', 'fdr-affichage__haut');
  top.append(
    make('h2', 'fr-h5', 'Paramètres d’affichage', { id: `${id}-titre` }),
    make('button', 'fr-btn fr-btn--sm fr-btn--tertiary-no-outline fr-icon-close-line fr-btn--icon-right', 'Fermer',
      { type: 'button', popovertarget: id, popovertargetaction: 'hide' })
  );
  const choices = make('fieldset', 'fdr-themes');
  choices.append(make('legend', '', 'Choisissez un thème pour l’apparence du site.'), ...schemes.map(choice));
  panel.append(top, choices);
  document.body.appendChild(panel);
  panel.addEventListener('toggle', (event) => {
    const checked = panel.querySelector('input:checked');
    if (event.newState === 'open' && checked) checked.focus();
  });
  keepFocus(panel);
  return all('input', panel);
}

function choice([value, text, hint]) {
  const radio = `fdr-theme-${value}`;
  const label = make('label', 'fr-label', text, { for: radio });
  if (hint) label.appendChild(make('span', 'fr-hint-text', hint));
  const group = make('div', 'fr-radio-group');
  group.append(make('input', '', '', { type: 'radio', name: 'fdr-theme', id: radio, value }), label);
  return group;
}

function stored() {
  try {
    const scheme = localStorage.getItem('scheme');
    return scheme === 'light' || scheme === 'dark' ? scheme : 'system';
  } catch {
    return root.getAttribute('data-fr-scheme') || 'system';
  }
}

function apply(radios, scheme) {
  root.setAttribute('data-fr-scheme', scheme);
  root.setAttribute('data-fr-theme', scheme === 'system' ? (dark.matches ? 'dark' : 'light') : scheme);
  for (const radio of radios) radio.checked = radio.value === scheme;
}

export function theme() {
  const radios = settings();
  apply(radios, stored());
  for (const radio of radios) {
    radio.addEventListener('change', () => {
      if (!radio.checked) return;
      try { localStorage.setItem('scheme', radio.value); } catch { /* kept for this page only */ }
      apply(radios, radio.value);
    });
  }
  const follow = () => {
    if (root.getAttribute('data-fr-scheme') === 'system') apply(radios, 'system');
  };
  if (dark.addEventListener) dark.addEventListener('change', follow);
  window.addEventListener('storage', (event) => {
    if (event.key === 'scheme' || event.key === null) apply(radios, stored());
  });
}
