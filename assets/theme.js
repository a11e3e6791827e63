/*! feuille-de-route: sets the colour theme before the page is drawn */
((root) => {
  let scheme;
  try {
    scheme = localStorage.getItem('scheme');
  } catch {
    // Storage may be forbidden: the system's theme then serves.
  }
  if (scheme !== 'light' && scheme !== 'dark') scheme = 'system';
  const dark = scheme === 'dark' || (scheme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-fr-scheme', scheme);
  root.setAttribute('data-fr-theme', dark ? 'dark' : 'light');
  root.setAttribute('data-js', '');
})(document.documentElement);
