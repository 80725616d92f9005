import { html } from '../dom.js';
import { what, where } from '../texts.js';
import { ago, clock } from '../time.js';
import { severityBadge, stateBadge, workBadges } from './badges.js';
import { thumbnail } from './thumbnail.js';

/** One incident in the list: the whole row is one link, 44 px high at least. */
export function incidentRow(incident) {
  const words = html(
    'span',
    { class: 'words' },
    html('strong', {}, what(incident.label)),
    html('span', { class: 'muted' }, where(incident)),
    html('span', { class: 'when' }, ago(incident.capturedAt), ' · ', clock(incident.capturedAt)),
    html('span', { class: 'chips' }, severityBadge(incident.severity), stateBadge(incident.state), ...workBadges(incident)),
  );
  const link = html('a', { href: `/incident/view.html?id=${encodeURIComponent(incident.id)}` }, thumbnail(incident), words);
  return html('li', { 'data-incident': incident.id, 'data-state': incident.state }, link);
}
