import { html } from '../dom.js';
import { reasonWords } from '../notify/reason.js';
import { readable, texts } from '../texts.js';
import { clock } from '../time.js';

/** A name that the server knows, then perhaps what somebody wrote, which stays as it is. */
function named(names, text) {
  const [, name, rest] = /^(\w+)(.*)$/s.exec(text) ?? [null, text, ''];
  return (names[name] ?? name) + rest;
}

/** What the server says in a sentence of its own; whatever looks otherwise, or is newer than this page, stays as it is. */
function sentence(shape, words, text) {
  const values = shape.exec(text)?.groups;
  return values ? words(values) : text;
}

/** To whom a message went, by which channel, and what became of it in the channel's own words. */
function toWhom(text) {
  const told = ({ channel, digest, ...others }) =>
    texts.incident[digest ? 'toByInDigest' : 'toBy']({ ...others, channel: texts.channels[channel] ?? channel });
  return sentence(/^to (?<who>\S+) by (?<channel>[a-z]+)(?::[a-z0-9]+)?(?<digest>, in a digest)?(?<more>.*)$/s, told, text);
}

const SAID = {
  EVIDENCE_STORED: (text) => named(texts.incident.stored, text),
  RESOLVED: (text) => named(texts.review.verdicts, text),
  RECLASSIFIED: (text) => named(texts.severities, text),
  NOTIFIED: toWhom,
  DELIVERED: toWhom,
  NOT_DELIVERED: toWhom,
  NOT_NOTIFIED: (reason, { whyNot }) => reasonWords({ reason, suppressedBy: whyNot?.code, reasonValues: whyNot?.values }),
  ASSIGNED: (text) => (text === 'to nobody' ? texts.incident.toNobody : sentence(/^to (?<who>.+)$/s, texts.incident.to, text)),
  UPDATED: (text) =>
    sentence(
      /^(?<severity>\w+), (?<objects>\d+) in the zone, (?<label>.+) (?<score>[\d.]+)$/,
      ({ severity, label, ...seen }) =>
        texts.incident.updated({ ...seen, severity: texts.severities[severity.toUpperCase()], label: readable(label) }),
      text,
    ),
  ESCALATED: (text) =>
    sentence(/^level (?<level>\d+): nobody acknowledged in (?<minutes>\d+) min$/, texts.incident.escalated, text),
};

/** What a line says beside its kind, in the reader's words. */
function said(entry) {
  const { kind, text } = entry;
  return SAID[kind]?.(text, entry) ?? text;
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
