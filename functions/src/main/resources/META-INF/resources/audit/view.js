/** The audit log: browsed, checked as a whole, and the evidence of an incident taken away. */
import { api } from '../api.js';
import { byId, html } from '../dom.js';
import { walkWithKeys } from '../keys.js';
import { openPage, panel, sentence, showLink, tell } from '../page.js';
import { download, save, work } from '../progress.js';
import { texts } from '../texts.js';
import { keyPart } from './key.js';
import { recordRow } from './record.js';

const words = texts.audit;
const FIELDS = ['subject', 'actor', 'action', 'since', 'until'];
const PAGE = 25; // records a page: a phone's thumb has to pass them
const TIMES = ['since', 'until'];
const status = byId('status');
const list = byId('records');
const older = byId('older');
let before = null;

/** What the form says, as the server wants it: times with their zone, empty fields not at all. */
function asked() {
  const query = new URLSearchParams({ limit: PAGE });
  for (const name of FIELDS) {
    const value = byId(name).value.trim();
    if (value) query.set(name, TIMES.includes(name) ? new Date(value).toISOString() : value);
  }
  return query;
}

/** Keeps what is asked in the address, so that a link holds it; the access report is narrowed alike. */
function noteAsked() {
  const report = asked();
  for (const name of ['limit', 'action']) report.delete(name);
  byId('access').href = `/api/v1/audit/access.csv?${report}`;
  const query = new URLSearchParams(FIELDS.map((name) => [name, byId(name).value.trim()]).filter(([, value]) => value));
  history.replaceState(null, '', query.size ? `?${query}` : location.pathname);
}

function add(page) {
  list.append(...page.items.map((record) => recordRow(record, takePackage)));
  before = page.older;
  older.hidden = !before;
}

async function load() {
  status.setAttribute('aria-busy', 'true');
  noteAsked();
  try {
    const page = await api.auditRecords(asked());
    list.replaceChildren();
    add(page);
    status.replaceChildren(...(page.items.length === 0 ? [panel(...words.empty)] : []));
    showLink(true);
  } catch (problem) {
    status.replaceChildren(panel(words.failed, sentence(problem), load));
  } finally {
    status.setAttribute('aria-busy', 'false');
  }
}

async function loadOlder() {
  older.disabled = true;
  const first = list.children.length;
  const query = asked();
  query.set('before', before);
  await api.auditRecords(query).then(add, (problem) => tell(sentence(problem), true));
  older.disabled = false;
  list.children[first]?.querySelector('a').focus();
}

async function takePackage(incident, button) {
  button.disabled = true;
  tell('');
  byId('package-progress').scrollIntoView({ block: 'nearest' });
  try {
    byId('package-progress').replaceChildren(html('p', { role: 'status' }, words.package.packing));
    save(await download(await api.evidencePackage(incident), byId('package-progress')), `evidence-${incident}.zip`);
    tell(words.package.done);
  } catch (problem) {
    byId('package-progress').replaceChildren();
    tell(sentence(problem), true);
  } finally {
    button.disabled = false;
  }
}

function showVerdict(findings, records) {
  const isWhole = findings.length === 0;
  byId('verdict').replaceChildren(
    html('p', { class: isWhole ? 'notice' : 'notice notice-error' }, isWhole ? words.verify.whole({ count: records }) : words.verify.broken({ count: findings.length })),
    ...(isWhole ? [] : [html('ul', { class: 'findings' }, ...findings.map((finding) => html('li', {}, finding)))]),
  );
}

/** Chain after chain, so that it shows how far it is and can be stopped. */
async function verify() {
  const button = byId('verify');
  button.disabled = true;
  byId('verdict').replaceChildren();
  let records = 0;
  const findings = [];
  try {
    const { chains } = await api.auditChains();
    const isDone = await work({
      place: byId('progress'),
      stop: byId('stop'),
      parts: chains,
      size: chains.reduce((sum, { records: length }) => sum + length, 0),
      sentence: words.verify.progress,
      async step({ lane }) {
        const report = await api.verifyChain(lane);
        records += report.records;
        findings.push(...report.findings);
        return report.records;
      },
    });
    byId('progress').replaceChildren();
    if (isDone) showVerdict([...new Set(findings)], records);
    else byId('verdict').replaceChildren(html('p', { class: 'muted' }, words.verify.stopped));
  } catch (problem) {
    byId('progress').replaceChildren();
    byId('verdict').replaceChildren(html('p', { class: 'notice notice-error' }, sentence(problem)));
  } finally {
    button.disabled = false;
  }
}

/** What packages are compared with. */
async function showKeys() {
  const keys = byId('keys');
  try {
    const { former, ...present } = await api.auditKey();
    keys.replaceChildren(keyPart(present, words.key.present), ...former.map((one) => keyPart(one, words.key.former)));
  } catch (problem) {
    keys.replaceChildren(panel(words.failed, sentence(problem), showKeys));
  }
}

const option = (value, text) => html('option', { value }, text);
byId('action').append(option('', words.anyAction), ...Object.entries(words.actions).map(([name, text]) => option(name, text)));
for (const [name, value] of new URLSearchParams(location.search)) if (FIELDS.includes(name)) byId(name).value = value;
byId('narrowing').open = asked().size > 1; // more than the page's length
byId('narrow').addEventListener('submit', (event) => {
  event.preventDefault();
  load();
});
byId('verify').addEventListener('click', verify);
byId('key').addEventListener('toggle', () => byId('key').open && showKeys());
older.addEventListener('click', loadOlder);
walkWithKeys();
openPage('audit').catch(() => {}); // what the page itself asks for fails, too, and says so
load();
