/** The strip on every page that says which acknowledgements wait to be sent, and which were refused and why. */
import { html } from '../dom.js';
import { texts } from '../texts.js';
import { forget, sendWhenPossible, waitingOf } from './waiting.js';

const words = texts.waiting;

function refusal(person, { id, refused }) {
  const reason = refused === 'conflict' ? words.conflict : words.refused({ reason: refused });
  const seen = html('button', { type: 'button' }, words.seen);
  seen.addEventListener('click', () => forget(person, id));
  return html('p', {}, reason, ' ', html('a', { href: `/incident/view.html?id=${encodeURIComponent(id)}` }, words.open), seen);
}

/** Puts the strip into an element and keeps it true; `person` is whoever is signed in. */
export function showWaiting(place, person) {
  const strip = html('div', { id: 'waiting', class: 'waiting', role: 'status', hidden: true });
  place.append(strip);
  const show = () => {
    const all = waitingOf(person);
    const count = all.filter(({ refused }) => !refused).length;
    strip.hidden = all.length === 0;
    strip.replaceChildren(
      ...(count ? [html('p', {}, words.strip({ count }))] : []),
      ...all.filter(({ refused }) => refused).map((entry) => refusal(person, entry)),
    );
  };
  addEventListener('waiting', show);
  show();
  sendWhenPossible(person);
}
