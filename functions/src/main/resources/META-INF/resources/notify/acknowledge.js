/**
 * What a one-tap link opens: says what it is about, and acknowledges when somebody taps. The link's secret is after the
 * #. With no way to the server the tap is not lost: it is sent as soon as there is one, while this page is open.
 */
import { api, Problem } from '../api.js';
import { byId } from '../dom.js';
import { severityBadge, stateBadge } from '../incident/badges.js';
import { fillTexts, texts, what, where } from '../texts.js';
import { ago, clock } from '../time.js';

const words = texts.acknowledge;
const AGAIN_MS = 10000;
const token = location.hash.slice(1);
const button = byId('acknowledge');
const message = byId('message');
let isWaiting = false;

function tell(text, kind = '') {
  message.textContent = text;
  message.hidden = !text;
  message.className = `notice ${kind}`;
}

function show(subject) {
  byId('what').textContent = what(subject.label);
  byId('where').replaceChildren(where(subject));
  byId('when').replaceChildren(ago(subject.capturedAt), ' · ', clock(subject.capturedAt));
  byId('chips').replaceChildren(severityBadge(subject.severity), stateBadge(subject.state));
  byId('open').href = `/incident/view.html?id=${encodeURIComponent(subject.id)}`;
  button.hidden = subject.state !== 'OPEN';
  if (subject.state === 'ACKNOWLEDGED') tell(texts.review.acknowledgedBy({ name: subject.acknowledgedBy ?? '' }));
  if (subject.state === 'RESOLVED') tell(words.resolved);
}

function fail(problem) {
  if (!(problem instanceof Problem)) throw problem;
  if (!byId('where').textContent) byId('what').textContent = words.title;
  tell(problem.isOffline ? texts.problem.offline : problem.message, 'notice-error');
}

async function acknowledge() {
  button.disabled = true;
  try {
    const subject = await api.acknowledgeByLink(token);
    isWaiting = false;
    show(subject);
  } catch (problem) {
    isWaiting = problem instanceof Problem && problem.isForLater;
    if (isWaiting) tell(words.waiting, 'notice-waiting');
    else fail(problem);
  } finally {
    button.disabled = isWaiting;
  }
}

const again = () => isWaiting && acknowledge();

fillTexts();
button.addEventListener('click', acknowledge);
addEventListener('online', again);
setInterval(again, AGAIN_MS);
if (token) api.subjectOfLink(token).then(show, fail);
else fail(new Problem(400, { detail: words.noToken }));
