/*! feuille-de-route: counts visits with Matomo, without cookies, unless the reader objects */
(function (script) {
  var key = 'mesure';
  var refused = false;
  try {
    refused = localStorage.getItem(key) === 'non';
  } catch (e) {
    // Storage may be forbidden: then nothing can be refused for long.
  }

  // The page on personal data holds a box to object with.
  var box = document.getElementById('fdr-mesure');
  if (box) {
    box.checked = !refused;
    box.parentElement.hidden = false;
    box.addEventListener('change', function () {
      try {
        if (box.checked) localStorage.removeItem(key);
        else localStorage.setItem(key, 'non');
      } catch (e) {
        box.checked = !refused; // what cannot be kept must not look as if it were
      }
    });
  }

  if (refused || navigator.globalPrivacyControl || navigator.doNotTrack === '1') return;
  if (location.hostname !== script.getAttribute('data-hote')) return; // a preview
  var matomo = script.getAttribute('data-matomo');
  window._paq = [
    ['disableCookies'],
    ['setTrackerUrl', matomo + 'matomo.php'],
    ['setSiteId', script.getAttribute('data-site')],
    ['trackPageView'],
    ['enableLinkTracking']
  ];
  var tracker = document.createElement('script');
  tracker.src = matomo + 'matomo.js';
  tracker.async = true;
  document.head.appendChild(tracker);
})(document.currentScript);
