/**
 * Acknowledgements that could not be sent yet. They are kept in this browser, without anything about the incident but
 * its id and version, and sent under the key of their first attempt as soon as the server is reached: once, however
 * often it takes. One that is refused stays until its person has read why.
 */
import { api, intention, Problem } from '../api.js';

const PLACE = 'sitewarden.waiting';
const AGAIN_MS = 15000;

function read() {
  return JSON.parse(localStorage.getItem(PLACE) ?? '[]');
}

function write(entries) {
  if (entries.length === 0) localStorage.removeItem(PLACE);
  else localStorage.setItem(PLACE, JSON.stringify(entries));
  dispatchEvent(new CustomEvent('waiting'));
}

/** What this person's acknowledgements wait for: `{id, version, key, refused}`. */
export function waitingOf(person) {
  return read().filter(({ by }) => by === person);
}

/** How many wait in this browser, whoever made them. */
export function countWaiting() {
  return read().filter(({ refused }) => !refused).length;
}

/** Keeps one until it can be sent; a second of the same incident is the same, unless the first was refused. */
function keep(person, { id, version }, key) {
  const others = read().filter((entry) => entry.by !== person || entry.id !== id);
  if (waitingOf(person).some((entry) => entry.id === id && !entry.refused)) return;
  write([...others, { by: person, id, version, key }]);
}

/** Forgets one: it was sent, or its person knows that it was refused. */
export function forget(person, id) {
  write(read().filter((entry) => entry.by !== person || entry.id !== id));
}

function refuse(person, id, reason) {
  write(read().map((entry) => (entry.by === person && entry.id === id ? { ...entry, refused: reason } : entry)));
}

/** Acknowledges, or keeps it until that can be sent. @returns the incident then, or null if it waits */
export async function acknowledgeOrKeep(person, incident) {
  const key = intention();
  try {
    return await api.acknowledge(incident, key);
  } catch (problem) {
    if (!(problem instanceof Problem && problem.isForLater)) throw problem;
    keep(person, incident, key);
    return null;
  }
}

let restsUntil = 0; // the server wants to be left alone until then
let isOthers = false;

/** Whether by now somebody else is signed in than the one whose page this is: his must not be sent. */
export function isOthersTurn() {
  return isOthers;
}

function noteTurn(isOther) {
  if (isOther === isOthers) return;
  isOthers = isOther;
  dispatchEvent(new CustomEvent('waiting'));
}

/** @returns {Promise<boolean>} whether to go on with the next */
async function sendOne(person, entry) {
  try {
    await api.acknowledge(entry, entry.key);
    forget(person, entry.id);
    dispatchEvent(new CustomEvent('acknowledged', { detail: entry.id }));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    restsUntil = Date.now() + problem.restMs;
    if (problem.isOtherPerson) noteTurn(true);
    if (problem.isForLater || problem.isOtherPerson) return false;
    refuse(person, entry.id, problem.isConflict ? 'conflict' : problem.message);
  }
  return true;
}

/** The page may have slept while somebody else signed in; the server compares once more with each that is sent. */
async function isSignedIn(person) {
  try {
    const { name } = await api.me();
    noteTurn(name !== person);
    return name === person;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    restsUntil = Date.now() + problem.restMs;
    return false;
  }
}

async function sendAll(person) {
  if (!(await isSignedIn(person))) return;
  for (const entry of waitingOf(person).filter(({ refused }) => !refused)) {
    if (!(await sendOne(person, entry))) return;
  }
}

/** Sends what waits, in one window only where the browser can tell. */
async function send(person) {
  if (!navigator.onLine || Date.now() < restsUntil || waitingOf(person).every(({ refused }) => refused)) return;
  if (navigator.locks) await navigator.locks.request(PLACE, () => sendAll(person));
  else await sendAll(person);
}

/** From now on sends what waits whenever the server may be reached again. */
export function sendWhenPossible(person) {
  const attempt = () => send(person);
  addEventListener('online', attempt);
  addEventListener('link', ({ detail: isUp }) => isUp && attempt());
  addEventListener('storage', ({ key }) => key === PLACE && dispatchEvent(new CustomEvent('waiting')));
  setInterval(attempt, AGAIN_MS);
  return attempt();
}
