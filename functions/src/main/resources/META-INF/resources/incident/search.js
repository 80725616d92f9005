/** Narrows the list: words, facets with counts, kept filters, export. Everything is in the address, so a link holds it. */
import { api, Problem } from '../api.js';
import { byId, html } from '../dom.js';
import { announce, sentence } from '../page.js';
import { readable, ruleName, texts, whole } from '../texts.js';

const words = texts.search;
const FACETS = ['site', 'severity', 'verdict', 'rule', 'zone', 'camera', 'assignee', 'day'];
const NAMES = ['q', ...FACETS];
const TIMEZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the address asks for beside the state. */
export function searchInAddress() {
  const asked = new URLSearchParams(location.search);
  const search = new URLSearchParams();
  for (const name of NAMES) for (const value of asked.getAll(name)) if (value) search.append(name, value);
  return search;
}

/** The same as the server wants it: days are of this browser's clock on the wall. */
export function asked(search, state) {
  const query = new URLSearchParams(search);
  if (state) query.set('state', state);
  if (query.has('day')) query.set('timezone', TIMEZONE);
  return query;
}

function nameOf(facet, name) {
  if (facet === 'severity') return texts.severities[name] ?? name;
  if (facet === 'verdict') return texts.review.verdicts[name] ?? name;
  if (facet === 'rule') return ruleName(name);
  return facet === 'zone' || facet === 'site' ? readable(name) : name;
}

function value(facet, { value: name, incidents }, isChosen) {
  const box = html('input', { type: 'checkbox', name: facet, value: name, checked: isChosen });
  const shown = nameOf(facet, name);
  return html('label', {}, box, html('span', {}, shown), html('span', { class: 'count' }, whole(incidents)));
}

function group(facet, counts, chosen) {
  const missing = chosen.filter((name) => !counts.some((one) => one.value === name)).map((name) => ({ value: name, incidents: 0 }));
  const all = [...counts, ...missing];
  if (all.length === 0) return null;
  const labels = all.map((one) => value(facet, one, chosen.includes(one.value)));
  return html('fieldset', { class: 'facet' }, html('legend', {}, words.facets[facet]), ...labels);
}

/** @param onChange called after the address says what is searched; @param state asks for the chosen state */
export function searchForm({ state, onChange }) {
  const form = byId('search');
  const facets = byId('facets');
  const kept = byId('kept');
  const details = byId('narrow');
  let known = [];

  function set(search) {
    const query = new URLSearchParams(search);
    if (state()) query.set('state', state());
    history.replaceState(null, '', query.size ? `/?${query}` : '/');
    show();
    onChange();
  }

  function chosen() {
    const search = new URLSearchParams();
    const text = byId('q').value.trim();
    if (text) search.set('q', text);
    for (const box of facets.querySelectorAll(':checked')) search.append(box.name, box.value);
    return search;
  }

  async function showFacets() {
    const search = searchInAddress();
    try {
      const { facets: counts, ofNewest } = await api.facets(asked(search, state()));
      const groups = FACETS.map((facet) => group(facet, counts[facet] ?? [], search.getAll(facet))).filter(Boolean);
      facets.replaceChildren(...(ofNewest ? [html('p', { class: 'muted' }, words.ofNewest({ count: ofNewest }))] : []), ...groups);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      facets.replaceChildren(html('p', { class: 'field-error' }, sentence(problem)));
    }
  }

  function show() {
    const search = searchInAddress();
    const count = [...search.keys()].filter((name) => name !== 'q').length;
    byId('q').value = search.get('q') ?? '';
    byId('narrow-title').textContent = count ? words.narrowed({ count }) : words.narrow;
    byId('export').href = `/api/v1/incidents/export.csv?${asked(search, state())}`;
    byId('clear').hidden = search.size === 0;
    if (details.open) showFacets();
  }

  async function showKept() {
    ({ items: known } = await api.savedFilters());
    kept.replaceChildren(html('option', { value: '' }, words.kept), ...known.map(({ name }) => html('option', { value: name }, name)));
    byId('kept-row').hidden = known.length === 0;
  }

  async function keep(event) {
    event.preventDefault();
    const name = byId('keep-name').value.trim();
    if (!name) return byId('keep-name').focus();
    try {
      await api.keepFilter(name, String(asked(searchInAddress(), state())), known.find((one) => one.name === name));
      await showKept();
      byId('keep-form').reset();
      byId('keep').open = false;
      byId('keep-message').textContent = '';
      announce(words.isKept({ name }));
    } catch (problem) {
      byId('keep-message').textContent = sentence(problem);
    }
  }

  function use() {
    const filter = known.find((one) => one.name === kept.value);
    if (filter) location.assign(`/?${filter.query}`);
  }

  async function forget() {
    const filter = known.find((one) => one.name === kept.value);
    if (filter) await api.forgetFilter(filter).then(showKept, (problem) => announce(sentence(problem)));
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    set(chosen());
  });
  byId('q').addEventListener('search', () => set(chosen()));
  facets.addEventListener('change', () => set(chosen()));
  byId('clear').addEventListener('click', () => set(new URLSearchParams()));
  details.addEventListener('toggle', () => details.open && showFacets());
  byId('keep-form').addEventListener('submit', keep);
  kept.addEventListener('change', use);
  byId('forget').addEventListener('click', forget);
  show();
  showKept().catch((problem) => announce(sentence(problem)));
  return { show };
}
