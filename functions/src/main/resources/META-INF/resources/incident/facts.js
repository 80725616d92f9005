import { html } from '../dom.js';
import { percent, readable, ruleName, texts } from '../texts.js';
import { clock, secondsBetween } from '../time.js';

const words = texts.incident.facts;

function fact(name, value, ...small) {
  return html('div', {}, html('dt', {}, name), html('dd', {}, value, ...small.map((text) => html('small', {}, text))));
}

function instant(name, iso, since) {
  if (!iso) return fact(name, words.notYet);
  return fact(name, clock(iso), words.after({ seconds: secondsBetween(since, iso) }));
}

/** Fills the list of facts: what was seen, where, by which model, and how long it took to get here. */
export function showFacts(list, incident) {
  const { zone, model, subject } = incident;
  const modelName = html('span', { title: `SHA-256 ${model.sha256}` }, `${model.name} ${model.version}`);
  list.replaceChildren(
    fact(words.captured, clock(incident.capturedAt)),
    fact(words.ended, incident.endedAt ? clock(incident.endedAt) : words.lasting),
    fact(words.camera, incident.camera, words.device({ device: incident.device })),
    fact(words.zone, readable(zone.name), words.anchor[zone.anchor.toUpperCase()] ?? zone.anchor),
    fact(words.rule, ruleName(incident.rule)),
    fact(words.score, percent(subject.score), subject.label),
    fact(words.model, modelName, model.sha256.slice(0, 12)),
    instant(words.received, incident.receivedAt, incident.capturedAt),
    instant(words.notified, incident.notifiedAt, incident.capturedAt),
  );
}

/** The link to everything that the model saw; empty until the device has stored it. */
export function showDetections(place, incident) {
  const detections = incident.evidence.detections;
  place.replaceChildren(...(detections ? [html('a', { href: detections.url, download: '' }, words.detections)] : []));
}
