// What readers chose, kept in the address of the page.

/** Puts a query and a fragment in the address: as a new state for the back button, or in place of this one. */
export function keep(query, push, hash = '') {
  const search = query && `?${query}`;
  if (search === location.search) return;
  try {
    history[push ? 'pushState' : 'replaceState'](null, '', location.pathname + search + hash);
  } catch { /* pages opened from disk in some browsers */ }
}

/** Says when a reader has come back to another state of the page. */
export function whenBack(recall) {
  window.addEventListener('popstate', recall);
  window.addEventListener('pageshow', (event) => { if (event.persisted) recall(); });
}
