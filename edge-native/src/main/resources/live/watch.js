/** The live page: one camera's stream with what is seen on it, and the numbers of its zones. */
import { api, chosen, pause, Problem } from './api.js';
import { byId, html, panel, say } from './dom.js';
import { draw } from './overlay.js';

const STALE_MS = 3000;
const RETRY_MS = 2000;
const RATE_OVER_MS = 1500;

const overlay = byId('overlay');
const picture = byId('picture');
const shows = { boxes: byId('boxes'), zones: byId('zones-shown') };
let state = { tracks: [], zones: [], counts: [] };
let drawing = { zones: {}, rules: {} };

const isOn = (button) => button.getAttribute('aria-pressed') === 'true';

let drawn = '';

/** Draws only what changed: a still scene costs nothing. */
function redraw() {
  const scene = {
    tracks: isOn(shows.boxes) ? state.tracks : [],
    zones: isOn(shows.zones) ? drawing.zones : {},
    rules: drawing.rules,
  };
  const now = JSON.stringify([scene, overlay.clientWidth, overlay.clientHeight]);
  if (now === drawn) return;
  drawn = now;
  draw(overlay, scene);
}

function zoneRow(zone) {
  const counts = state.counts.filter((count) => count.zone === zone.id);
  const plan = drawing.zones[zone.id];
  return html(
    'li',
    { class: 'card row', 'data-zone': zone.id },
    html(
      'div',
      {},
      html('strong', {}, zone.name),
      plan && html('p', { class: 'muted' }, (plan.rules ?? ['missing-ppe']).join(', ')),
    ),
    html(
      'dl',
      { class: 'numbers' },
      html('div', {}, html('dt', {}, 'inside'), html('dd', {}, String(zone.inside))),
      counts.map((count) =>
        html('div', {}, html('dt', {}, `${count.rule}: ${count.name}`), html('dd', {}, String(count.value))),
      ),
    ),
  );
}

let rowsShown = '';

/** Builds the rows only when a number changes: a frame without news costs nothing. */
function showRows() {
  const rows = JSON.stringify([state.zones, state.counts, drawing.zones]);
  if (rows === rowsShown) return;
  rowsShown = rows;
  byId('watched').hidden = false;
  const list = state.zones.map(zoneRow);
  byId('zones').replaceChildren(...(list.length ? list : [html('li', { class: 'muted' }, 'No zone is drawn on this camera.')]));
}

function showStatus(text, kind) {
  const badge = byId('state');
  badge.className = `badge ${kind}`;
  say(badge, text);
}

function showAge() {
  const isLive = state.number && state.age_ms < STALE_MS;
  const age = Math.round((state.age_ms ?? 0) / 1000);
  const words = state.number ? `No picture for ${age < 60 ? `${age} s` : `${Math.round(age / 60)} min`}` : 'No picture yet';
  showStatus(isLive ? 'Live' : words, isLive ? 'good' : 'bad');
  byId('coming').hidden = Boolean(state.number);
  say(byId('coming'), state.number ? '' : 'The camera gives no pictures; `edge doctor` on the device says why.');
}

const seen = [];

function showRate() {
  const now = performance.now();
  seen.push([now, state.number]);
  while (seen.length > 2 && now - seen[0][0] > RATE_OVER_MS) seen.shift();
  const [since, first] = seen[0];
  if (now - since > RATE_OVER_MS / 3) {
    byId('rate').textContent = `${Math.max(0, ((state.number - first) * 1000) / (now - since)).toFixed(0)} frames/s`;
  }
}

function take(camera, news) {
  const isBack = state.number && state.age_ms >= STALE_MS && news.age_ms < STALE_MS;
  if (isBack) watch(camera); // the stream of a silent camera ends
  state = { tracks: [], zones: [], counts: [], ...news };
  if (state.number) {
    byId('stage').style.aspectRatio = `${state.width} / ${state.height}`;
    showRate();
  }
  showAge();
  showRows();
  redraw();
}

async function follow(camera) {
  let drawnFor = '';
  for (;;) {
    try {
      take(camera, await api.state(camera, state.number));
      const ids = JSON.stringify(state.zones.map((zone) => [zone.id, zone.name]));
      if (ids !== drawnFor) {
        drawing = (await api.zones(camera)).document;
        drawnFor = ids;
      }
      if (!state.number || state.age_ms > STALE_MS) await pause(RETRY_MS);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      showStatus('Connection lost', 'bad');
      await pause(RETRY_MS);
      watch(camera);
    }
  }
}

/** A stream that broke off does not come back by itself. */
function watch(camera) {
  picture.src = `${api.stream(camera)}?${Date.now()}`;
}

picture.addEventListener('error', async () => {
  const answer = await fetch(picture.src).catch(() => null);
  if (answer?.status === 503) showStatus('All seats are taken', 'bad');
  answer?.body?.cancel();
  await pause(RETRY_MS);
  picture.src = picture.src.replace(/\?.*/, `?${Date.now()}`);
});

function openCamera(camera, cameras) {
  document.title = `${camera} · Sitewarden`;
  byId('title').textContent = camera;
  picture.alt = `Live picture of camera ${camera}`;
  byId('edit').href = `/zones.html?camera=${encodeURIComponent(camera)}`;
  const link = (name) => html('a', { href: `/?camera=${encodeURIComponent(name)}`, 'aria-current': name === camera && 'page' }, name);
  byId('cameras').replaceChildren(...cameras.map(link));
  byId('figure').hidden = false;
  watch(camera);
  follow(camera);
}

async function start() {
  byId('problem').replaceChildren();
  try {
    const cameras = await api.cameras();
    if (cameras.length === 0) {
      showStatus('No camera', 'bad');
      byId('problem').append(panel('No camera', 'The settings of this device name no camera.', start));
      return;
    }
    openCamera(chosen(cameras), cameras);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    showStatus('Connection lost', 'bad');
    byId('problem').append(panel('The device does not answer', problem.message, start));
  }
}

for (const button of Object.values(shows)) {
  button.addEventListener('click', () => {
    button.setAttribute('aria-pressed', String(!isOn(button)));
    redraw();
  });
}
new ResizeObserver(redraw).observe(overlay);
addEventListener('pageshow', (event) => event.persisted && location.reload()); // the stream did not survive
start();
