/** The zone editor: draws on the picture, asks, and puts it in force. */
import { api, chosen, Problem } from './api.js';
import { byId, html, panel, say } from './dom.js';
import { Drawing, freeName, nameWrong, newRule, polygonWrong, PRESET, wrongsOf } from './drawing.js';
import { Board } from './handles.js';
import { linesOf } from './overlay.js';
import { presetForm, ruleForm } from './rules.js';

const HINTS = {
  idle: 'Choose a zone to change it, or draw one.',
  chosen: 'Drag corners, or the zone itself. A small dot adds a corner. With keys: Tab to a corner, arrows move it, Delete removes it.',
  drawing: 'Tap the corners one after another, then the first again. With keys: arrows aim, Enter places.',
};

let camera = '';
let version = '';
let labels = [];
let readOnly = '';
let drawing = new Drawing({});
let selected = null;
let openRule = null;

const board = new Board(byId('canvas'), {
  select: choose,
  begin: () => drawing.mark(),
  change: movePoints,
  active: showTools,
  draw: addZone,
});

const nameOf = (id) => drawing.now.zones[id].name ?? id;
const rulesOf = (zone) => zone.rules ?? [PRESET];
const ruleNames = () => [...new Set([PRESET, ...Object.keys(drawing.now.rules)])];

/** Zones of the camera, and the lines of the chosen zone's rules. */
function shapes() {
  const { zones, rules } = drawing.now;
  const closed = Object.entries(zones).map(([id, zone]) => ({
    key: `zone:${id}`, name: nameOf(id), points: zone.polygon, isClosed: true,
    isSelected: id === selected, isWrong: polygonWrong(zone.polygon) !== '',
  }));
  const lines = new Map(Object.entries(zones).flatMap(([id, zone]) => linesOf(zone, rules).map(([name, line]) => [name, [id, line]])));
  const open = [...lines].map(([name]) => ({
    key: `line:${name}`, name: `line ${name}`, points: rules[name].line, isClosed: false,
    isSelected: selected !== null && rulesOf(zones[selected]).includes(name), isWrong: false,
  }));
  return [...closed.filter((shape) => !shape.isSelected), ...closed.filter((shape) => shape.isSelected), ...open];
}

function movePoints(key, points) {
  const [kind, id] = [key.slice(0, 4), key.slice(5)];
  if (kind === 'zone') drawing.now.zones[id].polygon = points;
  else drawing.now.rules[id].line = points;
  showDrawing();
}

function choose(key) {
  selected = key?.startsWith('zone:') ? key.slice(5) : null;
  board.active = null;
  showAll();
}

function addZone(points) {
  drawing.mark();
  const id = freeName('zone', drawing.now.zones);
  drawing.now.zones[id] = { polygon: points, anchor: 'feet', rules: [PRESET] };
  choose(`zone:${id}`);
  byId('zone').querySelector('input')?.focus();
}

/** One step that can be undone; `isStructural` if the forms look different afterwards. */
function edit(change, isStructural = false) {
  drawing.mark();
  change(drawing.now);
  if (isStructural) showAll();
  else showDrawing();
}

function showTools() {
  const isDrawing = board.isDrawing;
  byId('draw').hidden = isDrawing;
  byId('remove-corner').hidden = isDrawing;
  byId('undo').hidden = isDrawing;
  byId('finish').hidden = !isDrawing;
  byId('finish').disabled = board.sketched < 3;
  byId('cancel').hidden = !isDrawing;
  byId('remove-corner').disabled = !board.canRemoveCorner;
  byId('undo').disabled = !drawing.canUndo;
  say(byId('hint'), isDrawing ? HINTS.drawing : HINTS[selected === null ? 'idle' : 'chosen']);
}

function showDrawing() {
  board.render(shapes());
  const wrongs = wrongsOf(drawing.now);
  const list = byId('wrongs');
  if (list.textContent !== wrongs.join('')) list.replaceChildren(...wrongs.map((wrong) => html('li', {}, wrong)));
  byId('save').disabled = !drawing.isChanged || wrongs.length > 0 || readOnly !== '';
  byId('discard').disabled = !drawing.isChanged;
  const badge = byId('state');
  badge.className = `badge ${wrongs.length ? 'bad' : drawing.isChanged ? '' : 'good'}`;
  say(badge, wrongs.length ? 'Not ready to save' : drawing.isChanged ? 'Not saved yet' : 'In force');
  showTools();
}

function showAll() {
  showPicks();
  showZone();
  showRules();
  showDrawing();
}

