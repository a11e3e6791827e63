// Tabs: sections with a title become panels (ARIA Authoring Practices).
import { all, button, make } from '../lib/dom.js';

export function tabs() {
  all('.fdr-onglets').forEach((box, number) => {
    const panels = [...box.children].filter((child) => child.matches('.fdr-onglet') && child.querySelector('.fdr-onglet__titre'));
    if (panels.length > 1) arrange(box, panels, `fdr-onglet-${number + 1}`);
  });
}

function arrange(box, panels, id) {
  const name = box.previousElementSibling;
  const label = name && /^H[2-6]$/.test(name.tagName) ? name.textContent : 'Onglets';
  const list = make('div', 'fdr-onglets__liste', '', { role: 'tablist', 'aria-label': label });
  const buttons = panels.map((panel, i) => tab(panel, `${id}-${i + 1}`, () => select(i)));
  const select = (chosen) => choose(buttons, panels, chosen);
  list.append(...buttons);
  list.addEventListener('keydown', (event) => move(event, buttons, select));
  box.insertBefore(list, panels[0]);
  box.classList.add('fdr-onglets--prets');
  select(0);
  panels.forEach((panel, i) => panel.addEventListener('fdr-reveal', () => select(i)));
}

/** The button of a panel, which takes its title. */
function tab(panel, id, select) {
  const title = panel.querySelector('.fdr-onglet__titre');
  const element = button('', title.textContent, select);
  element.id = id;
  panel.id = panel.id || `${id}-panneau`;
  element.setAttribute('role', 'tab');
  element.setAttribute('aria-controls', panel.id);
  panel.setAttribute('role', 'tabpanel');
  panel.setAttribute('aria-labelledby', id);
  panel.tabIndex = 0;
  title.hidden = true;
  return element;
}

function choose(buttons, panels, chosen) {
  buttons.forEach((element, i) => {
    element.setAttribute('aria-selected', String(i === chosen));
    element.tabIndex = i === chosen ? 0 : -1;
    panels[i].hidden = i !== chosen;
  });
}

/** The arrows go from tab to tab, and around. */
function move(event, buttons, select) {
  const last = buttons.length - 1;
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  select(to);
  buttons[to].focus();
}
