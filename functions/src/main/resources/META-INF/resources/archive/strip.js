/** The strip of a day or of some hours: where there are recordings, where incidents; a slider for the time to play. */
import { html, svg } from '../dom.js';
import { texts } from '../texts.js';

const WIDTH = 1440;
const HEIGHT = 40;

function x(timeline, iso) {
  const since = Date.parse(timeline.since);
  const share = (Date.parse(iso) - since) / (Date.parse(timeline.until) - since);
  return Math.min(1, Math.max(0, share)) * WIDTH;
}

function recording(timeline, part) {
  const left = x(timeline, part.from);
  const width = Math.max(1, x(timeline, part.to) - left);
  return svg('rect', { x: left, y: 10, width, height: HEIGHT - 10, class: `tier-${part.tier}` });
}

function incident(timeline, mark) {
  const at = x(timeline, mark.capturedAt);
  return svg('path', { d: `M${at - 6} 0 L${at + 6} 0 L${at} 12 Z M${at} 10 L${at} ${HEIGHT}`, class: `mark severity-${mark.severity.toLowerCase()}` });
}

const KEYED_PAUSE_MS = 1000; // who steps with keys has arrived; each playback is noted in the audit log

/** Calls `onChoice` when a slider was let go of; with keys each step says so, and it is Enter or a pause that counts. */
function onceChosen(slider, onChoice) {
  let isKeyed = false;
  let pause = 0;

  function choose() {
    clearTimeout(pause);
    if (slider.isConnected) onChoice();
  }

  slider.addEventListener('pointerdown', () => (isKeyed = false));
  slider.addEventListener('keydown', ({ key }) => {
    isKeyed = true;
    if (key === 'Enter') choose();
  });
  slider.addEventListener('change', () => {
    clearTimeout(pause);
    if (isKeyed) pause = setTimeout(choose, KEYED_PAUSE_MS);
    else choose();
  });
}

/** The strip, and below it a slider in minutes; `onTime` hears the instant that was chosen. */
export function draw(timeline, onTime) {
  const picture = svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': texts.archive.strip({ recordings: timeline.recordings.length, incidents: timeline.incidents.length }) },
    ...timeline.recordings.map((part) => recording(timeline, part)),
    ...timeline.incidents.map((mark) => incident(timeline, mark)),
  );
  const minutes = Math.ceil((Date.parse(timeline.until) - Date.parse(timeline.since)) / 60000);
  const slider = html('input', { type: 'range', min: 0, max: minutes - 1, step: 1, 'aria-label': texts.archive.scrub });
  const instant = () => new Date(Date.parse(timeline.since) + Number(slider.value) * 60000).toISOString();
  const say = () => slider.setAttribute('aria-valuetext', `${instant().slice(11, 16)} UTC`);
  const first = timeline.incidents[0]?.capturedAt ?? timeline.recordings[0]?.from;
  if (first) slider.value = Math.floor((Date.parse(first) - Date.parse(timeline.since)) / 60000);
  say();
  slider.addEventListener('input', say);
  onceChosen(slider, () => onTime(instant()));
  return html('div', {}, picture, slider);
}
