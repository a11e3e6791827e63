/*! feuille-de-route: counts visits with Matomo, without cookies, unless the reader objects */
const key = 'mesure';

/** Whether the reader has objected. */
function isRefused() {
  try {
    return localStorage.getItem(key) === 'non';
  } catch {
    return false; // Storage may be forbidden: then nothing can be refused for long.
  }
}

/** The page on personal data holds a box to object with. */
function offer(box, refused) {
  box.checked = !refused;
  box.parentElement.hidden = false;
  box.addEventListener('change', () => {
    try {
      if (box.checked) localStorage.removeItem(key);
      else localStorage.setItem(key, 'non');
    } catch {
      box.checked = !refused; // what cannot be kept must not look as if it were
    }
  });
}

function count({ matomo, site }) {
  window._paq = [
    ['disableCookies'],
    ['setTrackerUrl', `${matomo}matomo.php`],
    ['setSiteId', site],
    ['trackPageView'],
    ['enableLinkTracking']
  ];
  const tracker = document.createElement('script');
  tracker.src = `${matomo}matomo.js`;
  tracker.async = true;
  document.head.appendChild(tracker);
}

const { dataset } = document.currentScript;
const refused = isRefused();
const box = document.getElementById('fdr-mesure');
if (box) offer(box, refused);
const preview = location.hostname !== dataset.hote;
if (!refused && !preview && !navigator.globalPrivacyControl && navigator.doNotTrack !== '1') count(dataset);