function showPicks() {
  const picks = Object.keys(drawing.now.zones).map((id) => {
    const button = html('button', { type: 'button', 'aria-pressed': String(id === selected), 'data-pick': id }, html('span', {}, nameOf(id)), html('small', {}, rulesOf(drawing.now.zones[id]).join(', ')));
    button.addEventListener('click', () => {
      choose(`zone:${id}`);
      byId('zones').querySelector('[aria-pressed=true]')?.focus();
    });
    return button;
  });
  byId('zones').replaceChildren(...(picks.length ? picks : [html('p', { class: 'muted' }, 'None yet: draw one on the picture.')]));
}

function radio(zone, value, text, hint) {
  const input = html('input', { type: 'radio', name: 'anchor', value, checked: (zone.anchor ?? 'centre') === value });
  input.addEventListener('change', () => edit((now) => (now.zones[selected].anchor = value)));
  return html('label', {}, input, html('span', {}, text, html('small', {}, hint)));
}

function ruleBox(zone, name) {
  const input = html('input', { type: 'checkbox', checked: rulesOf(zone).includes(name), 'data-uses': name });
  input.addEventListener('change', () =>
    edit((now) => {
      const others = rulesOf(now.zones[selected]).filter((other) => other !== name);
      now.zones[selected].rules = input.checked ? [...others, name] : others;
      showPicks();
      showRules();
    }),
  );
  return html('label', {}, input, name);
}

function renameZone(id, input) {
  const text = input.value.trim();
  edit((now) => {
    if (text === '' || text === id) delete now.zones[id].name;
    else now.zones[id].name = text;
  });
  showPicks();
}

/** A new zone's id may still change; one that is in force keeps it, as incidents name it. */
function renameId(input) {
  const id = input.value.trim();
  const wrong = id === selected ? '' : nameWrong(id, drawing.now.zones);
  input.setAttribute('aria-invalid', String(wrong !== ''));
  byId('id-wrong').textContent = wrong;
  if (wrong || id === selected) return;
  edit((now) => {
    now.zones = Object.fromEntries(Object.entries(now.zones).map(([name, zone]) => [name === selected ? id : name, zone]));
  });
  choose(`zone:${id}`);
}

