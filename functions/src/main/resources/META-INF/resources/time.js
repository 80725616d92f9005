import { html } from './dom.js';
import { locale, texts } from './texts.js';

const CLOCK = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DATED = new Intl.DateTimeFormat(locale, {
  weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit',
});
const LONG_AGO = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
const RELATIVE = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
const SECONDS = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const STEPS = [['day', 86400], ['hour', 3600], ['minute', 60]];
const DECIMALS = /(?:\.(\d+))?Z$/;
const TICK_MS = 10000;

/** The instant on the wall clock; with its date unless it is today, with its year unless it is this one. */
export function absolute(iso) {
  const at = new Date(iso);
  const now = new Date();
  if (at.toDateString() === now.toDateString()) return CLOCK.format(at);
  return (at.getFullYear() === now.getFullYear() ? DATED : LONG_AGO).format(at);
}

/** An instant as a text that sorts by time: the server writes as many decimals as it needs. */
function sortable(iso) {
  return iso.replace(DECIMALS, (end, decimals = '') => `.${decimals.padEnd(9, '0')}`);
}

/** Below, at or above zero, as the one instant is before, at or after the other; exact where a `Date` has milliseconds. */
export function compareInstants(one, other) {
  const [first, second] = [sortable(one), sortable(other)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

/** How long ago; less than a minute is "just now". */
export function relative(iso, now = Date.now()) {
  const seconds = (Date.parse(iso) - now) / 1000;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return RELATIVE.format(Math.trunc(seconds / length), unit);
  }
  return texts.time.justNow;
}

/** Seconds from one instant to another, with one decimal. */
export function secondsBetween(from, to) {
  return SECONDS.format((Date.parse(to) - Date.parse(from)) / 1000);
}

/** A `time` element on the wall clock. */
export function clock(iso) {
  return html('time', { datetime: iso, title: new Date(iso).toString() }, absolute(iso));
}

/** A `time` element that says how long ago, and keeps itself true while it stands on the page. */
export function ago(iso) {
  return html('time', { datetime: iso, title: absolute(iso), 'data-ago': true }, relative(iso));
}

setInterval(() => {
  for (const element of document.querySelectorAll('time[data-ago]')) {
    const now = relative(element.dateTime);
    if (element.textContent !== now) element.textContent = now;
  }
}, TICK_MS);
