/** Whose work an incident is, how urgent people say it is, what they say about it, and what repeats it. */
import { api } from '../api.js';
import { byId, html } from '../dom.js';
import { thumbnail } from '../incident/thumbnail.js';
import { announce, sentence } from '../page.js';
import { texts } from '../texts.js';
import { ago, clock } from '../time.js';

const words = texts.work;
const message = byId('work-message');

function tell(text, isFailure = false) {
  message.hidden = !text;
  message.textContent = text;
  message.classList.toggle('notice-error', isFailure);
  if (text && !isFailure) announce(text);
}

function repeat(incident) {
  const { id, capturedAt } = incident;
  const when = html('span', {}, ago(capturedAt), ' · ', clock(capturedAt));
  const link = html('a', { href: `/incident/view.html?id=${encodeURIComponent(id)}` }, thumbnail(incident), when);
  return html('li', {}, link);
}

function showRepeats(incident) {
  byId('repeats').hidden = incident.repeats.length === 0;
  byId('repeats-title').textContent = words.repeats({ count: incident.repeats.length });
  byId('repeat-list').replaceChildren(...incident.repeats.map(repeat));
}

/** @param reload asks for the newest version; onChanged takes the answer to a change */
export function workForm({ reload, onChanged }) {
  let incident = null;
  let me = { name: '', mayDecide: false };
  let isChosen = false; // a severity that is not saved yet: news must not take it away

  function show(shown) {
    incident = shown;
    const isOwn = !incident.partOf;
    const isOpen = incident.state !== 'RESOLVED';
    byId('work').hidden = false;
    byId('whose').textContent = incident.assignedTo ? words.assignedTo({ name: incident.assignedTo }) : words.nobodys;
    byId('assign-me').hidden = !me.mayDecide || !isOwn || !isOpen || incident.assignedTo === me.name;
    byId('assign-nobody').hidden = !me.mayDecide || !isOwn || !isOpen || !incident.assignedTo;
    byId('assign-other').hidden = !me.mayDecide || !isOwn || !isOpen;
    byId('urgency').hidden = !me.mayDecide || !isOwn || !isOpen;
    byId('commenting').hidden = !me.mayDecide;
    if (!isChosen) byId('severity').value = incident.severity;
    byId('repeat-of').hidden = isOwn;
    byId('first').href = `/incident/view.html?id=${encodeURIComponent(incident.partOf ?? '')}`;
    byId('separate').hidden = !me.mayDecide;
    showRepeats(incident);
  }

  async function send(call, done) {
    const buttons = document.querySelectorAll('#work button, #separate');
    buttons.forEach((button) => (button.disabled = true));
    tell('');
    try {
      onChanged(await call());
      tell(done);
      return true;
    } catch (problem) {
      if (problem.isConflict) await reload().catch(() => {});
      tell(problem.isConflict ? words.conflict : sentence(problem), true);
      return false;
    } finally {
      buttons.forEach((button) => (button.disabled = false));
    }
  }

  async function submit(event, field, call, done) {
    event.preventDefault();
    const text = byId(field).value.trim();
    if (!text) return byId(field).focus();
    if (await send(() => call(text), done)) event.target.reset();
    show(incident);
  }

  async function reclassify(event) {
    event.preventDefault();
    const { value } = byId('severity');
    if (!(await send(() => api.reclassify(incident, value, byId('severity-reason').value.trim()), words.reclassified))) return;
    byId('severity-reason').value = '';
    isChosen = false;
  }

  for (const [severity, name] of Object.entries(texts.severities)) byId('severity').append(html('option', { value: severity }, name));
  byId('assign-me').addEventListener('click', () => send(() => api.assign(incident, me.name), words.assigned));
  byId('assign-nobody').addEventListener('click', () => send(() => api.assign(incident, null), words.assigned));
  byId('assign-form').addEventListener('submit', (event) => submit(event, 'assignee', (name) => api.assign(incident, name), words.assigned));
  byId('comment-form').addEventListener('submit', (event) => submit(event, 'new-comment', (text) => api.comment(incident, text), words.commented));
  byId('severity').addEventListener('change', () => (isChosen = true));
  byId('severity-form').addEventListener('submit', reclassify);
  byId('separate').addEventListener('click', () => send(() => api.separate(incident), words.separated));

  return {
    show,
    isFor(person) {
      me = person;
    },
  };
}
