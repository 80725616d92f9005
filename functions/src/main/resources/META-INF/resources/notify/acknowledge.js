/** What a one-tap link opens: says what it is about, and acknowledges when somebody taps. The link's secret is after the #. */
import { api, Problem } from '../api.js';
import { byId } from '../dom.js';
import { fillTexts, texts } from '../texts.js';
import { ago } from '../time.js';

const words = texts.acknowledge;
const token = location.hash.slice(1);
const button = byId('acknowledge');
const message = byId('message');

function tell(text, isFailure) {
  message.textContent = text;
  message.hidden = !text;
  message.classList.toggle('notice-error', isFailure);
}

function show(subject) {
  byId('what').textContent = texts.what(subject.label);
  byId('where').replaceChildren(`${texts.where(subject)} · `, ago(subject.capturedAt));
  byId('open').href = `/incident/view.html?id=${encodeURIComponent(subject.id)}`;
  button.hidden = subject.state !== 'OPEN';
  if (subject.state === 'ACKNOWLEDGED') tell(texts.review.acknowledgedBy(subject.acknowledgedBy ?? ''), false);
  if (subject.state === 'RESOLVED') tell(words.resolved, false);
}

function fail(problem) {
  if (!(problem instanceof Problem)) throw problem;
  if (!byId('where').textContent) byId('what').textContent = words.title;
  tell(problem.isOffline ? texts.problem.offline : problem.message, true);
}

async function acknowledge() {
  button.disabled = true;
  try {
    show(await api.acknowledgeByLink(token));
  } catch (problem) {
    fail(problem);
  } finally {
    button.disabled = false;
  }
}

fillTexts();
button.addEventListener('click', acknowledge);
if (token) api.subjectOfLink(token).then(show, fail);
else fail(new Problem(400, { detail: words.noToken }));
