import { html } from '../dom.js';
import { texts } from '../texts.js';

const words = texts.audit.key;

/** A key's half that anybody may have: what an auditor writes down, and what other programs read. */
export function keyPart({ fingerprint, pem }, heading) {
  return html(
    'section',
    { class: 'key' },
    html('h2', {}, heading),
    html('p', {}, words.fingerprint),
    html('pre', { class: 'code', tabindex: '0', 'aria-label': words.fingerprint }, fingerprint),
    html('p', {}, words.pem),
    html('pre', { class: 'code', tabindex: '0', 'aria-label': words.pem }, pem),
  );
}
