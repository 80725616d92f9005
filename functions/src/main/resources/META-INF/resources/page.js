/** What every signed-in page has: its header, who is signed in, the line's state and the announcer. */
import { api, pause, Problem } from './api.js';
import { byId, html } from './dom.js';
import { buildHeader, homeElsewhere, isAmong } from './header.js';
import { showKeys } from './keys.js';
import { waitingStrip } from './review/strip.js';
import { fillTexts, texts } from './texts.js';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15000;
const DECIDING = ['site-engineer', 'admin'];
const header = byId('header');
const banner = html('p', { id: 'connection', class: 'connection', role: 'status', hidden: true });
const announcer = html('p', { id: 'announcer', class: 'unseen', role: 'status' });
header.before(html('a', { class: 'skip', href: '#content' }, texts.skip));
const strips = html('div', { class: 'strips' }, banner);
header.after(strips, announcer);

/** Asks who is signed in until somebody answers: what waits to be sent has to know. */
async function whoIsHere(waiting) {
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
    try {
      const me = await api.me();
      showLink(true);
      return me;
    } catch (problem) {
      if (!problem.isForLater) throw problem;
      showLink(false);
      waiting.ofAnybody();
      await pause(Math.max(wait, problem.restMs));
    }
  }
}

/** Builds the header and asks who is here; without a link that takes until there is one. @returns {Promise<{name, roles, mayDecide, isAdmin}>} */
export async function openPage(current) {
  fillTexts();
  const showAccount = buildHeader(current, showKeys);
  const waiting = waitingStrip(strips);
  const me = await whoIsHere(waiting);
  const home = homeElsewhere(current, me.roles);
  if (home) location.replace(home);
  showAccount(me);
  waiting.of(me.name);
  return { ...me, mayDecide: isAmong(me.roles, DECIDING), isAdmin: me.roles.includes('admin') };
}

/** Says something to people who do not look: read out politely, and never twice the same in a row. */
export function announce(text) {
  announcer.textContent = announcer.textContent === text ? `${text}\u00a0` : text;
}

/** Shows whether the server is reached. */
export function showLink(isUp) {
  if (isUp === banner.hidden) return;
  banner.hidden = isUp;
  banner.textContent = isUp ? '' : texts.connection.lost;
  if (isUp) announce(texts.connection.back);
  dispatchEvent(new CustomEvent('link', { detail: isUp }));
}

/** One sentence for a person about what went wrong. */
export function sentence(problem) {
  if (!(problem instanceof Problem)) throw problem;
  if (problem.isOffline) return texts.problem.offline;
  if (problem.isOtherPerson) return texts.problem.otherPerson;
  return problem.message || texts.problem.unknown({ status: problem.status });
}

/** A panel for "nothing here" and "it failed"; `retry` adds the button that tries again, as does the link when it is back. */
export function panel(heading, text, retry) {
  const button = retry && html('button', { type: 'button' }, texts.problem.retry);
  button?.addEventListener('click', retry);
  const shown = html('div', { class: retry ? 'panel panel-failed' : 'panel' }, html('h2', {}, heading), html('p', {}, text), button);
  if (retry) addEventListener('online', () => shown.isConnected && retry(), { once: true });
  return shown;
}

addEventListener('pageshow', (event) => event.persisted && location.reload()); // the long poll did not survive
navigator.serviceWorker?.register('/sw.js').catch(() => {}); // without it the pages need a link, and nothing else

/** Tells in the page's own place for it what came of something, until something else is told. */
export function tell(text, isFailure = false) {
  const message = byId('message');
  message.textContent = text;
  message.hidden = !text;
  message.classList.toggle('notice-error', isFailure);
}
