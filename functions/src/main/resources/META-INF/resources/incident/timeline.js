import { html } from '../dom.js';
import { readable, texts } from '../texts.js';
import { clock } from '../time.js';

/** What a line says beside its kind; of evidence the file's name, in the reader's words. */
function said({ kind, text }) {
  return kind === 'EVIDENCE_STORED' ? (texts.incident.stored[text] ?? text) : text;
}

function line(entry) {
  const { at, by, kind, text } = entry;
  return html(
    'li',
    { 'data-kind': kind },
    html('strong', {}, texts.incident.kinds[kind] ?? readable(kind)),
    html('span', { class: 'muted' }, clock(at), by ? ` · ${by}` : null),
    text ? html('span', { class: 'said' }, said(entry)) : null,
  );
}

/** What happened, oldest first. */
export function showTimeline(list, incident) {
  list.replaceChildren(...incident.timeline.map(line));
}
