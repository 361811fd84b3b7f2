// The page's own words, which the server put into the page.

const words = JSON.parse(document.documentElement.dataset.words);
const lists = new Intl.ListFormat(document.documentElement.lang);
const plurals = new Intl.PluralRules(document.documentElement.lang);

export function word(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** "1 reply", "5 replies": the key without its plural category. */
export function counted(key, count) {
  return word(`${key}-${plurals.select(count)}` in words ? `${key}-${plurals.select(count)}` : `${key}-other`, { count });
}

/** "Ama, Bruno, and Chen". */
export const listed = (names) => lists.format(names);
