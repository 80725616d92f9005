/** Who is on call at which site, and how people are reached. */
import { api, Problem } from '../api.js';
import { byId, html } from '../dom.js';
import { announce, openPage, panel, sentence } from '../page.js';
import { language, languages, readable, texts } from '../texts.js';
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

function planCard(known) {
  const card = html('section', { class: 'plan card' }, ...planWords(known));
  const form = () => planForm(known.plan, (plan) => save(() => api.putOnCallPlan(known.site, plan, known), words.saved));
  if (known.mayChange) card.append(folded(words.edit, form()));
  return card;
}

/** Any site for whoever sees them all, else one of those that are his. */
function siteField({ mayPlanEverywhere, mayPlan }) {
  if (!mayPlanEverywhere) return html('select', { id: 'new-site' }, ...mayPlan.map((site) => html('option', { value: site }, readable(site))));
  return html('input', { id: 'new-site', type: 'text', value: 'main', maxlength: 64, pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]*' });
}

function newPlan(plans) {
  const site = siteField(plans);
  const form = planForm(EMPTY, (plan) => save(() => api.putOnCallPlan(site.value.trim(), plan), words.saved));
  form.prepend(html('label', { for: 'new-site' }, words.site), site);
  return html('section', { class: 'plan card' }, folded(words.create, form));
}

function contactForm(known, number, name = known?.person) {
  const person = html('input', { id: `person-${number}`, name: 'person', type: 'text', required: true, autocapitalize: 'none', value: name ?? '', readonly: Boolean(name) });
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

/** Forms for contacts that are not there: one's own, and for whoever changes all of them anybody's. */
function missingContacts(items, mayChangeAll, me) {
  const isKnown = items.some(({ person }) => person === me);
  const forms = [
    isKnown ? null : folded(words.ownContact, contactForm(null, items.length, me)),
    mayChangeAll ? folded(words.newContact, contactForm(null, items.length + 1)) : null,
  ];
  return forms.filter(Boolean).map((form) => html('li', { class: 'card' }, form));
}

/** Who can be put into a plan: said in a sentence, and offered by the fields for people. */
function choices(people) {
  byId('people').replaceChildren(...people.map(({ person }) => html('option', { value: person })));
  const names = people.map(({ person, isReached }) => (isReached ? person : words.unreached({ person })));
  return names.length ? html('p', { class: 'muted' }, words.choices({ people: names.join(', ') })) : null;
}

async function showContacts({ mayDecide, name }) {
  const place = byId('contact-list');
  if (!mayDecide) return place.replaceChildren(html('p', { class: 'muted' }, words.contactsHidden));
  const { items, people, mayChangeAll } = await api.contacts();
  const cards = [...items.map((known, number) => contactCard(known, number)), ...missingContacts(items, mayChangeAll, name)];
  place.replaceChildren(...[choices(people), html('ul', {}, ...cards)].filter(Boolean));
}

async function load() {
  const me = await signedIn;
  const plans = await api.onCallPlans();
  const mayAdd = plans.mayPlanEverywhere || plans.mayPlan.length > 0;
  byId('plans').replaceChildren(...plans.items.map(planCard), ...(mayAdd ? [newPlan(plans)] : []));
  status.replaceChildren(...(plans.items.length ? [] : [panel(...words.empty)]));
  await showContacts(me);
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
