// What several scripts need of a page.

/** The elements that a selector finds, as an array. */
export function all(selector, from) {
  return Array.prototype.slice.call((from || document).querySelectorAll(selector));
}

/** A new element. Its text is never read as HTML. */
export function make(tag, className, text, attributes) {
  var element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  for (var name in attributes) element.setAttribute(name, attributes[name]);
  return element;
}

/** Runs parts of a script: one that fails leaves the others and the page alone. */
export function run(parts) {
  parts.forEach(function (part) {
    try { part(); } catch (e) { if (window.console) console.error(e); }
  });
}
