// How scripts write numbers: as the pages do.
const french = new Intl.NumberFormat('fr');

/** A whole number, its thousands apart: « 1 250 ». */
export const number = (n) => french.format(n);
