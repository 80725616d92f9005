/**
 * Acknowledgements that could not be sent yet. They are kept in this browser, without anything about the incident but
 * its id and version, and sent under the key of their first attempt as soon as the server is reached: once, however
 * often it takes. One that is refused stays until its person has read why.
 */
import { api, Problem } from '../api.js';

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

/** Keeps one until it can be sent; a second of the same incident is the same. */
export function keep(person, { id, version }, key) {
  if (read().some((entry) => entry.by === person && entry.id === id)) return;
  write([...read(), { by: person, id, version, key }]);
}

/** Forgets one: it was sent, or its person knows that it was refused. */
export function forget(person, id) {
  write(read().filter((entry) => entry.by !== person || entry.id !== id));
}

function refuse(person, id, reason) {
  write(read().map((entry) => (entry.by === person && entry.id === id ? { ...entry, refused: reason } : entry)));
}

/** Whether it is worth another attempt: nobody was reached, or the one who was could not. */
export function isForLater(problem) {
  return problem instanceof Problem && (problem.isOffline || [502, 503, 504].includes(problem.status));
}

/** @returns {Promise<boolean>} whether to go on with the next */
async function sendOne(person, entry) {
  try {
    await api.acknowledge(entry, entry.key);
    forget(person, entry.id);
    dispatchEvent(new CustomEvent('acknowledged', { detail: entry.id }));
  } catch (problem) {
    if (isForLater(problem)) return false;
    if (!(problem instanceof Problem)) throw problem;
    refuse(person, entry.id, problem.isConflict ? 'conflict' : problem.message);
  }
  return true;
}

async function sendAll(person) {
  for (const entry of waitingOf(person).filter(({ refused }) => !refused)) {
    if (!(await sendOne(person, entry))) return;
  }
}

/** Sends what waits, in one window only where the browser can tell. */
async function send(person) {
  if (!navigator.onLine || waitingOf(person).length === 0) return;
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
