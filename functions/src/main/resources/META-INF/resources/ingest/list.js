/** What could not be taken in: read, and played again one by one or all that fit. */
import { api } from '../api.js';
import { byId, html } from '../dom.js';
import { walkWithKeys } from '../keys.js';
import { openPage, panel, sentence, showLink, tell } from '../page.js';
import { work } from '../progress.js';
import { texts } from '../texts.js';
import { letterRow, outcome } from './letter.js';

const words = texts.deadLetters;
const PART = 10; // letters a step: each is a transaction of its own, and a step should last a second at most
const status = byId('status');
const list = byId('letters');
const older = byId('older');
let next = null;

function asked() {
  return { code: byId('code').value, device: byId('device').value.trim() };
}

function replayOne(id) {
  return api.replay(id).then(outcome, (problem) => outcome({ outcome: 'NOT_PLAYED', reason: sentence(problem) }));
}

function add(page) {
  const row = (letter) => letterRow(letter, { read: () => api.deadLetter(letter.id), replay: () => replayOne(letter.id) });
  list.append(...page.items.map(row));
  next = page.next;
  older.hidden = !next;
}

async function load() {
  status.setAttribute('aria-busy', 'true');
  try {
    const page = await api.deadLetters(asked());
    list.replaceChildren();
    add(page);
    byId('many').hidden = page.items.length === 0;
    status.replaceChildren(...(page.items.length === 0 ? [panel(...words.empty)] : []));
    showLink(true);
  } catch (problem) {
    status.replaceChildren(panel(words.failed, sentence(problem), load));
  } finally {
    status.setAttribute('aria-busy', 'false');
  }
}

async function loadOlder() {
  older.disabled = true;
  const first = list.children.length;
  await api.deadLetters({ ...asked(), before: next }).then(add, (problem) => tell(sentence(problem), true));
  older.disabled = false;
  list.children[first]?.querySelector('summary').focus();
}

/** Every letter that fits and can be played; those that were played already are left alone. */
async function allThatFit() {
  const ids = [];
  for (let before = ''; before !== null; ) {
    const page = await api.deadLetters({ ...asked(), before, limit: 100 });
    ids.push(...page.items.filter(({ isWhole, replayedAt }) => isWhole && !replayedAt).map(({ id }) => id));
    before = page.next;
  }
  return ids;
}

function inParts(ids) {
  return Array.from({ length: Math.ceil(ids.length / PART) }, (_, i) => ids.slice(i * PART, (i + 1) * PART));
}

/** Plays all that fit, part by part; what each came to is shown when all are done. */
async function replayAll() {
  const button = byId('replay-all');
  const came = [];
  button.disabled = true;
  tell('');
  try {
    const ids = await allThatFit();
    await work({
      place: byId('progress'),
      stop: byId('stop'),
      parts: inParts(ids),
      size: ids.length,
      sentence: ({ done, size }) => words.many.progress({ done, size, applied: came.filter((one) => one.outcome === 'APPLIED').length }),
      async step(part) {
        came.push(...(await api.replayMany(part)).items);
        return part.length;
      },
    });
  } catch (problem) {
    tell(sentence(problem), true);
  } finally {
    button.disabled = false;
  }
  await load();
  for (const one of came.filter(({ outcome: name }) => name !== 'APPLIED')) {
    list.querySelector(`[data-letter="${one.id}"] .actions`)?.before(outcome(one));
  }
}

const option = (value, text) => html('option', { value }, text);
byId('code').append(option('', words.all), ...Object.entries(words.codes).map(([code, name]) => option(code, name)));
byId('narrow').addEventListener('submit', (event) => {
  event.preventDefault();
  load();
});
byId('code').addEventListener('change', load);
byId('replay-all').addEventListener('click', replayAll);
older.addEventListener('click', loadOlder);
walkWithKeys();
openPage('deadLetters').catch(() => {}); // what the page itself asks for fails, too, and says so
load();
