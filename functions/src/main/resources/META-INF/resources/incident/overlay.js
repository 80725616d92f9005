/** Boxes and zone as SVG, in CSS pixels of the stage, so that lines and letters keep their size at any zoom. */
import { svg } from '../dom.js';
import { percent, texts, what } from '../texts.js';

const words = texts.incident.picture;
const LABEL_HEIGHT = 18;
const LABEL_PADDING = 5;
const GAP = 3;

/** Fractions of the frame to pixels of the stage that shows a window of it. */
function projection(view, stage) {
  return ([x, y]) => [((x - view.left) / view.size) * stage.width, ((y - view.top) / view.size) * stage.height];
}

function zoneShape(zone, project) {
  const points = zone.polygon.map((point) => project(point).map((value) => value.toFixed(1)).join(',')).join(' ');
  return svg('polygon', { class: 'zone', points, 'data-zone': zone.id });
}

function boxShape(detection, role, project) {
  const [left, top, right, bottom] = detection.box;
  const [x, y] = project([left, top]);
  const [farX, farY] = project([right, bottom]);
  const place = { x, y, width: farX - x, height: farY - y };
  return svg(
    'g',
    { class: `box ${role}` },
    svg('rect', { ...place, class: 'halo' }),
    svg('rect', { ...place, class: 'line', 'data-box': role }),
  );
}

/** Whether the box touches the window; a label without its box would point at nothing. */
function isInside({ box: [left, top, right, bottom] }, view) {
  return right > view.left && left < view.left + view.size && bottom > view.top && top < view.top + view.size;
}

/** Above the box where there is room, else below; never outside the stage. */
function addLabel(group, text, stage) {
  const box = group.lastElementChild;
  const [x, y, height] = ['x', 'y', 'height'].map((name) => Number(box.getAttribute(name)));
  const letters = svg('text', {}, text);
  group.append(letters);
  const width = letters.getComputedTextLength() + 2 * LABEL_PADDING;
  const left = Math.max(0, Math.min(x, stage.width - width));
  const top = y >= LABEL_HEIGHT + GAP ? y - LABEL_HEIGHT - GAP : y + height + GAP;
  letters.setAttribute('x', left + LABEL_PADDING);
  letters.setAttribute('y', top + LABEL_HEIGHT - LABEL_PADDING);
  group.insertBefore(svg('rect', { class: 'plate', x: left, y: top, width, height: LABEL_HEIGHT, rx: 3 }), letters);
}

function named({ label, score }) {
  return { label, score: percent(score) };
}

/** Draws the incident's zone, what else was seen, and on top the subject with its label. */
export function drawOverlay(overlay, incident, view, stage) {
  const project = projection(view, stage);
  const seen = incident.others.filter((detection) => isInside(detection, view));
  const others = seen.map((detection) => boxShape(detection, 'other', project));
  const subject = boxShape(incident.subject, 'subject', project);
  overlay.setAttribute('viewBox', `0 0 ${stage.width} ${stage.height}`);
  overlay.setAttribute('aria-label', words.overlayLabel({ what: what(incident.label), score: percent(incident.subject.score), zone: incident.zone.name }));
  overlay.replaceChildren(zoneShape(incident.zone, project), ...others, subject);
  if (view.size < 1) others.forEach((group, at) => addLabel(group, words.box(named(seen[at])), stage));
  addLabel(subject, words.box(named(incident.subject)), stage);
}
