/** The list of incidents: newest first, kept up to date by the long poll, calm in a flood. */
import { api, follow } from '../api.js';
import { byId, html } from '../dom.js';
import { doWith, pressWith, walkWithKeys } from '../keys.js';
import { announce, openPage, panel, sentence, showLink, tell as tellResult } from '../page.js';
import { acknowledgeOrKeep } from '../review/waiting.js';
import { texts } from '../texts.js';
import { layOutFilters, stateInAddress } from './filters.js';
import { jumpToNewest } from './jump.js';
import { newestThatFit } from './newest.js';
import { newestFirst, rowList } from './rows.js';
import { asked, searchForm, searchInAddress } from './search.js';
import { tidings } from './tidings.js';

/** More than anybody reads, and few enough for a phone; what falls off is reached by "older". */
const MOST_ROWS = 200;

const status = byId('status');
const list = byId('incidents');
const older = byId('older');
const rows = rowList(list, MOST_ROWS);
const jump = jumpToNewest(load);
const newest = newestThatFit(takeFound);
const tell = tidings();
let state = stateInAddress();
let edge = null; // the incident after which older ones are to be had, if there are any
let loading = new AbortController();

function showEdge(incident) {
  edge = incident;
  older.hidden = !edge;
}

function showEmptiness() {
  const empty = searchInAddress().size ? texts.search.empty : texts.incidents.empty[state];
  status.replaceChildren(...(rows.size === 0 && !edge ? [panel(...empty)] : []));
}

/** Whoever has scrolled down, or stands at a row, must not lose his place. */
function isReading() {
  return list.contains(document.activeElement) || list.getBoundingClientRect().top < byId('header').getBoundingClientRect().bottom;
}

/** What one piece of news is for the list as it is. */
function meaningOf(incident, waits) {
  const known = rows.get(incident.id);
  if (incident.partOf || (state && incident.state !== state)) return known ? 'gone' : 'foreign';
  if (known) return known.state === incident.state ? 'same' : 'changed';
  if (edge && newestFirst(incident, edge) > 0) return 'below'; // it comes with the pages below
  return waits ? 'waiting' : 'fresh';
}

/** Puts news in their places, in one go. */
function take(items, unfit = []) {
  const waits = jump.isUp || isReading();
  const { gone = [], foreign = [], same = [], changed = [], waiting = [], fresh = [] } = Object.groupBy(items, (incident) => meaningOf(incident, waits));
  const drop = [...gone.map(({ id }) => id), ...unfit];
  [...drop, ...foreign.map(({ id }) => id)].forEach(jump.forget);
  const told = [...fresh, ...waiting.filter(jump.wait)];
  if (rows.change({ put: [...same, ...changed, ...fresh], drop, isReading: waits })) showEdge(rows.last);
  tell(told.filter((incident) => incident.state === 'OPEN'), changed);
  showEmptiness();
}

/** Only the server knows whether words and facets fit: what it does not find among the newest, and would have, does not. */
function takeFound(page, news) {
  const found = new Set(page.items.map(({ id }) => id));
  const last = page.older ? page.items.at(-1) : null;
  const unfit = [...news].filter((id) => {
    const known = rows.get(id);
    return known && !found.has(id) && (!last || newestFirst(known, last) < 0);
  });
  const isApart = last && rows.size > 0 && !page.items.some(({ id }) => rows.get(id));
  if (isApart && !jump.isUp && !isReading()) {
    rows.clear(); // so much is new that nothing says what is between
    showEdge(last);
  }
  take(page.items, unfit);
}

function takeNews(items) {
  const search = searchInAddress();
  if (search.size === 0) take(items);
  else newest.look(items, asked(search, state), loading.signal);
}

function showLoading() {
  const skeleton = () => html('li', { class: 'skeleton', 'aria-hidden': 'true' });
  status.replaceChildren(html('p', { class: 'unseen' }, texts.incidents.loading));
  status.setAttribute('aria-busy', 'true');
  list.replaceChildren(skeleton(), skeleton(), skeleton());
}

function showFailure(problem) {
  list.replaceChildren();
  status.replaceChildren(panel(texts.incidents.failed, sentence(problem), load));
}

async function load() {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  [rows, jump, newest].forEach((part) => part.clear());
  showEdge(null);
  showLoading();
  try {
    const page = await api.incidents({ query: asked(searchInAddress(), state) });
    if (signal.aborted) return; // another filter was chosen meanwhile
    rows.clear();
    rows.change({ put: page.items, isFresh: false });
    showEdge(page.older ? page.items.at(-1) : null);
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
  const from = edge;
  try {
    const page = await api.incidents({ query: asked(searchInAddress(), state), before: from.cursor });
    if (signal.aborted || edge !== from) return; // between this page and what is shown by now there would be a gap
    const first = page.items.find(({ id }) => !rows.get(id));
    if (rows.extend(page.items)) jump.leave();
    showEdge(page.older ? page.items.at(-1) : null);
    rows.row(first?.id)?.querySelector('a').focus({ preventScroll: true });
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

/** Acknowledges the incident of the row that has the focus; news then show it, or the strip that it waits. */
async function acknowledgeRow() {
  const id = document.activeElement.closest('[data-incident]')?.dataset.incident;
  const { name, mayDecide } = await signedIn;
  const seen = rows.get(id);
  if (!mayDecide || seen?.state !== 'OPEN') return;
  tellResult('');
  try {
    const changed = await acknowledgeOrKeep(name, { id, version: `"${seen.version}"` });
    if (!changed) announce(texts.waiting.here);
  } catch (problem) {
    tellResult(sentence(problem), true);
  }
}

older.addEventListener('click', loadOlder);
walkWithKeys();
doWith('a', texts.keys.acknowledge, acknowledgeRow);
pressWith('n', 'jump', texts.keys.newest);
pressWith('/', 'q', texts.keys.search);
const signedIn = openPage('incidents');
const search = searchForm({ state: () => state, onChange: load });
signedIn.catch(() => {}); // what the page itself asks for fails, too, and says so
load();
