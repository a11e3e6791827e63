// What is found, for readers.
import { all, button, make } from '../lib/dom.js';
import { number } from '../lib/number.js';
import { card, linkOf } from './pieces.js';
import { matched } from './words.js';

const perGroup = 5; // results of a kind that show at first
const step = 20; // and then, again and again
const around = 90; // characters of context, on each side of the first match

/** Says in one sentence what is found. */
export function told({ count, whole, near }, text) {
  const quoted = `«\u00a0${text}\u00a0»`;
  if (!count) return `Aucune page ne répond à ${quoted}.`;
  const pages = (n) => (n === 1 ? '1 page' : `${number(n)} pages`);
  if (near) return `Aucune page ne contient ${quoted}. Résultats proches\u00a0: ${pages(count)}.`;
  if (!whole) return `Aucune page ne contient tous ces mots\u00a0; ${pages(count)} en ${count === 1 ? 'contient' : 'contiennent'} une partie.`;
  const others = count - whole;
  const some = others ? `, et ${number(others)} ${others === 1 ? 'autre en contient' : 'autres en contiennent'} une partie` : '';
  return `${pages(whole)} ${whole === 1 ? 'répond' : 'répondent'} à ${quoted}${some}.`;
}

/** What to do when nothing is found. */
export function advice(clear) {
  const box = make('div', 'fdr-vide');
  box.append(
    make('p', '', 'Essayez un mot de moins, un mot plus court ou un synonyme. Toutes les pages sont aussi listées de A à Z.'),
    button('fr-btn fr-btn--secondary', 'Voir toutes les pages', clear)
  );
  return box;
}

/**
 * The results of a kind of pages: the first ones, and a button for more. They have their
 * names; complete fetches and shows the rest, and rejects when it cannot be had.
 */
export function section(index, [kind, pages], terms, failed) {
  const element = make('section', 'fdr-section');
  const list = make('ul', 'fdr-liste fdr-liste--filets fdr-resultats');
  let shown = 0;
  const add = (count) => {
    const some = pages.slice(shown, shown + count).map((page) => ({ page, item: named(linkOf(index, page), terms) }));
    shown += some.length;
    list.append(...some.map(({ item }) => item));
    return () => Promise.all(some.map(async ({ page, item }) => tell(item, await card(index, page), terms)));
  };
  const complete = add(perGroup);
  element.append(make('h2', 'fr-h5', `${index.sorts[kind][1]} (${number(pages.length)})`), list);
  if (shown === pages.length) return { element, complete };
  const more = button('fr-btn fr-btn--sm fr-btn--tertiary', others(pages.length - shown), () => {
    const next = shown;
    add(step)().catch(failed);
    more.textContent = others(pages.length - shown);
    all('a', list)[next].focus();
    if (shown === pages.length) more.remove();
  });
  element.appendChild(more);
  return { element, complete };
}

/** What the button says for so many more results. */
function others(left) {
  if (left === 1) return 'Afficher l’autre';
  return left > step ? `Afficher ${step} autres sur ${number(left)}` : `Afficher les ${left} autres`;
}

/** A result with the name of its page alone. */
function named({ title, href }, terms) {
  const item = make('li', 'fdr-resultats__attente');
  const name = item.appendChild(make('p', 'fdr-liste__titre'));
  write(name.appendChild(make('a', '', '', { href })), title, terms);
  return item;
}

/** Adds what else is known of its page to a result. */
function tell(item, page, terms) {
  item.removeAttribute('class');
  if (page.code) {
    const code = make('span', 'fdr-code');
    write(code, page.code, terms);
    item.firstChild.prepend(code, ' ');
  }
  if (page.detail) write(item.appendChild(make('p', 'fdr-mention')), page.detail, terms);
  const told = page.resume && write(item.appendChild(make('p')), page.resume, terms);
  // What the sentence does not hold, the text may.
  const text = !told && [page.texte, page.mots].find((t) => t && matched(t, terms).length);
  if (text) excerpt(item.appendChild(make('p', 'fdr-resultats__extrait')), text, terms);
}

/** Writes what stands around the first word that was found. */
function excerpt(element, text, terms) {
  const [start, end] = matched(text, terms)[0];
  const from = edge(text, start - around, -1);
  const to = edge(text, end + around, 1);
  if (from > 0) element.append('… ');
  write(element, text.slice(from, to), terms);
  if (to < text.length) element.append(' …');
}

/** The end of a word near a place of a text. */
function edge(text, at, way) {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  const space = way < 0 ? text.indexOf(' ', at) + 1 : text.lastIndexOf(' ', at);
  return space > 0 ? space : at;
}

/** Writes a text, the words that were found marked. Says whether there were any. */
function write(element, text, terms) {
  let done = 0;
  for (const [start, end] of matched(text, terms)) {
    element.append(text.slice(done, start), make('mark', '', text.slice(start, end)));
    done = end;
  }
  element.append(text.slice(done));
  return done > 0;
}