function showZone() {
  const section = byId('zone');
  section.hidden = selected === null;
  if (selected === null) return;
  const id = selected;
  const zone = drawing.now.zones[id];
  const name = html('input', { id: 'zone-name', value: nameOf(id), maxlength: 128, autocomplete: 'off' });
  name.addEventListener('change', () => renameZone(id, name));
  const idField = html('input', { id: 'zone-id', value: id, maxlength: 64, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', 'aria-describedby': 'id-wrong' });
  idField.addEventListener('change', () => renameId(idField));
  const remove = html('button', { type: 'button', class: 'danger' }, 'Remove this zone');
  remove.addEventListener('click', () => {
    edit((now) => delete now.zones[id]);
    choose(null);
  });
  section.replaceChildren(
    html('h2', { id: 'zone-title' }, nameOf(id)),
    html('div', { class: 'field' }, html('label', { for: 'zone-name' }, 'Name'), name),
    html('div', { class: 'field' }, html('label', { for: 'zone-id' }, 'Id, as incidents name it'), idField, html('small', { id: 'id-wrong', class: 'wrongs' })),
    html('fieldset', { class: 'choices' }, html('legend', {}, 'An object stands in it by'), radio(zone, 'feet', 'its feet', 'for people on the ground'), radio(zone, 'centre', 'its centre', 'for heads, and zones drawn at head height')),
    html('fieldset', { class: 'choices' }, html('legend', {}, 'Rules'), ruleNames().map((rule) => ruleBox(zone, rule))),
    remove,
  );
}

function removeRule(id) {
  edit((now) => {
    delete now.rules[id];
    for (const zone of Object.values(now.zones)) {
      if (zone.rules && id !== PRESET) zone.rules = zone.rules.filter((name) => name !== id);
    }
  }, true);
}

function addRule(id, kind = 'object-present') {
  openRule = id;
  edit((now) => {
    now.rules[id] = newRule(kind, labels);
    if (selected !== null) now.zones[selected].rules = [...new Set([...rulesOf(now.zones[selected]), id])];
  }, true);
  byId('rules').querySelector(`[data-rule="${CSS.escape(id)}"] select`)?.focus();
}

function newRuleForm() {
  const field = html('input', { id: 'new-rule', placeholder: 'loading-dock', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', 'aria-describedby': 'rule-wrong' });
  const wrong = html('small', { id: 'rule-wrong', class: 'wrongs', role: 'status' });
  const add = html('button', { type: 'submit' }, 'Add rule');
  const form = html('form', { class: 'field' }, html('label', { for: 'new-rule' }, 'New rule'), html('div', { class: 'pair' }, field, add), wrong);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const id = field.value.trim();
    wrong.textContent = nameWrong(id, drawing.now.rules);
    if (wrong.textContent === '') addRule(id);
  });
  return form;
}

function showRules() {
  const { zones, rules } = drawing.now;
  const usedBy = (id) => Object.keys(zones).filter((zone) => rulesOf(zones[zone]).includes(id)).map(nameOf);
  const forms = Object.entries(rules).map(([id, rule]) => {
    const form = ruleForm(id, rule, { labels, usedBy: usedBy(id), isOpen: id === openRule, edit, remove: () => removeRule(id) });
    form.addEventListener('toggle', () => {
      if (form.open) openRule = id;
      else if (openRule === id) openRule = null;
    });
    return form;
  });
  if (!(PRESET in rules)) forms.unshift(presetForm(usedBy(PRESET), () => addRule(PRESET)));
  byId('rules').replaceChildren(...forms, newRuleForm());
}

function notice(text, isError) {
  byId('notice').replaceChildren(...(text ? [html('p', { class: `notice ${isError ? 'notice-error' : ''}` }, text)] : []));
}

async function save() {
  try {
    version = await api.keepZones(camera, version, drawing.now);
    drawing = new Drawing(drawing.now);
    notice('It is kept and in force.', false);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    notice(problem.message, true);
  }
  showAll();
  byId('notice').scrollIntoView({ block: 'nearest' });
}

function ask() {
  byId('changes').replaceChildren(...drawing.changes().map((change) => html('li', {}, change)));
  byId('confirm').returnValue = '';
  byId('confirm').showModal();
}

async function load() {
  const answer = await api.zones(camera);
  ({ version, labels } = answer);
  readOnly = answer.read_only ?? '';
  drawing = new Drawing(answer.document);
  selected = Object.keys(drawing.now.zones)[0] ?? null;
  notice(readOnly, true);
  byId('editor').hidden = false;
  showAll();
}

async function showPicture() {
  const picture = byId('picture');
  picture.alt = `Live picture of camera ${camera}`;
  picture.src = api.stream(camera);
  const state = await api.state(camera);
  if (state.width) byId('stage').style.aspectRatio = `${state.width} / ${state.height}`;
}

async function start() {
  byId('problem').replaceChildren();
  try {
    const cameras = await api.cameras();
    camera = chosen(cameras);
    if (!camera) {
      byId('problem').append(panel('No camera', 'The settings of this device name no camera.', start));
      return;
    }
    document.title = `Zones of ${camera} · Sitewarden`;
    byId('title').textContent = `Zones of ${camera}`;
    byId('cameras').replaceChildren(
      html('a', { href: `/?camera=${encodeURIComponent(camera)}` }, 'Live'),
      ...cameras.map((name) => html('a', { href: `/zones.html?camera=${encodeURIComponent(name)}`, 'aria-current': name === camera && 'page' }, name)),
    );
    await load();
    await showPicture();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    byId('problem').append(panel('The zones could not be loaded', problem.message, start));
  }
}

function undo() {
  drawing.undo();
  if (selected !== null && !(selected in drawing.now.zones)) selected = null;
  board.active = null;
  showAll();
}

byId('draw').addEventListener('click', () => {
  selected = null;
  showAll();
  board.beginDrawing();
  showTools();
});
byId('finish').addEventListener('click', () => board.finishDrawing());
byId('cancel').addEventListener('click', () => {
  board.endDrawing();
  showTools();
});
byId('remove-corner').addEventListener('click', () => board.removeActiveCorner());
byId('undo').addEventListener('click', undo);
byId('save').addEventListener('click', ask);
byId('discard').addEventListener('click', () => {
  while (drawing.canUndo) drawing.undo();
  undo();
});
byId('confirm').addEventListener('close', () => byId('confirm').returnValue === 'save' && save());
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && board.isDrawing) byId('cancel').click();
  const isTyping = event.target.matches?.('input:not([type=checkbox], [type=radio]), select');
  if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !isTyping && drawing.canUndo) {
    event.preventDefault();
    undo();
  }
});
addEventListener('beforeunload', (event) => drawing.isChanged && event.preventDefault());
start();
