import { html } from '../dom.js';
import { readable, texts } from '../texts.js';
import { clock } from '../time.js';

function line({ at, by, kind, text }) {
  return html(
    'li',
    { 'data-kind': kind },
    html('strong', {}, texts.incident.kinds[kind] ?? readable(kind)),
    html('span', { class: 'muted' }, clock(at), by ? ` · ${by}` : null),
    text ? html('span', { class: 'said' }, text) : null,
  );
}

/** What happened, oldest first. */
export function showTimeline(list, incident) {
  list.replaceChildren(...incident.timeline.map(line));
}
