/**
 * What was detected while a recording plays: boxes over the video, and a strip of its minute. The detections are those
 * that devices store with each incident: a few seconds before and after.
 */
import { api } from '../api.js';
import { html, svg } from '../dom.js';
import { percent, texts } from '../texts.js';

const words = texts.archive.seen;
const FRESH_MS = 700; // a box stands until the next look, but not longer: devices look ten times a second or so
const LETTERS_PX = 13;
const STRIP = { width: 1000, height: 44 };

/**
 * Every look of the incidents, oldest first: `{at, detections}` with `at` in milliseconds. One file that cannot be had
 * does not take the others with it: `missing` counts those.
 */
async function looksOf(incidents) {
  const answers = await Promise.allSettled(incidents.map(({ id }) => api.detections(id)));
  const files = answers.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  const looks = files.flatMap(({ frames }) => frames).map(({ captured_at: at, detections }) => ({ at: Date.parse(at), detections }));
  return { looks: looks.sort((one, other) => one.at - other.at), missing: answers.length - files.length };
}

/** The look that is shown at an instant: the last one before it, unless that is old. */
function lookAt(looks, at) {
  const found = looks.findLast((look) => look.at <= at);
  return found && at - found.at < FRESH_MS ? found : null;
}

function named({ label, score }) {
  return words.box({ label, score: percent(score) });
}

function box(detection, size, scale) {
  const [left, top, right, bottom] = detection.box;
  const [x, y] = [left * size.width, top * size.height];
  const place = { x, y, width: (right - left) * size.width, height: (bottom - top) * size.height };
  const letters = LETTERS_PX / scale;
  const below = y < 1.5 * letters;
  return svg(
    'g',
    { class: 'box subject' },
    svg('rect', { ...place, class: 'halo' }),
    svg('rect', { ...place, class: 'line', 'data-detection': detection.label }),
    svg('text', { x, y: below ? y + place.height + 1.2 * letters : y - letters / 3, 'font-size': letters }, named(detection)),
  );
}

function draw(overlay, player, look) {
  const size = { width: player.videoWidth || 1, height: player.videoHeight || 1 };
  const scale = Math.min(player.clientWidth / size.width, player.clientHeight / size.height) || 1;
  overlay.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
  overlay.replaceChildren(...(look?.detections ?? []).map((detection) => box(detection, size, scale)));
}

/** The minute that plays: a line a look, as tall as it has detections, and where the video is. */
function strip(part, looks) {
  const [from, to] = [Date.parse(part.from), Date.parse(part.to)];
  const x = (at) => ((at - from) / (to - from)) * STRIP.width;
  const inside = looks.filter(({ at, detections }) => at >= from && at < to && detections.length > 0);
  const most = Math.max(2, ...inside.map(({ detections }) => detections.length)); // so that a single one does not fill it
  const line = ({ at, detections }) => {
    const height = (detections.length / most) * STRIP.height;
    return svg('line', { x1: x(at), x2: x(at), y1: STRIP.height, y2: STRIP.height - height, class: 'look' });
  };
  const now = svg('line', { x1: 0, x2: 0, y1: 0, y2: STRIP.height, class: 'now' });
  const picture = svg(
    'svg',
    { viewBox: `0 0 ${STRIP.width} ${STRIP.height}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': words.strip({ count: inside.length }) },
    ...inside.map(line),
    now,
  );
  const moveTo = (at) => ['x1', 'x2'].forEach((name) => now.setAttribute(name, x(at)));
  return { picture, moveTo, count: inside.length };
}

/** Lays what was seen over the player: `show(part, incidents)` when another recording is played, `clear()` when none is. */
export function seenOver(player, overlay, place) {
  let playing = null;

  function follow() {
    if (!playing) return;
    const at = playing.from + player.currentTime * 1000;
    draw(overlay, player, lookAt(playing.looks, at));
    playing.strip.moveTo(at);
  }

  ['timeupdate', 'seeked', 'loadedmetadata'].forEach((event) => player.addEventListener(event, follow));
  new ResizeObserver(follow).observe(player);

  let shown = 0; // which of those that were to be shown is the last one

  function clear() {
    shown += 1;
    playing = null;
    overlay.replaceChildren();
    place.replaceChildren();
  }

  async function show(part, incidents) {
    clear();
    const own = shown;
    const [from, to] = [Date.parse(part.from), Date.parse(part.to)];
    const near = incidents.filter(({ hasDetections, capturedAt }) => hasDetections && Math.abs(Date.parse(capturedAt) - (from + to) / 2) < to - from + 60000);
    const { looks, missing } = await looksOf(near);
    if (own !== shown) return; // another recording plays by now
    const drawn = strip(part, looks);
    playing = { from, looks, strip: drawn };
    const found = drawn.count ? words.strip({ count: drawn.count }) : words.none;
    const sentences = missing ? [...(drawn.count ? [found] : []), words.missing({ count: missing })] : [found];
    place.replaceChildren(...(drawn.count ? [drawn.picture] : []), ...sentences.map((text) => html('p', { class: 'muted' }, text)));
    follow();
  }

  return { show, clear };
}
