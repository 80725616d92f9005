/** The strip on every page that says which acknowledgements wait to be sent, and which were refused and why. */
import { html } from '../dom.js';
import { texts } from '../texts.js';
import { countWaiting, forget, isOthersTurn, sendWhenPossible, waitingOf } from './waiting.js';

const words = texts.waiting;

function refusal(person, { id, refused }) {
  const reason = refused === 'conflict' ? words.conflict : words.refused({ reason: refused });
  const seen = html('button', { type: 'button' }, words.seen);
  seen.addEventListener('click', () => forget(person, id));
  return html('p', {}, reason, ' ', html('a', { href: `/incident/view.html?id=${encodeURIComponent(id)}` }, words.open), seen);
}

/**
 * Puts the strip into an element. `of(person)`, once it is known who is signed in, shows and sends what is his; until
 * then `ofAnybody()` says how many wait in this browser, and nothing else of them.
 */
export function waitingStrip(place) {
  const strip = html('div', { id: 'waiting', class: 'waiting', role: 'status', hidden: true });
  place.append(strip);

  function showCount(count, ...more) {
    strip.replaceChildren(...(count ? [html('p', {}, words.strip({ count }))] : []), ...more);
    strip.hidden = strip.childElementCount === 0;
  }

  function show(person) {
    const all = waitingOf(person);
    const count = all.filter(({ refused }) => !refused).length;
    const others = count && isOthersTurn() ? [html('p', {}, words.otherPerson({ name: person }))] : [];
    showCount(count, ...others, ...all.filter(({ refused }) => refused).map((entry) => refusal(person, entry)));
  }

  return {
    ofAnybody: () => showCount(countWaiting()),

    of(person) {
      addEventListener('waiting', () => show(person));
      show(person);
      sendWhenPossible(person);
    },
  };
}
