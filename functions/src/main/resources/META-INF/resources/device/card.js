import { html } from '../dom.js';
import { degrees, percent, readable, size, texts } from '../texts.js';
import { ago, clock } from '../time.js';

const words = texts.devices;
let counted = 0;

/** How a device is: a shape and a word. */
export function stateBadge(state, count) {
  const text = count === undefined ? words.states[state] : words.counts[state]({ count });
  return html('span', { class: `badge health-${state.toLowerCase()}` }, text);
}

/** One reason as a sentence, and what the device itself said of it. */
function ailment({ kind, subject, text, since }) {
  const known = words.ailments[kind] ?? words.ailment({ kind: readable(kind) });
  const sentence = typeof known === 'function' ? known({ subject }) : known;
  return html(
    'li',
    { 'data-ailment': kind },
    html('strong', {}, sentence),
    since ? html('span', { class: 'muted' }, ' ', ago(since), ' · ', clock(since)) : null,
    text ? html('span', { class: 'said' }, text) : null,
  );
}

function fact(name, ...value) {
  return html('div', {}, html('dt', {}, name), html('dd', {}, ...value));
}

/** How its machine is; what is worth a look stands out, and is said among the reasons above. */
function vitalFacts({ vitals, ailments }) {
  if (!vitals) return [];
  const isWorth = (kind) => ailments.some((one) => one.kind === kind);
  const figure = (kind, text) => html('span', isWorth(kind) ? { class: 'worth-a-look' } : {}, text);
  const { at, temperatureC, diskFreeBytes, diskTotalBytes, outboxMessages, memoryBytes } = vitals;
  const waiting = outboxMessages ? words.waits({ count: outboxMessages }) : words.nothingWaits;
  return [
    fact(words.disk, figure('DISK_LOW', words.diskFree({ share: percent(diskFreeBytes / diskTotalBytes), size: size(diskTotalBytes) }))),
    fact(words.temperature, temperatureC === null ? words.notTold : figure('HOT', degrees(temperatureC))),
    fact(words.waiting, figure('BACKLOG', waiting)),
    fact(words.memory, memoryBytes === null ? words.notTold : size(memoryBytes)),
    fact(words.measured, ago(at)),
  ];
}

/** Puts the device at a site; `onPlace(site)`. */
function placing(device, onPlace) {
  counted += 1;
  const id = `site-${counted}`;
  const input = html('input', { id, type: 'text', required: true, maxlength: 64, pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]*', autocapitalize: 'none', value: device.site ?? '' });
  const form = html('form', {}, html('label', { for: id }, words.site), input, html('button', { type: 'submit' }, words.save));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    onPlace(input.value.trim());
  });
  return html('details', {}, html('summary', {}, device.site ? words.move : words.place), form);
}

/** A device at a glance; `onPlace` is missing for those who may not say where it stands. */
export function deviceCard(device, onPlace) {
  const { cameras, model, heardAt, state, ailments } = device;
  return html(
    'li',
    { class: 'card device', 'data-device': device.device, 'data-state': state, tabindex: '-1' },
    html('h2', {}, device.device),
    stateBadge(state),
    ailments.length ? html('ul', { class: 'ailments' }, ...ailments.map(ailment)) : null,
    html(
      'dl',
      {},
      fact(words.site, device.site ? readable(device.site) : words.noSite),
      fact(words.heard, ...(heardAt ? [ago(heardAt)] : [words.never])),
      fact(words.cameras, cameras.length ? cameras.join(', ') : words.noCamera),
      fact(words.model, model ? `${model.name} ${model.version}` : words.noModel),
      ...vitalFacts(device),
    ),
    onPlace ? placing(device, onPlace) : null,
  );
}
