/** The list of incidents: newest first, kept up to date by the long poll. */
import { api, follow } from '../api.js';
import { byId, html } from '../dom.js';
import { doWith, pressWith, walkWithKeys } from '../keys.js';
import { announce, openPage, panel, sentence, showLink } from '../page.js';
import { texts, what, where } from '../texts.js';
import { layOutFilters, stateInAddress } from './filters.js';
import { incidentRow } from './row.js';
import { asked, searchForm, searchInAddress } from './search.js';

const status = byId('status');
const list = byId('incidents');
const older = byId('older');
const shown = new Map(); // id -> summary, in no order
let state = stateInAddress();
let before = null;
let loading = new AbortController();

/** Newest first by capture; two of the same instant by id, so that the order never jumps. */
function newestFirst(one, other) {
  return other.capturedAt.localeCompare(one.capturedAt) || other.id.localeCompare(one.id);
}

/** News must not take the focus from whoever is at a row. */
function replace(old, row) {
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(row);
  if (hadFocus) row.querySelector('a').focus({ preventScroll: true });
}

function place(incident) {
  const row = incidentRow(incident);
  const old = list.querySelector(`[data-incident="${incident.id}"]`);
  shown.set(incident.id, incident);
  if (old) return replace(old, row);
  const following = [...list.children].find((item) => newestFirst(incident, shown.get(item.dataset.incident)) < 0);
  list.insertBefore(row, following ?? null);
  return row;
}

function remove(id) {
  shown.delete(id);
  list.querySelector(`[data-incident="${id}"]`)?.remove();
}

function showEmptiness() {
  const empty = searchInAddress().size ? texts.search.empty : texts.incidents.empty[state];
  status.replaceChildren(...(shown.size === 0 ? [panel(...empty)] : []));
}

function named(incident) {
  return { what: what(incident.label), where: where(incident), state: texts.states[incident.state] };
}

/** Puts one piece of news in its place; nothing older than what is shown is pulled in from the pages below. */
function take(incident) {
  const known = shown.get(incident.id);
  if (incident.partOf || (state && incident.state !== state)) return remove(incident.id);
  const oldest = [...shown.values()].sort(newestFirst).at(-1);
  if (!known && before && newestFirst(incident, oldest) > 0) return;
  place(incident)?.classList.add('fresh');
  if (!known && incident.state === 'OPEN') announce(texts.incidents.fresh(named(incident)));
  else if (known && known.state !== incident.state) announce(texts.incidents.changed(named(incident)));
}

/** Only the server knows whether words and facets fit: what it does not find among the newest is not shown. */
async function thatFit(items) {
  const search = searchInAddress();
  if (search.size === 0) return items;
  const page = await api.incidents({ query: asked(search, state), limit: 100 });
  const found = new Set(page.items.map(({ id }) => id));
  items.filter(({ id }) => !found.has(id) && !before).forEach(({ id }) => remove(id));
  return items.filter(({ id }) => found.has(id) || shown.has(id));
}

async function takeNews(items) {
  for (const incident of (await thatFit(items)).sort(newestFirst).reverse()) take(incident);
  showEmptiness();
}

function showPage(page) {
  page.items.forEach(place);
  before = page.older;
  older.hidden = !before;
}

function showLoading() {
  const skeleton = () => html('li', { class: 'skeleton', 'aria-hidden': 'true' });
  status.replaceChildren(html('p', { class: 'unseen' }, texts.incidents.loading));
  status.setAttribute('aria-busy', 'true');
  list.replaceChildren(skeleton(), skeleton(), skeleton());
  older.hidden = true;
}

function showFailure(problem) {
  list.replaceChildren();
  status.replaceChildren(panel(texts.incidents.failed, sentence(problem), load));
}

async function load() {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  shown.clear();
  showLoading();
  try {
    const page = await api.incidents({ query: asked(searchInAddress(), state) });
    if (signal.aborted) return; // another filter was chosen meanwhile
    list.replaceChildren();
    showPage(page);
    showEmptiness();
    follow(page.news, { signal, onNews: takeNews, onLink: showLink });
  } catch (problem) {
    if (!signal.aborted) showFailure(problem);
  } finally {
    if (!signal.aborted) status.setAttribute('aria-busy', 'false');
  }
}

async function loadOlder() {
  older.disabled = true;
  const { signal } = loading;
  try {
    const page = await api.incidents({ query: asked(searchInAddress(), state), before });
    if (signal.aborted) return;
    const first = list.children.length;
    showPage(page);
    list.children[first]?.querySelector('a').focus({ preventScroll: true });
    status.replaceChildren();
  } catch (problem) {
    status.replaceChildren(panel(texts.incidents.failed, sentence(problem), loadOlder));
    status.scrollIntoView({ block: 'center' });
  } finally {
    older.disabled = false;
  }
}

layOutFilters(byId('filters'), (chosen) => {
  state = chosen;
  search.show();
  load();
});
older.addEventListener('click', loadOlder);
/** Acknowledges the incident of the row that has the focus; news then show it. */
async function acknowledgeRow() {
  const id = document.activeElement.closest('[data-incident]')?.dataset.incident;
  const { mayDecide } = await signedIn;
  if (!mayDecide || shown.get(id)?.state !== 'OPEN') return;
  await api.incident(id).then((incident) => api.acknowledge(incident)).catch((problem) => announce(sentence(problem)));
}

walkWithKeys();
doWith('a', texts.keys.acknowledge, acknowledgeRow);
pressWith('/', 'q', texts.keys.search);
const signedIn = openPage('incidents');
const search = searchForm({ state: () => state, onChange: load });
signedIn.catch((problem) => problem.isOffline && showLink(false));
load();
