import { html } from '../dom.js';
import { readable, texts } from '../texts.js';
import { clock } from '../time.js';

const words = texts.audit;
const INCIDENT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const OF_INCIDENTS = ['INCIDENT_CHANGED', 'EVIDENCE_READ', 'EVIDENCE_EXPORTED', 'EVIDENCE_SENT'];

/** What can be done with a record's subject: narrow the log to it, open it, take its evidence. */
function links({ action, subject }, onPackage) {
  const narrowed = html('a', { href: `?${new URLSearchParams({ subject })}` }, words.all);
  if (!OF_INCIDENTS.includes(action) || !INCIDENT.test(subject)) return [narrowed];
  const button = html('button', { type: 'button' }, words.package.start);
  button.addEventListener('click', () => onPackage(subject, button));
  return [narrowed, html('a', { href: `/incident/view.html?id=${subject}` }, words.incident), button];
}

/** A line of the log. */
export function recordRow(record, onPackage) {
  const { at, actor, action, subject, device, camera, detail, lane, number, hash } = record;
  return html(
    'li',
    { class: 'card record', 'data-action': action },
    html(
      'div',
      {},
      html('strong', {}, words.actions[action] ?? readable(action)),
      html('span', { class: 'muted' }, clock(at), ' · ', actor || words.itself),
      html('span', { class: 'muted', title: hash }, words.chain({ lane: String(lane), number, hash: hash.slice(0, 12) })),
    ),
    html('div', {}, html('span', {}, subject, device ? ` · ${device}/${camera}` : ''), detail ? html('span', { class: 'said' }, detail) : null),
    html('span', { class: 'actions' }, ...links(record, onPackage)),
  );
}
