/** Words are compared without accents, ligatures or case, as content.Fold does. */
export function fold(text) {
  return text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    .replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/ß/g, 'ss').replace(/[\u2018\u2019]/g, "'");
}
