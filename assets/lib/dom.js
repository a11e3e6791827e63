// What several scripts need of a page.

/** The elements that a selector finds, as an array. */
export const all = (selector, from = document) => [...from.querySelectorAll(selector)];

/** A new element. Its text is never read as HTML. */
export function make(tag, className, text, attributes) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  return element;
}

/** A new button, and what it does. */
export function button(className, text, act) {
  const element = make('button', className, text);
  element.type = 'button';
  element.addEventListener('click', act);
  return element;
}

/** Runs parts of a script: one that fails leaves the others and the page alone. */
export function run(...parts) {
  for (const part of parts) {
    try { part(); } catch (e) { console.error(e); }
  }
}
