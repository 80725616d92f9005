/** One site's on-call plan, to read and to change. */
import { html } from '../dom.js';
import { readable, texts } from '../texts.js';
import { absolute } from '../time.js';
import { gapWords } from './gaps.js';

const words = texts.onCall;
const DAYS = Object.keys(words.days);
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
let counted = 0;

export const EMPTY = { timezone: HERE, shifts: [], standIns: [], otherwise: null, escalation: [], quietHours: null };

function time(text) {
  return text.slice(0, 5);
}

function shiftWords(shift) {
  const days = DAYS.filter((day) => shift.days.includes(day)).map((day) => words.days[day]).join(', ');
  return html('li', {}, words.shift({ days, from: time(shift.from), to: time(shift.to), person: shift.person }));
}

function standInWords({ from, to, person }) {
  return html('li', {}, words.standIn({ from: absolute(from), to: absolute(to), person }));
}

/** That some are told who see nothing of the site, for whoever may change that. */
function unsightedWords({ unsighted }) {
  return unsighted?.length ? html('p', { class: 'unsighted notice notice-waiting' }, words.unsighted({ people: unsighted.join(', ') })) : null;
}

/** A plan in words. */
export function planWords(known) {
  const { site, plan, now, isQuiet } = known;
  const { otherwise, escalation, quietHours, shifts, standIns, timezone } = plan;
  const lines = [
    ...shifts.map(shiftWords),
    ...standIns.map(standInWords),
    otherwise && html('li', {}, words.otherwise({ person: otherwise })),
    escalation.length > 0 && html('li', {}, words.escalation({ people: escalation.join(words.then) })),
    quietHours && html('li', {}, words.quietHours({ from: time(quietHours.from), to: time(quietHours.to) })),
  ].filter(Boolean);
  return [
    html('h2', {}, readable(site)),
    html('p', { class: 'now' }, now ? words.now({ person: now }) : words.gap),
    isQuiet ? html('p', {}, words.quiet) : null,
    ...gapWords(known),
    unsightedWords(known),
    html('p', { class: 'muted' }, timezone),
    lines.length ? html('ul', {}, ...lines) : null,
  ];
}

function field(name, text, attributes = {}) {
  counted += 1;
  const id = `field-${counted}`;
  return [html('label', { for: id }, text), html('input', { id, name, type: 'text', autocomplete: 'off', ...attributes })];
}

function pair(type, from, to) {
  return html(
    'div',
    { class: 'pair' },
    html('div', {}, ...field('from', words.from, { type, required: true, value: from })),
    html('div', {}, ...field('to', words.to, { type, required: true, value: to })),
  );
}

function rows(place, legend, remove, build) {
  const number = () => [...place.children].forEach((row, i) => (row.querySelector('legend').textContent = legend({ number: i + 1 })));
  return (value) => {
    const button = html('button', { type: 'button' }, remove);
    const row = html('fieldset', { class: 'shift' }, html('legend', {}), ...build(value), button);
    button.addEventListener('click', () => {
      row.remove();
      number();
    });
    place.append(row);
    number();
  };
}

function shiftFields({ days, from, to, person }) {
  const boxes = DAYS.map((day) =>
    html('label', {}, html('input', { type: 'checkbox', name: 'days', value: day, checked: days.includes(day) }), words.days[day]),
  );
  return [html('div', { class: 'days' }, ...boxes), pair('time', time(from), time(to)), ...field('person', words.person, { value: person, required: true, list: 'people' })];
}

/** An instant as a `datetime-local` field shows it, by this browser's clock on the wall. */
function local(iso) {
  if (!iso) return '';
  const at = new Date(iso);
  return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function standInFields({ from, to, person }) {
  return [pair('datetime-local', local(from), local(to)), ...field('person', words.person, { value: person, required: true, list: 'people' })];
}

function valueOf(row, name) {
  return row.querySelector(`[name=${name}]`).value.trim();
}

/** A form of a plan; `onSave(plan)` when somebody saves it. */
export function planForm(plan, onSave) {
  const shifts = html('div', { class: 'plans' });
  const standIns = html('div', { class: 'plans' });
  const addShift = rows(shifts, words.shiftLegend, words.removeShift, shiftFields);
  const addStandIn = rows(standIns, words.standInLegend, words.removeStandIn, standInFields);
  plan.shifts.forEach(addShift);
  plan.standIns.forEach(addStandIn);
  const more = html('button', { type: 'button' }, words.addShift);
  more.addEventListener('click', () => addShift({ days: DAYS.slice(0, 5), from: '06:00', to: '14:00', person: '' }));
  const another = html('button', { type: 'button' }, words.addStandIn);
  another.addEventListener('click', () => addStandIn({ from: '', to: '', person: '' }));
  const quiet = html(
    'fieldset',
    { class: 'shift quiet' },
    html('legend', {}, words.quietLabel),
    html(
      'div',
      { class: 'pair' },
      html('div', {}, ...field('quiet-from', words.from, { type: 'time', value: plan.quietHours ? time(plan.quietHours.from) : '' })),
      html('div', {}, ...field('quiet-to', words.to, { type: 'time', value: plan.quietHours ? time(plan.quietHours.to) : '' })),
    ),
  );
  const form = html(
    'form',
    {},
    ...field('timezone', words.timezone, { value: plan.timezone, required: true }),
    shifts, more, standIns, another,
    ...field('otherwise', words.otherwiseLabel, { value: plan.otherwise ?? '', list: 'people' }),
    ...field('escalation', words.escalationLabel, { value: plan.escalation.join(', ') }),
    quiet,
    html('button', { class: 'primary', type: 'submit' }, words.save),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    onSave(read(form, shifts, standIns));
  });
  return form;
}

function read(form, shifts, standIns) {
  const [from, to] = [valueOf(form, 'quiet-from'), valueOf(form, 'quiet-to')];
  return {
    timezone: valueOf(form, 'timezone'),
    shifts: [...shifts.children].map((row) => ({
      days: [...row.querySelectorAll(':checked')].map((box) => box.value),
      from: valueOf(row, 'from'),
      to: valueOf(row, 'to'),
      person: valueOf(row, 'person'),
    })),
    standIns: [...standIns.children].map((row) => ({
      from: new Date(valueOf(row, 'from')).toISOString(),
      to: new Date(valueOf(row, 'to')).toISOString(),
      person: valueOf(row, 'person'),
    })),
    otherwise: valueOf(form, 'otherwise') || null,
    escalation: valueOf(form, 'escalation').split(',').map((name) => name.trim()).filter(Boolean),
    quietHours: from && to ? { from, to } : null,
  };
}
