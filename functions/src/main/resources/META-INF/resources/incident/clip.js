import { html } from '../dom.js';
import { texts } from '../texts.js';

const words = texts.incident.clip;
const PATIENCE_MS = 3 * 60 * 1000; // a clip is cut 5 s after the event and sent at once; by then something is slow

function waiting(incident) {
  const isLate = Date.now() - Date.parse(incident.capturedAt) > PATIENCE_MS;
  const lines = [html('strong', {}, isLate ? words.missing : words.coming), html('span', { class: 'muted' }, isLate ? words.missingHint : words.comingHint)];
  return html('p', { class: isLate ? 'clip-waiting' : 'clip-waiting clip-coming', role: 'status' }, ...lines);
}

function gone() {
  return html('p', { class: 'clip-waiting' }, html('strong', {}, words.gone), html('span', { class: 'muted' }, words.goneHint));
}

function failed(retry) {
  const button = html('button', { type: 'button' }, texts.problem.retry);
  button.addEventListener('click', retry);
  return html('div', { class: 'clip-waiting', role: 'status' }, html('strong', {}, words.failed), button);
}

function player(incident, onError) {
  const video = html('video', {
    controls: true, playsinline: true, preload: 'metadata',
    src: incident.evidence.clip.url,
    'aria-label': words.label({ camera: incident.camera }),
    width: incident.frame.widthPx, height: incident.frame.heightPx,
  });
  video.addEventListener('error', onError);
  if (incident.evidence.snapshot) video.poster = incident.evidence.snapshot.url;
  return video;
}

/** Shows the clip, or that it is coming, or gone; a clip that plays is left alone. */
export function showClip(root, incident) {
  const playing = root.querySelector('video');
  const url = incident.evidence.clip?.url;
  if (playing && playing.getAttribute('src') === url) return;
  const play = () => root.replaceChildren(player(incident, () => root.replaceChildren(failed(play))));
  if (url) play();
  else root.replaceChildren(incident.evidence.isGone ? gone() : waiting(incident));
}
