/** Legal holds: one is placed on what the page shows, those that stand are listed and released. */
import { api, intention } from '../api.js';
import { byId, html } from '../dom.js';
import { isAmong } from '../header.js';
import { sentence, tell } from '../page.js';
import { locale, texts } from '../texts.js';
import { clock } from '../time.js';

const words = texts.archive.holds;
const HOLDING = ['auditor', 'admin'];
const IN_UTC = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const list = byId('holds');
const reason = byId('reason');
let span = null;
let mayHold = false;
let key = intention(); // of the hold that is being written: however often it is sent, it is placed once

function placeAndTime({ device, camera, from, to }) {
  return { camera: `${device}/${camera}`, time: IN_UTC.formatRange(new Date(from), new Date(to)) };
}

/** A hold in words; a second tap releases it. */
function holdRow(hold) {
  const what = words.span(placeAndTime(hold));
  const sure = html('button', { type: 'button', class: 'danger' }, words.releaseNow);
  sure.addEventListener('click', () => release(hold, sure));
  return html(
    'li',
    { 'data-hold': hold.id },
    html('strong', {}, what),
    html('span', {}, hold.reason),
    html('span', { class: 'muted' }, words.placed({ person: hold.placedBy }), ' ', clock(hold.placedAt)),
    html('details', {}, html('summary', { 'aria-label': words.releaseLabel({ hold: what }) }, words.release), sure),
  );
}

async function load() {
  const { items } = await api.holds();
  const standing = items.filter(({ releasedAt }) => !releasedAt);
  list.replaceChildren(...(standing.length === 0 ? [html('li', { class: 'muted' }, words.none)] : standing.map(holdRow)));
}

async function release({ id }, button) {
  button.disabled = true;
  try {
    await api.releaseHold(id);
    await load();
    tell(words.released);
  } catch (problem) {
    button.disabled = false;
    tell(sentence(problem), true);
  }
  byId('message').focus();
}

function complain(text) {
  byId('hold-error').textContent = text;
  byId('hold-error').hidden = !text;
  if (text) reason.focus();
}

async function place(event) {
  event.preventDefault();
  if (!reason.value.trim()) return complain(words.reasonMissing);
  complain('');
  try {
    await api.placeHold({ device: span.device, camera: span.camera, from: span.since, to: span.until, reason: reason.value.trim() }, key);
    another();
    reason.value = '';
    await load();
    tell(words.isPlaced);
    byId('message').focus();
  } catch (problem) {
    complain(sentence(problem));
  }
}

function another() {
  key = intention();
}

/** Says what a hold would be placed on. */
export function showHoldSpan(shown) {
  span = shown;
  another();
  byId('holding').hidden = !mayHold;
  byId('hold-span').textContent = words.keeps(placeAndTime({ ...shown, from: shown.since, to: shown.until }));
}

/** Is there for whoever may place holds, once there is something to hold; the list is read when it is opened. */
export function openHolds({ roles }) {
  const holding = byId('holding');
  mayHold = isAmong(roles, HOLDING);
  holding.hidden = !mayHold || span === null;
  holding.addEventListener('toggle', () => holding.open && load().catch((problem) => tell(sentence(problem), true)));
  byId('hold').addEventListener('submit', place);
  reason.addEventListener('input', () => {
    another();
    complain('');
  });
}
