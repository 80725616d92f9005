/** The form of one rule, made of the fields that its kind has. */
import { html } from './dom.js';
import { FIELDS, KINDS, newRule, PRESET } from './drawing.js';

function labelled(id, name, input) {
  const { text, hint } = FIELDS[name];
  return html('div', { class: 'field' }, html('label', { for: id }, text), input, hint && html('small', {}, hint));
}

function select(id, choices, value) {
  return html('select', { id }, choices.map(([name, text]) => html('option', { value: name, selected: name === value }, text)));
}

function labelChoices(id, rule, labels, change) {
  const all = [...new Set([...labels, ...(rule.labels ?? [])])];
  const box = (label) => {
    const input = html('input', { type: 'checkbox', checked: rule.labels?.includes(label) });
    input.addEventListener('change', () => {
      const others = (rule.labels ?? []).filter((other) => other !== label);
      change('labels', input.checked ? [...others, label] : others);
    });
    return html('label', {}, input, label);
  };
  return html('fieldset', { class: 'choices' }, html('legend', {}, FIELDS.labels.text), all.map(box));
}

/** What an input says, as the settings document writes it; undefined leaves the key out. */
function valueOf(type, text) {
  if (text === '') return undefined;
  if (type === 'frames' || type === 'number' || type === 'score') return Number(text);
  if (type === 'list') return text.split(',').map((part) => part.trim()).filter(Boolean);
  return text;
}

function field(id, name, rule, labels, change) {
  const { type, choices, optional } = FIELDS[name];
  if (type === 'labels') return labelChoices(id, rule, labels, change);
  const isNumber = ['frames', 'number', 'score'].includes(type);
  const value = Array.isArray(rule[name]) ? rule[name].join(', ') : rule[name];
  const input =
    type === 'choice'
      ? select(id, [...(optional ? [['', 'as the device has it']] : []), ...choices.map((choice) => [choice, choice])], value)
      : html('input', { id, value, type: isNumber ? 'number' : 'text', step: type === 'score' ? '0.01' : isNumber && '1', autocomplete: 'off' });
  input.addEventListener('change', () => change(name, valueOf(type, input.value.trim())));
  return labelled(id, name, input);
}

function inPairs(fields) {
  const rows = [];
  for (const one of fields) {
    const last = rows.at(-1);
    if (one.querySelector('small')) rows.push(one);
    else if (one.matches('.field') && last?.matches('.pair') && last.childElementCount < 2) last.append(one);
    else rows.push(one.matches('.field') ? html('div', { class: 'pair' }, one) : one);
  }
  return rows;
}

/**
 * One rule, folded; `edit(change)` is called with a function that changes the drawing, `remove` takes the rule away.
 */
export function ruleForm(id, rule, { labels, usedBy, isOpen, edit, remove }) {
  const summary = html('summary', {}, html('span', {}, id), html('small', {}, usedBy.length ? `on ${usedBy.join(', ')}` : 'on no zone here'));
  const kindId = `rule-${id}-kind`;
  const kind = select(kindId, Object.entries(KINDS).map(([name, { text }]) => [name, text]), rule.kind);
  kind.addEventListener('change', () => edit((now) => (now.rules[id] = newRule(kind.value, labels, rule)), true));
  const change = (name, value) =>
    edit((now) => {
      if (value === undefined) delete now.rules[id][name];
      else now.rules[id][name] = value;
      rule = now.rules[id];
    });
  const fields = (KINDS[rule.kind]?.fields ?? []).map((name) => field(`rule-${id}-${name}`, name, rule, labels, change));
  const removal = html('button', { type: 'button', class: 'danger' }, `Remove rule ${id}`);
  removal.addEventListener('click', remove);
  return html(
    'details',
    { class: 'rule', open: isOpen, 'data-rule': id },
    summary,
    html(
      'div',
      { class: 'rule-fields' },
      html('div', { class: 'field' }, html('label', { for: kindId }, 'Kind'), kind),
      inPairs(fields),
      rule.kind === 'line-crossed' && html('p', { class: 'muted' }, 'The line is drawn on the picture while a zone with this rule is chosen; the dot is on the side that counts as in.'),
      removal,
    ),
  );
}

/** The built-in rule, of which there is nothing to change until it is written down. */
export function presetForm(usedBy, write) {
  const button = html('button', { type: 'button' }, 'Change it for this device');
  button.addEventListener('click', write);
  return html(
    'details',
    { class: 'rule', 'data-rule': PRESET },
    html('summary', {}, html('span', {}, PRESET), html('small', {}, usedBy.length ? `on ${usedBy.join(', ')}` : 'built in')),
    html('div', { class: 'rule-fields' }, html('p', { class: 'muted' }, 'Built in: a bare head in 3 of the last 5 frames, then silent for 10 s.'), button),
  );
}
