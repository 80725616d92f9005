/** What every signed-in page has: its header, who is signed in, the line's state and the announcer. */
import { api, Problem } from './api.js';
import { byId, html } from './dom.js';
import { fillTexts, texts } from './texts.js';

const DECIDING_ROLES = ['site-engineer', 'admin'];

function navigation(current) {
  const link = (href, text, name) => html('a', { href, 'aria-current': name === current ? 'page' : null }, text);
  return html(
    'nav',
    { 'aria-label': texts.nav.label },
    link('/', texts.nav.incidents, 'incidents'),
    link('/notify/', texts.nav.notifications, 'notifications'),
    link('/archive/', texts.nav.archive, 'archive'),
  );
}

function account(me) {
  const signOut = html('button', { type: 'button' }, texts.account.signOut);
  signOut.addEventListener('click', () => api.signOut());
  return html(
    'details',
    { class: 'account' },
    html('summary', { 'aria-label': texts.account.label(me.name) }, me.name.charAt(0).toUpperCase()),
    html('div', { class: 'account-card' }, html('strong', {}, me.name), html('span', {}, me.roles.join(', ')), signOut),
  );
}

/** Builds the header and asks who is here. @returns {Promise<{name, roles, mayDecide}>} */
export async function openPage(current) {
  fillTexts();
  const header = byId('header');
  const brand = html('a', { class: 'brand', href: '/' }, html('img', { src: '/icon.svg', alt: '' }), html('span', {}, texts.product));
  header.append(brand, navigation(current));
  const me = await api.me();
  const card = account(me);
  header.append(card);
  document.addEventListener('click', (event) => card.contains(event.target) || card.removeAttribute('open'));
  document.addEventListener('keydown', (event) => event.key === 'Escape' && card.removeAttribute('open'));
  return { ...me, mayDecide: me.roles.some((role) => DECIDING_ROLES.includes(role)) };
}

/** Says something to people who do not look: read out politely, and never twice the same in a row. */
export function announce(text) {
  const region = byId('announcer');
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

/** Shows whether the server is reached. */
export function showLink(isUp) {
  const banner = byId('connection');
  if (isUp === banner.hidden) return;
  banner.hidden = isUp;
  banner.textContent = isUp ? '' : texts.connection.lost;
  if (isUp) announce(texts.connection.back);
}

/** One sentence for a person about what went wrong. */
export function sentence(problem) {
  if (!(problem instanceof Problem)) throw problem;
  if (problem.isOffline) return texts.problem.offline;
  return problem.message || texts.problem.unknown(problem.status);
}

/** A panel for "nothing here" and "it failed"; `retry` adds the button that tries again. */
export function panel(heading, text, retry) {
  const button = retry && html('button', { type: 'button' }, texts.problem.retry);
  button?.addEventListener('click', retry);
  return html('div', { class: retry ? 'panel panel-failed' : 'panel' }, html('h2', {}, heading), html('p', {}, text), button);
}

addEventListener('pageshow', (event) => event.persisted && location.reload()); // the long poll did not survive
