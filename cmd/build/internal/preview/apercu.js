// What an open page does in the preview: it follows the site. A change of its
// text is put into the page where it stands, so that nothing that somebody has
// opened, focused or scrolled to moves; what the page's own scripts have made
// something else of is loaded again, and put back as it was.
(function () {
  'use strict';

  var own = '/_apercu/';
  var script = document.currentScript;
  var host = document.getElementById('apercu');
  var digest = script.getAttribute('data-empreinte');
  var served = pristine(document.documentElement.cloneNode(true)); // before any deferred script

  function each(list, work) { Array.prototype.forEach.call(list, work); }
  /** Children but for what the preview, and the site's script, add to every page. */
  function nodes(parent) {
    return Array.prototype.filter.call(parent.childNodes, function (n) {
      return n.nodeType !== 1 || !n.hasAttribute('data-apercu') && n.id !== 'fdr-affichage';
    });
  }

  /** Takes what is the preview's out of a page. */
  function pristine(root) {
    each(root.querySelectorAll('[data-apercu]'), function (n) { n.remove(); });
    return root;
  }

  // The panel.

  var tree = host.shadowRoot; // null in a browser too old to have made it
  var box = tree && tree.getElementById('panneau');
  var told = box && box.cloneNode(true); // what was served: the rest is the reader's doing

  /** Changes the panel where it stands: a live region is heard only if it stays. */
  function show(markup) {
    if (!box || told.innerHTML === markup) return;
    var next = box.cloneNode(false);
    next.innerHTML = markup;
    var focused = tree.activeElement;
    var problems = box.querySelector('details');
    var opened = problems.open, by = told.querySelector('details').open;
    var worse = next.querySelector('.erreurs') && !told.querySelector('.erreurs');
    problems.open = by;
    patch(box, told, next);
    told = next;
    if (problems.open === by && !problems.hidden && !worse) problems.open = opened;
    if (focused && !(box.contains(focused) && focused.checkVisibility())) pass(focused.getAttribute('href'));
  }

  /** Gives the focus of a link that is gone to the same one elsewhere, or to what folds them. */
  function pass(href) {
    var heirs = Array.prototype.filter.call(box.querySelectorAll('.probleme a'), function (a) { return href && a.getAttribute('href') === href; });
    var heir = heirs.concat([box.querySelector('summary'), box.querySelector('a')]).find(function (e) { return e && e.checkVisibility(); });
    if (heir) heir.focus({ preventScroll: true });
  }

  // By keyboard: the first link of the page leads to the panel, F8 to its next
  // problem (as in editors), Escape back.

  var from = null;

  function enter(step) {
    var problems = box.querySelector('details');
    if (!problems.hidden) problems.open = true;
    if (document.activeElement !== host) from = document.activeElement;
    var stops = Array.prototype.slice.call(box.querySelectorAll('.probleme a'));
    var at = stops.indexOf(tree.activeElement);
    var next = step ? stops[at < 0 && step < 0 ? stops.length - 1 : (at + step + stops.length) % stops.length] : null;
    (next || box.querySelector('section')).focus();
  }
  function leave() {
    var link = from && from.shadowRoot ? from.shadowRoot.querySelector('a') : from;
    if (link && link.isConnected && link !== document.body) link.focus();
    else tree.activeElement.blur();
  }
  if (tree) {
    addEventListener('keydown', function (event) {
      if (event.key === 'F8' && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        enter(event.shiftKey ? -1 : 1);
      } else if (event.key === 'Escape' && document.activeElement === host) {
        leave();
      }
    });
    var access = document.getElementById('apercu-acces');
    if (access && access.shadowRoot) {
      access.shadowRoot.querySelector('a').addEventListener('click', function (event) {
        event.preventDefault();
        enter(0);
      });
    }
  }

  function lost(yes) {
    var text = yes ? 'Aperçu arrêté : relancez « build watch »' : '';
    host.classList.toggle('arret', yes);
    var line = tree && tree.getElementById('arret');
    if (line && line.textContent !== text) line.textContent = text;
  }

  // Following the site.

  var busy = false;
  var again = false;

  function follow() {
    if (busy) { again = true; return; }
    busy = true;
    fetch(own + 'etat?page=' + encodeURIComponent(location.pathname + location.search))
      .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(new Error(answer.status)); })
      .then(function (state) {
        if (state.empreinte !== digest) return refresh();
        show(state.panneau);
        return undefined;
      })
      .catch(function () { /* the server is gone: it is found again below */ })
      .then(function () {
        busy = false;
        if (again) { again = false; follow(); }
      });
  }

  function refresh() {
    return fetch(location.href)
      .then(function (answer) { return answer.text(); })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, 'text/html');
        var mark = fresh.querySelector('script[data-apercu]');
        var panel = fresh.querySelector('#apercu template');
        if (!mark || !panel) throw new Error('not a page');
        var markup = panel.content.getElementById('panneau').innerHTML;
        var root = pristine(fresh.documentElement);
        try {
          patch(document.documentElement, served, root);
        } catch (e) {
          reload();
          return;
        }
        served = root;
        digest = mark.getAttribute('data-empreinte');
        show(markup);
      });
  }

  // Putting a change where it stands. live is what is on the screen, old what was
  // served, fresh what is served now. Whatever is not in live as it was in old has
  // been changed by a script or a reader: such a change is not ours to make.

  function patch(live, old, fresh) {
    if (live !== document.documentElement) attributes(live, old, fresh);
    var o = nodes(old), n = nodes(fresh), l = nodes(live);
    var start = 0, end = 0;
    while (start < o.length && start < n.length && o[start].isEqualNode(n[start])) start++;
    if (start === o.length && start === n.length) return;
    while (end < o.length - start && end < n.length - start && o[o.length - 1 - end].isEqualNode(n[n.length - 1 - end])) end++;
    if (l.length !== o.length) throw new Error('children');
    o = o.slice(start, o.length - end);
    n = n.slice(start, n.length - end);
    var after = l[l.length - end] || null;
    l = l.slice(start, l.length - end);
    if (o.length === n.length && o.every(function (node, i) { return alike(node, n[i]) && alike(node, l[i]); })) {
      o.forEach(function (node, i) { replace(l[i], node, n[i]); });
      return;
    }
    if (!l.every(function (node, i) { return node.isEqualNode(o[i]); }) || n.some(special) || o.some(special)) throw new Error('other');
    var place = document.createDocumentFragment();
    n.forEach(function (node) { place.appendChild(document.importNode(node, true)); });
    live.insertBefore(place, after || nextOwn(live));
    l.forEach(function (node) { node.remove(); });
  }

  /** Where the end of an element is: before what the preview has put there. */
  function nextOwn(live) {
    return live === document.body ? host : null;
  }

  function alike(a, b) { return a.nodeName === b.nodeName && (a.id || '') === (b.id || ''); }

  function replace(live, old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType === 1) {
      if (old.nodeName === 'LINK' && old.rel === 'stylesheet') swap(live, fresh);
      else if (old.nodeName === 'SCRIPT' && old.type !== 'application/ld+json') throw new Error('script');
      else if (old.hasAttribute('data-resultats')) throw new Error('filtered'); // counted and searched by a script
      else patch(live, old, fresh);
      return;
    }
    if (live.nodeValue !== old.nodeValue) throw new Error('text');
    live.nodeValue = fresh.nodeValue;
  }

  function attributes(live, old, fresh) {
    var names = {};
    each(old.attributes, function (a) { names[a.name] = true; });
    each(fresh.attributes, function (a) { names[a.name] = true; });
    Object.keys(names).forEach(function (name) {
      var before = old.getAttribute(name), now = fresh.getAttribute(name);
      if (before === now) return;
      if (live.getAttribute(name) !== before) throw new Error('attribute');
      if (now === null) live.removeAttribute(name); else live.setAttribute(name, now);
    });
  }

  /** What the page's own scripts work on when it loads. */
  function special(node) {
    var kinds = 'script:not([type="application/ld+json"]), [data-triable], [data-filtres], [data-resultats], .fdr-onglets';
    return node.nodeType === 1 && (node.matches(kinds) || node.querySelector(kinds));
  }

  /** Another style sheet takes the place of one when it is there, and not before. */
  function swap(live, fresh) {
    var next = document.importNode(fresh, true);
    next.setAttribute('data-apercu', '');
    next.addEventListener('load', function () {
      next.removeAttribute('data-apercu');
      live.remove();
    });
    next.addEventListener('error', reload);
    live.after(next);
  }

  // Loading again, and putting back what was open.

  var key = 'apercu:' + location.pathname;

  function reload() {
    var focused = document.activeElement;
    var state = { y: scrollY, open: [], focus: focused && focused !== document.body ? trail(focused) : null };
    each(document.querySelectorAll('details'), function (d) { state.open.push([d.textContent.slice(0, 60), d.open]); });
    try { sessionStorage.setItem(key, JSON.stringify(state)); } catch (e) { /* loads at the top, then */ }
    location.reload();
  }

  function trail(e) {
    var steps = [];
    for (; e && e !== document.body; e = e.parentElement) {
      if (e.id) { steps.unshift('#' + CSS.escape(e.id)); break; }
      steps.unshift(e.nodeName.toLowerCase() + ':nth-child(' + (Array.prototype.indexOf.call(e.parentElement.children, e) + 1) + ')');
    }
    return steps.join(' > ');
  }

  function restore() {
    var state;
    try {
      state = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.removeItem(key);
    } catch (e) { return; }
    if (!state) return;
    each(document.querySelectorAll('details'), function (d) {
      var i = state.open.findIndex(function (entry) { return entry && entry[0] === d.textContent.slice(0, 60); });
      if (i >= 0) {
        d.open = state.open[i][1];
        state.open[i] = null;
      }
    });
    var focus = state.focus && document.querySelector(state.focus);
    if (focus) focus.focus({ preventScroll: true });
    scrollTo(0, state.y);
  }
  addEventListener('load', restore);

  // Listening. One page does it for all that this browser has open: it may have
  // but few connections to one server.

  var channel = window.BroadcastChannel ? new BroadcastChannel('apercu') : null;

  function hear(news) {
    lost(news === 'arret');
    if (news !== 'arret') follow();
  }
  function tell(news) {
    if (channel) channel.postMessage(news);
    hear(news);
  }
  if (channel) channel.onmessage = function (event) { hear(event.data); };

  function listen() {
    var source = new EventSource(own + 'evenements');
    source.addEventListener('site', function (event) { tell(event.data); });
    source.addEventListener('error', function () {
      tell('arret');
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 500);
    });
  }

  addEventListener('pageshow', function (event) { if (event.persisted) follow(); });
  if (channel && navigator.locks) {
    navigator.locks.request('apercu', function () {
      listen();
      return new Promise(function () { /* until the page is gone */ });
    });
    follow(); // something may have changed between the page and now
  } else {
    listen();
  }
}());
