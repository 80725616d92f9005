/** What was sent to whom, and when; read again when an incident has news. */
import { api, follow } from '../api.js';
import { byId, html } from '../dom.js';
import { openPage, panel, sentence, showLink } from '../page.js';
import { texts } from '../texts.js';
import { ago, clock } from '../time.js';

const words = texts.notifications;
const status = byId('status');
const list = byId('notifications');

function row(notification) {
  const { incidentId, state, sentAt, createdAt } = notification;
  const when = sentAt ?? createdAt;
  return html(
    'li',
    { class: 'card', 'data-notification': notification.id },
    html('strong', {}, notification.subject),
    html('span', { class: `badge delivery-${state.toLowerCase()}` }, words.states[state] ?? state),
    html('span', { class: 'muted' }, words.to(notification.recipient, notification.channel)),
    html('span', { class: 'when' }, ago(when), ' · ', clock(when)),
    html('p', {}, notification.text),
    html('a', { href: `/incident/view.html?id=${encodeURIComponent(incidentId)}` }, words.open),
  );
}

async function load() {
  const { items } = await api.notifications();
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

openPage('notifications').catch((problem) => problem.isOffline && showLink(false));
open();
