import { html } from '../dom.js';
import { texts } from '../texts.js';

/** How fast somebody should look: a coloured shape and its word. */
export function severityBadge(severity) {
  return html('span', { class: `badge severity-${severity.toLowerCase()}` }, texts.severities[severity] ?? severity);
}

/** How far people have got. */
export function stateBadge(state) {
  return html('span', { class: `badge state-${state.toLowerCase()}` }, texts.states[state] ?? state);
}

/** Whose work it is, and whether nobody answered in time. */
export function workBadges({ assignedTo, escalations }) {
  const escalated = escalations > 0 && html('span', { class: 'badge escalated' }, texts.work.escalated({ count: escalations }));
  const assigned = assignedTo && html('span', { class: 'badge' }, texts.work.assignedTo({ name: assignedTo }));
  return [escalated, assigned].filter(Boolean);
}
