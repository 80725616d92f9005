/**
 * What the pages say, in the reader's language. The sentences are in `texts/<language>.json`; here they become values:
 * a text stays a text, one with blanks (`{name}`) becomes a function of their values, one with `one` and `other` a
 * function of `count` too. `data-text` attributes name entries by their path.
 */
const LOCALES = { en: 'en-GB', de: 'de-DE' };
const FILES = { en: new URL('./texts/en.json', import.meta.url), de: new URL('./texts/de.json', import.meta.url) };
const CHOICE = 'sitewarden.language';
const BLANK = /\{(\w+)\}/g;

export const languages = Object.keys(LOCALES);

/** What the reader chose here, else the first of his browser's languages that there are texts in. */
function wanted() {
  const asked = [localStorage.getItem(CHOICE) ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2));
  return asked.find((tag) => languages.includes(tag)) ?? languages[0];
}

export const language = wanted();
export const locale = LOCALES[language];

const PLURAL = new Intl.PluralRules(locale);
const NUMBER = new Intl.NumberFormat(locale);
const CELSIUS = new Intl.NumberFormat(locale, { style: 'unit', unit: 'celsius', maximumFractionDigits: 0 });
const UNITS = [['gigabyte', 1e9], ['megabyte', 1e6], ['kilobyte', 1e3]];
const PERCENT = new Intl.NumberFormat(locale, { style: 'percent' });

/** Remembers the reader's choice and shows the page anew. */
export function chooseLanguage(tag) {
  localStorage.setItem(CHOICE, tag);
  location.reload();
}

function filled(text, values) {
  return text.replace(BLANK, (blank, name) => {
    if (!(name in values)) throw new Error(`no value for ${blank} in "${text}"`);
    return typeof values[name] === 'number' ? NUMBER.format(values[name]) : values[name];
  });
}

function usable(entry) {
  if (typeof entry === 'string') return entry.search(BLANK) < 0 ? entry : (values) => filled(entry, values);
  if (Array.isArray(entry)) return entry;
  if ('other' in entry) return (values) => filled(entry[PLURAL.select(values.count)] ?? entry.other, values);
  return Object.fromEntries(Object.entries(entry).map(([key, child]) => [key, usable(child)]));
}

async function load() {
  const answer = await fetch(FILES[language]);
  if (!answer.ok) throw new Error(`the texts in ${language} could not be loaded: ${answer.status}`);
  return usable(await answer.json());
}

export const texts = await load();

/** Shows an identifier as words: `crane-yard` is "Crane yard"; what somebody wrote with spaces stays as it is. */
export function readable(id) {
  if (id.includes(' ')) return id;
  const words = id.replace(/[-_.]+/g, ' ').trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What an incident is about, by its subject's label. */
export function what(label) {
  return texts.subjects[label] ?? texts.subject({ label: readable(label) });
}

export function where({ zoneName, camera }) {
  return texts.place({ zone: readable(zoneName), camera });
}

export function ruleName(id) {
  return texts.rules[id] ?? readable(id);
}

export function whole(number) {
  return NUMBER.format(number);
}

export function percent(share) {
  return PERCENT.format(share);
}

export function degrees(celsius) {
  return CELSIUS.format(celsius);
}

/** A number of bytes in the unit that fits. */
export function size(bytes) {
  const unit = UNITS.find(([, least]) => bytes >= least) ?? UNITS.at(-1);
  return new Intl.NumberFormat(locale, { style: 'unit', unit: unit[0], maximumSignificantDigits: 3 }).format(bytes / unit[1]);
}

function entry(path) {
  const found = path.split('.').reduce((node, key) => node?.[key], texts);
  if (typeof found !== 'string') throw new Error(`no text at ${path}`);
  return found;
}

/** Fills every element that names its text (`data-text`) or its accessible name (`data-label`). */
export function fillTexts(root = document) {
  document.documentElement.lang = language;
  for (const element of root.querySelectorAll('[data-text]')) element.textContent = entry(element.dataset.text);
  if (document.querySelector('title').dataset.text) document.title += ` · ${texts.product}`;
  for (const element of root.querySelectorAll('[data-label]')) element.setAttribute('aria-label', entry(element.dataset.label));
}
