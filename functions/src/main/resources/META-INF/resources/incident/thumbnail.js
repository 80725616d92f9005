import { html } from '../dom.js';

const SIZE = { class: 'thumbnail', width: 112, height: 84 };

/**
 * The picture of a row: what the device made small for it, else the whole snapshot. Words first: pictures come when
 * nothing else is to come, and not at all where somebody saves data.
 */
export function thumbnail({ thumbnailUrl, snapshotUrl }) {
  const src = thumbnailUrl ?? snapshotUrl;
  if (!src || navigator.connection?.saveData) return html('span', { class: 'thumbnail' });
  return html('img', { ...SIZE, src, alt: '', loading: 'lazy', fetchpriority: 'low', decoding: 'async' });
}
