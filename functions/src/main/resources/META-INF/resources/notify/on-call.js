/** Who is on call at which site, and how people are reached. */
import { api, Problem } from '../api.js';
import { byId, html } from '../dom.js';
import { announce, openPage, panel, sentence } from '../page.js';
import { language, languages, texts } from '../texts.js';
import { EMPTY, planForm, planWords } from './plan.js';

const words = texts.onCall;
const status = byId('status');
const message = byId('message');

function tell(text, isFailure = false) {
  message.textContent = text;
  message.hidden = !text;
  message.classList.toggle('notice-error', isFailure);
  if (isFailure) message.scrollIntoView({ block: 'center' });
  else if (text) announce(text);
}

async function save(call, done) {
  tell('');
  try {
    await call();
    await load();
    tell(done);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    tell(problem.isConflict ? words.conflict : sentence(problem), true);
  }
}

function folded(title, content) {
  return html('details', {}, html('summary', {}, title), content);
}

function planCard(known, mayChange) {
  const card = html('section', { class: 'plan card' }, ...planWords(known));
  const form = () => planForm(known.plan, (plan) => save(() => api.putOnCallPlan(known.site, plan, known), words.saved));
  if (mayChange) card.append(folded(words.edit, form()));
  return card;
}

function newPlan() {
  const site = html('input', { id: 'new-site', type: 'text', value: 'main', maxlength: 64, pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]*' });
  const form = planForm(EMPTY, (plan) => save(() => api.putOnCallPlan(site.value.trim(), plan), words.saved));
  form.prepend(html('label', { for: 'new-site' }, words.site), site);
  return html('section', { class: 'plan card' }, folded(words.create, form));
}

function contactForm(known, number) {
  const person = html('input', { id: `person-${number}`, name: 'person', type: 'text', required: true, autocapitalize: 'none', value: known?.person ?? '', readonly: Boolean(known) });
  const phone = html('input', { id: `phone-${number}`, name: 'phone', type: 'tel', value: known?.phone ?? '' });
  const email = html('input', { id: `email-${number}`, name: 'email', type: 'email', value: known?.email ?? '' });
  const spoken = known?.language ?? language.toUpperCase();
  const option = (tag) => html('option', { value: tag.toUpperCase(), lang: tag, selected: tag.toUpperCase() === spoken }, texts.languages.names[tag]);
  const choice = html('select', { id: `language-${number}`, name: 'language' }, ...languages.map(option));
  const form = html(
    'form',
    {},
    html('label', { for: person.id }, words.person), person,
    html('label', { for: phone.id }, words.phone), phone,
    html('label', { for: email.id }, words.email), email,
    html('label', { for: choice.id }, words.language), choice,
    html('button', { type: 'submit' }, words.saveContact),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const reach = { phone: phone.value.trim() || null, email: email.value.trim() || null, language: choice.value };
    save(() => api.putContact(person.value.trim(), reach, known), words.savedContact);
  });
  return form;
}

function contactCard(known, number) {
  return html('li', { class: 'card' }, html('strong', {}, known.person), html('p', { class: 'muted' }, [known.phone, known.email, texts.languages.names[known.language.toLowerCase()]].filter(Boolean).join(' · ')), folded(words.saveContact, contactForm(known, number)));
}

async function showContacts(mayChange) {
  const place = byId('contact-list');
  if (!mayChange) return place.replaceChildren(html('p', { class: 'muted' }, words.contactsHidden));
  const { items } = await api.contacts();
  place.replaceChildren(html('ul', {}, ...items.map(contactCard), html('li', { class: 'card' }, folded(words.newContact, contactForm(null, items.length)))));
}

async function load() {
  const { mayDecide } = await signedIn;
  const { items } = await api.onCallPlans();
  const cards = items.map((plan) => planCard(plan, mayDecide));
  byId('plans').replaceChildren(...cards, ...(mayDecide ? [newPlan()] : []));
  status.replaceChildren(...(items.length ? [] : [panel(...words.empty)]));
  await showContacts(mayDecide);
}

async function open() {
  try {
    await load();
  } catch (problem) {
    status.replaceChildren(panel(words.failed, sentence(problem), open));
  } finally {
    status.setAttribute('aria-busy', 'false');
  }
}

const signedIn = openPage('notifications');
signedIn.catch(() => {}); // what the page itself asks for fails, too, and says so
open();
