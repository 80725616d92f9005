/** Boxes, zones and lines as SVG above the picture, in CSS pixels, so that lines and letters keep their size. */
import { svg } from './dom.js';

const LABEL_HEIGHT = 18;
const LABEL_PADDING = 5;
const GAP = 3;

const at = ([x, y], stage) => [x * stage.width, y * stage.height];

export const pointsText = (points, stage) =>
  points.map((point) => at(point, stage).map((value) => value.toFixed(1)).join(',')).join(' ');

/** The stage's size; `svg` is made to measure in its pixels. */
export function measure(overlay) {
  const { width, height } = overlay.getBoundingClientRect();
  overlay.setAttribute('viewBox', `0 0 ${width} ${height}`);
  return { width, height };
}

/** A text on a plate at a corner, kept inside the stage. Added to a group that is in the page already. */
export function addLabel(group, text, left, top, below, stage) {
  const words = svg('text', {}, text);
  group.append(words);
  const width = words.getComputedTextLength() + 2 * LABEL_PADDING;
  const x = Math.max(0, Math.min(left, stage.width - width));
  const y = top >= LABEL_HEIGHT + GAP ? top - LABEL_HEIGHT - GAP : Math.min(below + GAP, stage.height - LABEL_HEIGHT);
  words.setAttribute('x', x + LABEL_PADDING);
  words.setAttribute('y', y + LABEL_HEIGHT - LABEL_PADDING);
  group.insertBefore(svg('rect', { class: 'plate', x, y, width, height: LABEL_HEIGHT, rx: 3 }), words);
}

function addBox(overlay, track, stage) {
  const [left, top] = at(track.box, stage);
  const [right, bottom] = at(track.box.slice(2), stage);
  const place = { x: left, y: top, width: right - left, height: bottom - top };
  const group = svg('g', { class: 'box', 'data-track': track.id });
  group.append(svg('rect', { ...place, class: 'halo' }), svg('rect', { ...place, class: 'line' }));
  overlay.append(group);
  addLabel(group, `${track.label} ${Math.round(track.score * 100)} %`, left, top, bottom, stage);
}

function addZone(overlay, id, zone, stage) {
  const group = svg('g', { class: 'zone-group' });
  group.append(svg('polygon', { class: 'zone', points: pointsText(zone.polygon, stage), 'data-zone': id }));
  overlay.append(group);
  const [left, top] = zone.polygon.map((point) => at(point, stage)).sort((a, b) => a[1] - b[1])[0];
  addLabel(group, zone.name ?? id, left, top, top, stage);
}

/** An arrow across the line shows which way counts as in: to the right of the line's direction. */
export function lineShape(line, stage) {
  const [a, b] = line.map((point) => at(point, stage));
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [middleX, middleY] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const [tipX, tipY] = [middleX - (dy / length) * 18, middleY + (dx / length) * 18];
  return [
    svg('line', { class: 'crossing', x1: a[0], y1: a[1], x2: b[0], y2: b[1] }),
    svg('line', { class: 'arrow', x1: middleX, y1: middleY, x2: tipX, y2: tipY }),
    svg('circle', { class: 'tip', cx: tipX, cy: tipY, r: 4 }),
  ];
}

/** Lines of the rules that a zone has. */
export function linesOf(zone, rules) {
  return (zone.rules ?? []).filter((name) => rules[name]?.line).map((name) => [name, rules[name].line]);
}

/** Draws everything anew. */
export function draw(overlay, { tracks, zones, rules }) {
  const stage = measure(overlay);
  overlay.replaceChildren();
  for (const [id, zone] of Object.entries(zones)) {
    addZone(overlay, id, zone, stage);
    for (const [, line] of linesOf(zone, rules)) overlay.append(...lineShape(line, stage));
  }
  for (const track of tracks) addBox(overlay, track, stage);
}
