/** Long work: a bar, a sentence of how far it has come, and a way to stop it between two steps. */
import { html } from './dom.js';
import { texts } from './texts.js';

/**
 * Runs `step` for each part and shows how far it is. Nothing that was done is undone by stopping.
 *
 * @param place where the bar stands while the work lasts
 * @param stop the button that stops it, shown meanwhile
 * @param step does one part; the number that it returns is what the bar goes on by
 * @param size how much all parts are together
 * @returns {Promise<boolean>} whether all of it was done
 */
export async function work({ place, stop, parts, size, step, sentence }) {
  let done = 0;
  let isStopped = false;
  const bar = html('progress', { max: size, value: 0, 'aria-label': texts.progress.label });
  const words = html('p', { role: 'status' });
  const onStop = () => (isStopped = true);
  const show = () => {
    bar.value = done;
    words.textContent = sentence({ done, size });
  };
  place.replaceChildren(bar, words);
  show();
  stop.hidden = false;
  stop.addEventListener('click', onStop);
  try {
    for (const part of parts) {
      if (isStopped) return false;
      done += await step(part);
      show();
    }
    return true;
  } finally {
    stop.hidden = true;
    stop.removeEventListener('click', onStop);
    bar.remove();
  }
}

const MEGABYTE = 1e6;

function megabytes(bytes) {
  return Math.round(bytes / (MEGABYTE / 10)) / 10;
}

/** Takes an answer's body in, saying how much has come; without a length the bar only shows that it goes on. */
export async function download(response, place) {
  const size = Number(response.headers.get('Content-Length'));
  const bar = html('progress', { max: size || null, 'aria-label': texts.progress.label });
  const words = html('p', { role: 'status' });
  const parts = [];
  let bytes = 0;
  place.replaceChildren(bar, words);
  try {
    const reader = response.body.getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      parts.push(read.value);
      bytes += read.value.length;
      if (size) bar.value = bytes;
      words.textContent = texts.progress.received({ megabytes: megabytes(bytes) });
    }
    return new Blob(parts, { type: response.headers.get('Content-Type') });
  } finally {
    place.replaceChildren();
  }
}

/** Hands a file to the reader under a name. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  html('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), MEGABYTE);
}
