/** The header of every signed-in page: where to go, and who is signed in. */
import { api } from './api.js';
import { byId, html } from './dom.js';
import { chooseLanguage, language, languages, texts } from './texts.js';

const LOOKING = ['site-engineer', 'auditor', 'admin'];
const TENDING = ['iot-engineer', ...LOOKING];
const ICON = new URL('./icon.svg', import.meta.url).href;

/** Every page, and the roles that it is for; the first that somebody may see is his home. */
const PAGES = [
  { name: 'incidents', href: '/', roles: LOOKING },
  { name: 'notifications', href: '/notify/', roles: LOOKING },
  { name: 'archive', href: '/archive/', roles: LOOKING },
  { name: 'devices', href: '/device/', roles: TENDING },
  { name: 'deadLetters', href: '/ingest/', roles: ['iot-engineer', 'admin'] },
  { name: 'people', href: '/people/', roles: ['admin', 'auditor'] },
  { name: 'audit', href: '/audit/', roles: ['auditor', 'admin'] },
];

/** Whether one of the roles is among those that may. */
export function isAmong(roles, allowed) {
  return roles.some((role) => allowed.includes(role));
}

/** The page that is for somebody with these roles, if the present one is not; null if he is right here. */
export function homeElsewhere(current, roles) {
  const own = PAGES.filter((page) => isAmong(roles, page.roles));
  if (own.some(({ name }) => name === current)) return null;
  return own[0]?.href ?? null;
}

function links(current, roles) {
  const shown = PAGES.filter((page) => !roles || isAmong(roles, page.roles));
  return shown.map(({ name, href }) => html('a', { href, 'aria-current': name === current ? 'page' : null }, texts.nav.pages[name]));
}

/** The links, and on a phone the button that shows them. */
function navigation(current) {
  const button = html('button', { class: 'menu', type: 'button', 'aria-expanded': 'false', 'aria-controls': 'pages' }, texts.nav.menu);
  const nav = html('nav', { id: 'pages', 'aria-label': texts.nav.label }, ...links(current));
  const open = (isOpen) => button.setAttribute('aria-expanded', String(isOpen));
  button.addEventListener('click', () => open(button.getAttribute('aria-expanded') !== 'true'));
  document.addEventListener('click', ({ target }) => button.contains(target) || nav.contains(target) || open(false));
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && open(false));
  return { button, nav };
}

/** Each language in its own words, so that whoever cannot read this one finds his. */
function languageChoice() {
  const option = (tag) => html('option', { value: tag, lang: tag, selected: tag === language }, texts.languages.names[tag]);
  const choice = html('select', { 'aria-label': texts.languages.label }, ...languages.map(option));
  choice.addEventListener('change', () => chooseLanguage(choice.value));
  return choice;
}

function account(me, onHelp) {
  const help = html('button', { type: 'button', class: 'for-keyboards' }, texts.keys.title);
  help.addEventListener('click', onHelp);
  const signOut = html('button', { type: 'button' }, texts.account.signOut);
  signOut.addEventListener('click', () => api.signOut());
  const roles = me.roles.map((role) => texts.roles[role] ?? role).join(', ');
  const card = html(
    'details',
    { class: 'account' },
    html('summary', { 'aria-label': texts.account.label({ name: me.name }) }, me.name.charAt(0).toUpperCase()),
    html('div', { class: 'account-card' }, html('strong', {}, me.name), html('span', {}, roles), languageChoice(), help, signOut),
  );
  document.addEventListener('click', ({ target }) => card.contains(target) || card.removeAttribute('open'));
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && card.removeAttribute('open'));
  return card;
}

/** Builds the header; the answer shows who is here once that is known. `onHelp` opens the list of keys. */
export function buildHeader(current, onHelp) {
  const { button, nav } = navigation(current);
  const brand = html('a', { class: 'brand', href: '/' }, html('img', { src: ICON, alt: '', width: 32, height: 32 }), html('span', {}, texts.product));
  const header = byId('header');
  header.append(brand, button, nav);
  return (me) => {
    nav.replaceChildren(...links(current, me.roles));
    header.append(account(me, onHelp));
  };
}
