/** What was sent to whom, and when; read again when an incident has news. */
import { api, follow } from '../api.js';
import { byId, html } from '../dom.js';
import { walkWithKeys } from '../keys.js';
import { openPage, panel, sentence, showLink } from '../page.js';
import { texts } from '../texts.js';
import { ago, clock } from '../time.js';
import { reasonWords } from './reason.js';

const words = texts.notifications;
const status = byId('status');
const list = byId('notifications');
const STATES = { '': [], SENT: ['SENT', 'DELIVERED'], SUPPRESSED: ['SUPPRESSED', 'HELD'], FAILED: ['FAILED'] };

/** Why it was not sent, failed, or is tried again: said as plainly as whom it went to. */
function why(notification) {
  const { suppressedBy, attempts, state } = notification;
  const reason = reasonWords(notification);
  if (!reason) return null;
  const name = words.why[suppressedBy];
  const tries = attempts > 1 && state !== 'SUPPRESSED' ? ` (${words.attempts({ count: attempts })})` : '';
  return html('p', { class: 'why' }, name ? html('strong', {}, `${name}: `) : null, reason + tries);
}

/** To whom and how; other systems are their own channel, `webhook:NAME`. */
function whom({ recipient, channel }) {
  if (!recipient) return words.toNobody;
  const [kind, name] = (channel ?? '').split(':');
  return words.to({ recipient: name ?? recipient, channel: texts.channels[kind] ?? kind });
}

function row(notification) {
  const { incidentId, state, kind, sentAt, createdAt } = notification;
  const when = sentAt ?? createdAt;
  return html(
    'li',
    { class: 'card', 'data-notification': notification.id, 'data-state': state },
    html('strong', {}, words.kinds[kind] ? `${words.kinds[kind]}: ` : null, notification.subject ?? ''),
    html('span', { class: `badge delivery-${state.toLowerCase()}` }, words.states[state] ?? state),
    html('span', { class: 'muted' }, whom(notification)),
    html('span', { class: 'when' }, ago(when), ' · ', clock(when)),
    why(notification),
    html('p', {}, notification.text ?? ''),
    incidentId ? html('a', { href: `/incident/view.html?id=${encodeURIComponent(incidentId)}` }, words.open) : null,
  );
}

function statesShown() {
  const asked = new URLSearchParams(location.search).get('state') ?? '';
  return asked in STATES ? asked : '';
}

function layOutFilters(form) {
  for (const [state, name] of Object.entries(words.filters)) {
    const radio = html('input', { type: 'radio', name: 'state', value: state, checked: state === statesShown() });
    form.querySelector('fieldset').append(html('label', {}, radio, html('span', {}, name)));
  }
  form.addEventListener('change', ({ target }) => {
    history.replaceState(null, '', target.value ? `?state=${target.value}` : location.pathname);
    load().catch((problem) => status.replaceChildren(panel(words.failed, sentence(problem), open)));
  });
}

async function load() {
  const { items } = await api.notifications(STATES[statesShown()]);
  list.replaceChildren(...items.map(row));
  status.replaceChildren(...(items.length === 0 ? [panel(...words.empty)] : []));
}

async function open() {
  status.replaceChildren(html('p', { class: 'unseen' }, words.loading));
  try {
    const { news } = await api.incidents({ limit: 1 });
    await load();
    follow(news, { signal: new AbortController().signal, onNews: load, onLink: showLink });
  } catch (problem) {
    status.replaceChildren(panel(words.failed, sentence(problem), open));
  } finally {
    status.setAttribute('aria-busy', 'false');
  }
}

layOutFilters(byId('filters'));
walkWithKeys();
openPage('notifications').catch(() => {}); // what the page itself asks for fails, too, and says so
open();
