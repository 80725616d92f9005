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
