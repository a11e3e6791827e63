// What is said of the criteria: each can be dropped, and with nothing left, which
// to drop.
import { button, make } from '../lib/dom.js';
import { number } from '../lib/number.js';
import { without } from './criteria.js';

/** How many rows there are, in the words of the page. */
export function counted({ dataset }, n) {
  if (n === 0) return dataset.aucun;
  return `${number(n)} ${n === 1 ? dataset.un : dataset.plusieurs}`;
}

/** A tag that drops a criterion. */
export function dismissal(criterion, drop) {
  const item = make('li');
  const tag = button('fr-tag fr-tag--sm fr-tag--dismiss', criterion.label, () => drop(criterion));
  tag.setAttribute('aria-label', `Retirer le filtre ${criterion.label}`);
  item.appendChild(tag);
  return item;
}

/** With nothing left, says which criterion to drop and what it would bring; else to drop all. */
export function advise({ empty, rows, count }, wanted, { drop, clear }) {
  const none = counted(count, 0);
  const ways = wanted.map((criterion) => ({ criterion, n: without(rows, wanted, criterion.field).length }))
    .filter((way) => way.n).sort((a, b) => b.n - a.n);
  if (!ways.length) {
    empty.append(
      make('p', '', `${none} ne répond à ces critères, même en retirant l’un d’eux. Effacez-les tous pour repartir de la liste entière.`),
      button('fr-btn fr-btn--secondary', 'Tout effacer', clear)
    );
    return;
  }
  const choices = make('ul');
  for (const { criterion, n } of ways) {
    choices.appendChild(make('li')).appendChild(button('fr-link', `Retirer ${criterion.label} (${counted(count, n)})`, () => drop(criterion)));
  }
  empty.append(make('p', '', `${none} ne répond à tous ces critères à la fois. Retirez-en un\u00a0:`), choices);
}
