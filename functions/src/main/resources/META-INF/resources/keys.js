/**
 * Keys for people at a desk: `j` and `k` walk through a page's rows, others press its buttons, `?` lists them all.
 * Whoever speaks to the computer or hits keys by accident switches them off in that list.
 */
import { html } from './dom.js';
import { texts } from './texts.js';

const OFF = 'sitewarden.keys-off';
const ROWS = '[data-rows] > li';
const known = new Map(); // key -> { text, press }

function isTyping({ target }) {
  return target.isContentEditable || target.matches('select, textarea, input:not([type=radio], [type=checkbox], [type=range])');
}

function areOff() {
  return localStorage.getItem(OFF) !== null;
}

/** Moves the focus to the row that many further on, or to its first link or button. */
function walk(steps) {
  const rows = [...document.querySelectorAll(ROWS)].filter((row) => row.checkVisibility());
  if (rows.length === 0) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + (at < 0 ? Math.max(steps, 0) : steps)))];
  (next.matches('[tabindex]') ? next : next.querySelector('a, button, summary'))?.focus();
  next.scrollIntoView({ block: 'nearest' });
}

function row(key, text) {
  return html('div', {}, html('dt', {}, html('kbd', {}, key)), html('dd', {}, text));
}

/** Shows the keys of this page. */
export function showKeys() {
  const box = html('input', { type: 'checkbox', checked: !areOff() });
  box.addEventListener('change', () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '')));
  const close = html('button', { type: 'button', class: 'primary' }, texts.keys.close);
  const dialog = html(
    'dialog',
    { class: 'keys card', 'aria-labelledby': 'keys-title' },
    html('h2', { id: 'keys-title' }, texts.keys.title),
    html('dl', {}, ...[...known].map(([key, { text }]) => row(key, text)), row('?', texts.keys.help)),
    html('label', {}, box, texts.keys.on),
    close,
  );
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Lets a key press the element with this id, as long as it is there to be pressed. */
export function pressWith(key, id, text) {
  known.set(key, {
    text,
    press() {
      const element = document.getElementById(id);
      if (!element?.checkVisibility() || element.disabled) return;
      element.scrollIntoView({ block: 'nearest' });
      element.focus();
      if (!element.matches('[type=search], [type=text]')) element.click();
    },
  });
}

/** Lets a key do something. */
export function doWith(key, text, press) {
  known.set(key, { text, press });
}

/** Makes `j` and `k` walk through what the page marks with `data-rows`. */
export function walkWithKeys() {
  doWith('j', texts.keys.next, () => walk(1));
  doWith('k', texts.keys.previous, () => walk(-1));
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || document.querySelector('dialog[open]')) return;
  if (event.key === '?') return showKeys();
  if (areOff() || !known.has(event.key)) return;
  event.preventDefault();
  known.get(event.key).press();
});
