/** What is drawn: zones and rules with the settings document's own keys, its history, and what is wrong with it. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const TIME = /^\d{1,9}(ms|s|m|h|d)$/;
export const PRESET = 'missing-ppe';

/** Fields of a rule, by the settings document's keys; `initial` is what a new rule begins with. */
export const FIELDS = {
  labels: { text: 'Objects that count', type: 'labels', initial: [] },
  'at-least': { text: 'Seen in at least', type: 'frames', initial: 3 },
  'out-of': { text: 'of the last … frames', type: 'frames', initial: 5 },
  'more-than': { text: 'More than', type: 'number', initial: 5 },
  for: { text: 'For at least', type: 'time', initial: '10s' },
  direction: { text: 'Direction', type: 'choice', choices: ['in', 'out', 'both'], initial: 'in' },
  cooldown: { text: 'Cooldown', type: 'time', initial: '10s' },
  severity: { text: 'Severity', type: 'choice', choices: ['info', 'warning', 'alarm'], optional: true },
  'min-score': { text: 'Least score', type: 'score', optional: true },
  active: { text: 'Only at', type: 'list', optional: true, hint: 'mon-fri 06:00-22:00; several with commas' },
};

const COMMON = ['cooldown', 'severity', 'min-score', 'active'];

export const KINDS = {
  'object-present': { text: 'An object stands in the zone', fields: ['labels', 'at-least', 'out-of', ...COMMON] },
  'zone-entry': { text: 'An object enters the zone', fields: ['labels', ...COMMON] },
  lingered: { text: 'An object stays in the zone', fields: ['labels', 'for', ...COMMON] },
  occupancy: { text: 'Too many objects in the zone', fields: ['labels', 'more-than', 'for', ...COMMON] },
  'line-crossed': { text: 'An object crosses a line', fields: ['labels', 'direction', ...COMMON] },
};

export function newRule(kind, labels, keep = {}) {
  const rule = { kind };
  for (const name of KINDS[kind].fields) {
    if (keep[name] !== undefined) rule[name] = keep[name];
    else if (name === 'labels') rule.labels = labels.slice(0, 1);
    else if (!FIELDS[name].optional) rule[name] = FIELDS[name].initial;
  }
  if (kind === 'line-crossed') rule.line = keep.line ?? [[0.2, 0.5], [0.8, 0.5]];
  return rule;
}

/** A name that is free: zone, zone-2, zone-3. */
export function freeName(stem, taken) {
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem}-${number}`;
    if (!(name in taken)) return name;
  }
}

/** Holds the drawing and what it was before. Each change is one step back. */
export class Drawing {
  #steps = [];
  #kept;

  constructor(document) {
    this.now = structuredClone({ zones: document.zones ?? {}, rules: document.rules ?? {} });
    this.#kept = JSON.stringify(this.now);
  }

  /** Remembers how it is, before it changes. */
  mark() {
    const step = JSON.stringify(this.now);
    if (this.#steps.at(-1) !== step) this.#steps.push(step);
  }

  get canUndo() {
    return this.#steps.length > 0;
  }

  undo() {
    if (this.canUndo) this.now = JSON.parse(this.#steps.pop());
  }

  get isChanged() {
    return JSON.stringify(this.now) !== this.#kept;
  }

  /** What differs from what is in force, a sentence each. */
  changes() {
    const kept = JSON.parse(this.#kept);
    const compare = (what, before, after) => [
      ...Object.keys(after).filter((id) => !(id in before)).map((id) => `${what} ${id} is new`),
      ...Object.keys(after).filter((id) => id in before && JSON.stringify(before[id]) !== JSON.stringify(after[id])).map((id) => `${what} ${id} changes`),
      ...Object.keys(before).filter((id) => !(id in after)).map((id) => `${what} ${id} goes`),
    ];
    return [...compare('Zone', kept.zones, this.now.zones), ...compare('Rule', kept.rules, this.now.rules)];
  }
}

const cross = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** Whether two sides that share no corner cut each other. */
function cuts(a, b, c, d) {
  return cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0;
}

export function polygonWrong(points) {
  if (points.length < 3) return 'needs at least three corners';
  const area = points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  if (Math.abs(area) < 1e-4) return 'encloses no area';
  for (let i = 0; i < points.length; i++) {
    for (let j = i + 2; j < points.length; j++) {
      const next = (at) => points[(at + 1) % points.length];
      if ((i || j < points.length - 1) && cuts(points[i], next(i), points[j], next(j))) return 'crosses itself';
    }
  }
  return '';
}

function fieldWrong(name, value) {
  const { type, optional } = FIELDS[name];
  if (optional && value === undefined) return '';
  if (type === 'labels') return value?.length ? '' : 'choose at least one object';
  if (type === 'frames') return Number.isInteger(value) && value >= 1 && value <= 1000 ? '' : `${name} must be 1 to 1000`;
  if (type === 'number') return Number.isInteger(value) && value >= 0 ? '' : `${name} must be a whole number`;
  if (type === 'score') return value >= 0 && value <= 1 ? '' : `${name} must be 0 to 1`;
  if (type === 'time') return TIME.test(value) ? '' : `${name} must be a time such as 10s or 2m`;
  return '';
}

function ruleWrongs(id, rule) {
  if (!KINDS[rule.kind]) return [];
  const wrongs = KINDS[rule.kind].fields.map((name) => fieldWrong(name, rule[name])).filter(Boolean);
  if (rule['at-least'] > rule['out-of']) wrongs.push('at-least must not be more than out-of');
  return wrongs.map((wrong) => `Rule ${id}: ${wrong}.`);
}

/** Sentences about what the device would refuse; empty if it may be saved. */
export function wrongsOf({ zones, rules }) {
  const wrongs = [];
  for (const [id, zone] of Object.entries(zones)) {
    const wrong = polygonWrong(zone.polygon);
    if (wrong) wrongs.push(`Zone ${zone.name ?? id} ${wrong}.`);
    if (!zone.rules?.length && zone.rules) wrongs.push(`Zone ${zone.name ?? id} has no rule: nothing would be watched.`);
  }
  for (const [id, rule] of Object.entries(rules)) wrongs.push(...ruleWrongs(id, rule));
  return wrongs;
}

/** Why a new name cannot be taken, or an empty text. */
export function nameWrong(id, taken) {
  if (!ID.test(id)) return 'A name is 1 to 64 letters, digits, dots, dashes or underscores.';
  return id in taken ? `There is a ${id} already.` : '';
}
