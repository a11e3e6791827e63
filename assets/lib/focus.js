import { all } from './dom.js';

/** What covers the page keeps the focus: Tab goes around in it, not to what it hides. */
export function keepFocus(popover) {
  popover.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab' || !popover.matches(':popover-open')) return;
    const stops = all('a[href], button, summary, input:checked', popover).filter((stop) => stop.getClientRects().length);
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const [from, to] = event.shiftKey ? [first, last] : [last, first];
    if (document.activeElement !== from) return;
    event.preventDefault();
    to.focus();
  });
}
