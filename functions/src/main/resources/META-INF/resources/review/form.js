/** What people decide about an incident: acknowledge it, resolve it with a verdict, reopen it with a reason. */
import { api } from '../api.js';
import { byId, html } from '../dom.js';
import { announce, sentence } from '../page.js';
import { texts } from '../texts.js';
import { acknowledgeOrKeep, waitingOf } from './waiting.js';

const words = texts.review;
const resolution = byId('resolution');
const reopening = byId('reopening');
const message = byId('message');

function hint(verdict, label) {
  return (verdict === 'CONFIRMED' && texts.confirmed[label]) || words.hints[verdict];
}

function layOutVerdicts(label) {
  const fieldset = resolution.querySelector('.verdicts');
  for (const [verdict, name] of Object.entries(words.verdicts)) {
    const radio = html('input', { id: `verdict-${verdict}`, type: 'radio', name: 'verdict', value: verdict, 'aria-describedby': 'verdict-error' });
    const text = html('span', {}, html('strong', {}, name), html('small', {}, hint(verdict, label)));
    fieldset.append(html('label', { class: `verdict verdict-${verdict.toLowerCase()}` }, radio, text));
  }
}

function tell(text, isFailure = false) {
  message.hidden = !text;
  message.textContent = text;
  message.classList.toggle('notice-error', isFailure);
  if (isFailure) message.focus();
  else if (text) announce(text);
}

function complain(id, text) {
  const error = byId(id);
  error.textContent = text;
  error.hidden = !text;
}

function showJudgement(incident) {
  const verdict = byId('judgement');
  verdict.textContent = words.verdicts[incident.verdict];
  verdict.className = `judgement verdict-${incident.verdict.toLowerCase()}`;
  byId('judgement-comment').textContent = incident.comment ?? '';
  byId('judgement-comment').hidden = !incident.comment;
  byId('judge').textContent = words.resolvedBy({ name: incident.resolvedBy });
}

/** @param reload asks the server for the newest version; onChanged takes the answer to a change */
export function reviewForm({ reload, onChanged }) {
  let incident = null;
  let me = { name: '', mayDecide: false };

  function isWaiting() {
    return waitingOf(me.name).some(({ id, refused }) => id === incident.id && !refused);
  }

  function show(shown) {
    if (!incident) layOutVerdicts(shown.label);
    incident = shown;
    const isResolved = incident.state === 'RESOLVED';
    resolution.hidden = isResolved || !me.mayDecide || Boolean(incident.partOf);
    byId('judged').hidden = !isResolved;
    byId('reopen').hidden = !isResolved || !me.mayDecide;
    byId('read-only').hidden = me.mayDecide;
    byId('no-verdict').hidden = me.mayDecide || isResolved;
    byId('review-title').textContent = isResolved || !me.mayDecide ? words.resolvedTitle : words.title;
    byId('acknowledge').hidden = incident.state !== 'OPEN' || isWaiting();
    byId('acknowledge-waits').hidden = !isWaiting();
    if (isResolved) showJudgement(incident);
  }

  /** Somebody else decided since this view was made: show what he decided, and leave the next step to a person. */
  async function conflicted() {
    const newest = await reload();
    tell(words.conflict({ state: texts.states[newest.state] }), true);
  }

  /** Sends one change; the form's buttons rest until the server has answered. */
  async function send(what, call) {
    const buttons = document.querySelectorAll('#review button');
    buttons.forEach((button) => (button.disabled = true));
    tell('');
    try {
      const changed = await call();
      if (!changed) return show(incident); // it waits, and the page says so
      onChanged(changed);
      tell(words.done[what]);
      resolution.reset();
      reopening.reset();
      byId('reopen').open = false;
    } catch (problem) {
      if (problem.isConflict) await conflicted().catch((failure) => tell(sentence(failure), true));
      else tell(problem.isOffline ? words.offline : sentence(problem), true);
    } finally {
      buttons.forEach((button) => (button.disabled = false));
    }
  }

  /** With no way to the server it is kept, and sent by itself later. */
  const acknowledge = () => send('acknowledgement', () => acknowledgeOrKeep(me.name, incident));

  function resolve(event) {
    event.preventDefault();
    const verdict = new FormData(resolution).get('verdict');
    complain('verdict-error', verdict ? '' : words.choose);
    if (!verdict) return resolution.querySelector('[name=verdict]').focus();
    return send('resolution', () => api.resolve(incident, verdict, byId('comment').value.trim()));
  }

  function reopen(event) {
    event.preventDefault();
    const reason = byId('reason').value.trim();
    complain('reason-error', reason ? '' : words.reasonMissing);
    if (!reason) return byId('reason').focus();
    return send('reopening', () => api.reopen(incident, reason));
  }

  resolution.addEventListener('submit', resolve);
  resolution.addEventListener('change', () => complain('verdict-error', ''));
  reopening.addEventListener('submit', reopen);
  byId('acknowledge').addEventListener('click', acknowledge);
  addEventListener('waiting', () => incident && show(incident));
  addEventListener('acknowledged', ({ detail: id }) => id === incident?.id && reload().then(() => tell(words.done.acknowledgement)));

  return {
    show,
    isFor(person) {
      me = person;
    },
  };
}
