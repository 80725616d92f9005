/** Devices at a glance: those that are silent or unwell first, each with the reason; read again every half minute. */
import { api, Problem } from '../api.js';
import { byId, html } from '../dom.js';
import { walkWithKeys } from '../keys.js';
import { announce, openPage, panel, sentence, showLink, tell } from '../page.js';
import { texts } from '../texts.js';
import { deviceCard, stateBadge } from './card.js';

const words = texts.devices;
const AGAIN_MS = 30000;
const STATES = ['SILENT', 'UNWELL', 'WELL'];
const status = byId('status');
const list = byId('devices');
const more = byId('more');
const message = byId('message');
let next = null;
let isFurtherDown = false;

async function place(device, site) {
  try {
    await api.placeDevice(device, site);
    await load();
    tell(words.placed({ device: device.device, site }));
  } catch (problem) {
    tell(sentence(problem), true);
  }
  message.scrollIntoView({ block: 'nearest' });
}

async function add(page) {
  await signedIn;
  list.append(...page.items.map((one) => deviceCard(one, page.mayPlace && ((site) => place(one, site)))));
  next = page.next;
  more.hidden = !next;
  byId('counts').replaceChildren(...STATES.filter((state) => page.counts[state]).map((state) => stateBadge(state, page.counts[state])));
}

async function load() {
  const page = await api.devices({ q: byId('q').value.trim() });
  isFurtherDown = false;
  list.replaceChildren();
  await add(page);
  status.replaceChildren(...(page.items.length === 0 ? [panel(...(byId('q').value.trim() ? words.notFound : words.empty))] : []));
}

async function open() {
  status.replaceChildren(html('p', { class: 'unseen' }, words.loading));
  try {
    await load();
    showLink(true);
  } catch (problem) {
    status.replaceChildren(panel(words.failed, sentence(problem), open));
  } finally {
    status.setAttribute('aria-busy', 'false');
  }
}

async function loadMore() {
  more.disabled = true;
  try {
    const first = list.children.length;
    await add(await api.devices({ q: byId('q').value.trim(), after: next }));
    isFurtherDown = true;
    list.children[first]?.focus();
  } catch (problem) {
    announce(sentence(problem));
  } finally {
    more.disabled = false;
  }
}

/** Leaves the page alone while somebody is in the list, has loaded more of it, or has it in the background. */
async function again() {
  if (document.hidden || isFurtherDown || list.contains(document.activeElement)) return;
  try {
    await load();
    showLink(true);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    showLink(false);
  }
}

more.addEventListener('click', loadMore);
byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  open();
});
byId('q').addEventListener('input', () => byId('q').value || open()); // everything again
const signedIn = openPage('devices');
signedIn.catch(() => {}); // what the page itself asks for fails, too, and says so
walkWithKeys();
open();
setInterval(again, AGAIN_MS);
