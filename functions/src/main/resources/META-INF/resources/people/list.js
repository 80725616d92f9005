/** Who has which role where; an admin gives grants and withdraws them. */
import { api } from '../api.js';
import { byId, html } from '../dom.js';
import { walkWithKeys } from '../keys.js';
import { announce, openPage, panel, sentence, showLink } from '../page.js';
import { texts } from '../texts.js';
import { personCard } from './person.js';

const words = texts.people;
const status = byId('status');
const list = byId('people');
const message = byId('message');
const form = byId('give');

function tell(text, isFailure = false) {
  message.textContent = text;
  message.hidden = !text;
  message.classList.toggle('notice-error', isFailure);
  if (text && !isFailure) announce(text);
}

async function withdraw({ id, person }) {
  try {
    await api.withdraw(id);
    await load();
    tell(words.withdrawn({ person }));
  } catch (problem) {
    tell(sentence(problem), true);
  }
  message.focus();
}

async function load() {
  const { items, mayGive } = await api.grants();
  const byPerson = Map.groupBy(items, ({ person }) => person);
  list.replaceChildren(...[...byPerson].map(([person, grants]) => personCard(person, grants, mayGive && withdraw)));
  status.replaceChildren(...(items.length === 0 ? [panel(...words.empty)] : []));
  byId('giving').hidden = !mayGive;
}

async function open() {
  try {
    await load();
    if ((await signedIn).isAdmin) await offerSites();
    showLink(true);
  } catch (problem) {
    status.replaceChildren(panel(words.failed, sentence(problem), open));
  } finally {
    status.setAttribute('aria-busy', 'false');
  }
}

async function offerSites() {
  const { items } = await api.sites();
  byId('sites').replaceChildren(...[...new Set(items.map(({ site }) => site))].map((value) => html('option', { value })));
}

function chosenPlace() {
  return form.querySelector('[name=place]:checked').value;
}

function showPlace() {
  byId('at-site').hidden = chosenPlace() !== 'site';
  byId('at-cameras').hidden = chosenPlace() !== 'cameras';
}

function grant() {
  const place = chosenPlace();
  const base = { person: byId('person').value.trim(), role: byId('role').value };
  if (place === 'everywhere') return { ...base, everywhere: true };
  if (place === 'site') return { ...base, site: byId('site').value.trim() };
  return { ...base, cameras: byId('cameras').value.split(/[\s,]+/).filter(Boolean) };
}

function complain(text, field) {
  const error = byId('give-error');
  error.textContent = text;
  error.hidden = !text;
  field?.focus();
}

async function give(event) {
  event.preventDefault();
  const wanted = grant();
  if (!wanted.person) return complain(words.personMissing, byId('person'));
  if (wanted.site === '' || wanted.cameras?.length === 0) return complain(words.placeMissing, byId(wanted.cameras ? 'cameras' : 'site'));
  complain('');
  try {
    await api.give(wanted);
    await load();
    form.reset();
    showPlace();
    byId('giving').open = false;
    tell(words.isGiven({ person: wanted.person }));
    message.focus();
  } catch (problem) {
    complain(sentence(problem));
  }
}

for (const [value, name] of Object.entries(words.places)) {
  const radio = html('input', { type: 'radio', name: 'place', value, checked: value === 'site' });
  form.querySelector('.places').append(html('label', {}, radio, name));
}
byId('role').append(...Object.entries(texts.roles).map(([value, name]) => html('option', { value }, name)));
form.addEventListener('submit', give);
form.addEventListener('change', showPlace);
form.addEventListener('input', () => complain(''));
showPlace();
walkWithKeys();
const signedIn = openPage('people');
signedIn.catch(() => {}); // what the page itself asks for fails, too, and says so
open();
