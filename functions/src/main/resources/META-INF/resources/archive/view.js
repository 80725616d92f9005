/** A camera's day, or some hours of it: recordings and incidents on one strip, and the player. In UTC, as in exports. */
import { api } from '../api.js';
import { byId, html } from '../dom.js';
import { walkWithKeys } from '../keys.js';
import { announce, openPage, panel, sentence, showLink, tell } from '../page.js';
import { save } from '../progress.js';
import { locale, texts, what } from '../texts.js';
import { compareInstants } from '../time.js';
import { openHolds, showHoldSpan } from './holds.js';
import { chosenRate, offerRates } from './rates.js';
import { seenOver } from './seen.js';
import { draw } from './strip.js';

const words = texts.archive;
const status = byId('status');
const shown = byId('shown');
const player = byId('player');
const camera = byId('camera');
const day = byId('day');
const CHOICE = ['camera', 'day', 'from', 'until', 'rate'];
const DAY_MS = 86400000;
const TIME = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone: 'UTC' });

function time(iso) {
  return TIME.format(new Date(iso));
}

/** The whole day, or what of it is chosen. */
function span() {
  const begin = Date.parse(`${day.value}T00:00:00Z`);
  const at = ({ value }, otherwise) => new Date(value ? Date.parse(`${day.value}T${value}Z`) : otherwise).toISOString();
  const [device, name] = camera.value.split('/');
  return { device, camera: name, since: at(byId('from'), begin), until: at(byId('until'), begin + DAY_MS) };
}

/** Keeps what is chosen in the address, so that a link holds it. */
function noteChoice() {
  history.replaceState(null, '', `?${new URLSearchParams(CHOICE.map((name) => [name, byId(name).value]).filter(([, value]) => value))}`);
}

const seen = seenOver(player, byId('seen'), byId('minute'));

function say(text) {
  byId('playing').textContent = text;
  if (text) announce(text);
}

/** Nothing plays any more, and nothing says that it did. */
function stop() {
  player.removeAttribute('src');
  player.load();
  seen.clear();
  say('');
}

function play(timeline, part, offset = 0) {
  player.src = part.url;
  player.currentTime = offset;
  player.play().catch(() => {}); // a browser that wants to be asked first shows its button
  say(words.playing({ camera: timeline.camera, from: time(part.from), to: time(part.to) }));
  seen.show(part, timeline.incidents);
}

/** Plays what was recorded at an instant, from there on. */
function playAt(timeline, iso) {
  const part = timeline.recordings.find((one) => compareInstants(one.from, iso) <= 0 && compareInstants(iso, one.to) < 0 && one.tier !== 'gone');
  if (part) return play(timeline, part, (Date.parse(iso) - Date.parse(part.from)) / 1000);
  stop();
  say(words.notRecorded);
}

function partRow(timeline, part) {
  const button = html('button', { type: 'button', disabled: part.tier === 'gone' }, `${time(part.from)} – ${time(part.to)}`);
  button.addEventListener('click', () => play(timeline, part));
  return html('li', {}, button, html('span', { class: 'muted' }, words.tiers[part.tier]));
}

function incidentRow(timeline, incident) {
  const button = html('button', { type: 'button' }, time(incident.capturedAt));
  button.addEventListener('click', () => playAt(timeline, incident.capturedAt));
  const badge = html('span', { class: `badge severity-${incident.severity.toLowerCase()}` }, texts.severities[incident.severity]);
  const link = html('a', { href: `/incident/view.html?id=${encodeURIComponent(incident.id)}` }, `${what(incident.label)}, ${incident.zone}`);
  return html('li', {}, button, badge, link);
}

function show(timeline) {
  const rows = [
    ...timeline.recordings.map((part) => [part.from, partRow(timeline, part)]),
    ...timeline.incidents.map((incident) => [incident.capturedAt, incidentRow(timeline, incident)]),
  ].sort(([one], [other]) => compareInstants(one, other));
  byId('parts').replaceChildren(...rows.map(([, row]) => row));
  byId('strip').replaceChildren(draw(timeline, (iso) => playAt(timeline, iso)));
  const query = new URLSearchParams(span());
  byId('csv').href = `/api/v1/archive/timeline.csv?${query}`;
  byId('json').href = `/api/v1/archive/timeline.json?${query}`;
  player.parentElement.hidden = timeline.recordings.every(({ tier }) => tier === 'gone');
  shown.hidden = rows.length === 0;
  const cut = timeline.incidentsCutAt;
  if (rows.length === 0) status.replaceChildren(panel(...words.emptyDay));
  else status.replaceChildren(...(cut ? [html('p', { class: 'notice notice-waiting' }, words.more({ time: time(cut) }))] : []));
}

/** A list of events has an end: what is longer is refused with what to do. */
async function takeList() {
  const button = byId('edl');
  button.disabled = true;
  tell('');
  try {
    save(await api.editList({ ...span(), rate: chosenRate() }), 'timeline.edl');
    tell(words.listTaken);
  } catch (problem) {
    tell(sentence(problem), true);
  } finally {
    button.disabled = false;
  }
}

let loading = new AbortController();

/** Whatever was asked for before is not waited for any more, and nothing of it stays. */
async function load() {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  stop();
  tell('');
  noteChoice();
  shown.hidden = true;
  const { since, until } = span();
  if (since >= until) {
    status.setAttribute('aria-busy', 'false');
    status.replaceChildren(panel(...words.backwards));
    return;
  }
  showHoldSpan(span());
  status.setAttribute('aria-busy', 'true');
  status.replaceChildren(html('p', { class: 'muted' }, words.loading));
  try {
    const timeline = await api.timeline(span(), signal);
    if (signal.aborted) return;
    show(timeline);
    showLink(true);
  } catch (problem) {
    if (!signal.aborted) status.replaceChildren(panel(words.failed, sentence(problem), load));
  } finally {
    if (!signal.aborted) status.setAttribute('aria-busy', 'false');
  }
}

async function open() {
  try {
    const { items } = await api.cameras();
    if (items.length === 0) {
      status.replaceChildren(panel(...words.empty));
      return;
    }
    camera.replaceChildren(...items.map((one) => html('option', { value: `${one.device}/${one.camera}` }, `${one.camera} · ${one.device}`)));
    const asked = new URLSearchParams(location.search);
    const newest = items.reduce((one, other) => (compareInstants(one.newest, other.newest) < 0 ? other : one));
    const wanted = items.find((one) => `${one.device}/${one.camera}` === asked.get('camera')) ?? newest;
    camera.value = `${wanted.device}/${wanted.camera}`;
    day.value = asked.get('day') ?? '';
    day.value ||= wanted.newest.slice(0, 10); // a day of this camera: another's may be empty here
    for (const name of ['from', 'until']) byId(name).value = asked.get(name) ?? '';
    offerRates(asked.get('rate'));
    await load();
  } catch (problem) {
    status.replaceChildren(panel(words.failed, sentence(problem), open));
  } finally {
    status.setAttribute('aria-busy', 'false');
  }
}

byId('choice').addEventListener('submit', (event) => event.preventDefault());
camera.addEventListener('change', load);
for (const field of [day, byId('from'), byId('until')]) field.addEventListener('change', () => day.value && load());
byId('rate').addEventListener('change', noteChoice);
byId('edl').addEventListener('click', takeList);
walkWithKeys();
openPage('archive').then(openHolds, () => {}); // what the page itself asks for fails, too, and says so
open();
