/** Says what happened in the list to people who do not look: summed up, and not more often than one can listen. */
import { announce } from '../page.js';
import { texts, what, where } from '../texts.js';

const LISTENING_MS = 5000;
const words = texts.incidents;

function named(incident) {
  return { what: what(incident.label), where: where(incident), state: texts.states[incident.state] };
}

function summedUp(incidents, one, many) {
  if (incidents.length === 0) return [];
  return [incidents.length === 1 ? one(named(incidents[0])) : many({ count: incidents.length })];
}

/** @returns a function that takes lists of incidents: those that are new, and those whose state changed */
export function tidings() {
  let fresh = [];
  let changed = [];
  let isListening = false;

  function say() {
    const sentences = [...summedUp(fresh, words.fresh, words.manyFresh), ...summedUp(changed, words.changed, words.manyChanged)];
    fresh = [];
    changed = [];
    isListening = sentences.length > 0;
    if (!isListening) return;
    announce(sentences.join('. '));
    setTimeout(say, LISTENING_MS);
  }

  return (moreFresh, moreChanged) => {
    fresh.push(...moreFresh);
    changed.push(...moreChanged);
    if (!isListening) say();
  };
}
