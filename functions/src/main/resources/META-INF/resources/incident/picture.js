/**
 * The picture with its overlay and its loupe. The picture is clean; boxes and zone are drawn over it from
 * fractions 0..1 of the frame. A window is the part of the frame that is shown: `{left, top, size}`, with the
 * same `size` for width and height, so that nothing is stretched.
 */
import { texts } from '../texts.js';
import { drawOverlay } from './overlay.js';

const words = texts.incident.picture;
const WHOLE = { left: 0, top: 0, size: 1 };
const CLOSE_UP_BOXES = 4.5; // the close-up shows this many subjects side by side: more shows more surroundings
const SMALLEST_CLOSE_UP = 0.12; // of the frame; below this there are no pixels left to see

function closeUpOf([left, top, right, bottom]) {
  const size = Math.min(1, Math.max(SMALLEST_CLOSE_UP, CLOSE_UP_BOXES * Math.max(right - left, bottom - top)));
  const inside = (centre) => Math.min(1 - size, Math.max(0, centre - size / 2));
  return { left: inside((left + right) / 2), top: inside((top + bottom) / 2), size };
}

/** Lets an image, absolutely placed in its parent, show only the window. */
function look(image, view) {
  image.style.width = `${100 / view.size}%`;
  image.style.left = `${(-100 * view.left) / view.size}%`;
  image.style.top = `${(-100 * view.top) / view.size}%`;
}

export function pictureView(root) {
  const find = (selector) => root.querySelector(selector);
  const [stage, shot, overlay, loupe] = ['.stage', '.shot', '.overlay', '.loupe'].map(find);
  const [said, again] = ['.coming-text', '.again'].map(find);
  const [overlayToggle, zoomToggle] = ['.overlay-toggle', '.zoom-toggle'].map(find);
  let incident = null;
  let isClose = false;
  let hasOverlay = true;
  let hasFailed = false;

  function draw() {
    const closeUp = closeUpOf(incident.subject.box);
    const view = isClose ? closeUp : WHOLE;
    look(shot, view);
    look(loupe.firstElementChild, isClose ? WHOLE : closeUp);
    loupe.setAttribute('aria-label', isClose ? words.whole : words.loupe);
    zoomToggle.setAttribute('aria-pressed', String(isClose));
    overlayToggle.setAttribute('aria-pressed', String(hasOverlay));
    overlay.toggleAttribute('hidden', !hasOverlay);
    drawOverlay(overlay, incident, view, { width: stage.clientWidth, height: stage.clientHeight });
  }

  /** The loupe stands in the corner that is farthest from the subject. */
  function placeLoupe() {
    const [left, top, right, bottom] = incident.subject.box;
    loupe.classList.toggle('at-left', (left + right) / 2 > 0.5);
    loupe.classList.toggle('at-top', (top + bottom) / 2 > 0.6);
  }

  /** Where there is no picture, a sentence says why. */
  function showWhy() {
    const { snapshot, isGone } = incident.evidence;
    root.classList.toggle('without-picture', !snapshot || hasFailed);
    again.hidden = !snapshot || !hasFailed;
    if (snapshot) said.textContent = hasFailed ? words.failed : '';
    else said.textContent = isGone ? words.gone : words.coming;
  }

  function load(url) {
    hasFailed = false;
    [shot, loupe.firstElementChild].forEach((image) => (image.src = url));
  }

  function zoom() {
    isClose = !isClose;
    draw();
  }

  overlayToggle.addEventListener('click', () => {
    hasOverlay = !hasOverlay;
    draw();
  });
  zoomToggle.addEventListener('click', zoom);
  loupe.addEventListener('click', zoom);
  shot.addEventListener('error', () => {
    hasFailed = true;
    showWhy();
  });
  again.addEventListener('click', () => {
    load(shot.getAttribute('src'));
    showWhy();
  });
  new ResizeObserver(() => incident && draw()).observe(stage);

  return {
    show(shown) {
      incident = shown;
      const url = incident.evidence.snapshot?.url ?? '';
      if (url && shot.getAttribute('src') !== url) load(url);
      showWhy();
      shot.alt = words.alt({ camera: incident.camera });
      stage.style.aspectRatio = `${incident.frame.widthPx} / ${incident.frame.heightPx}`;
      placeLoupe();
      draw();
    },
  };
}
