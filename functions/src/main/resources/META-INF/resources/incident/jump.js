/** The button that leads to what is newer than the list shows, once a person who reads it was not to be disturbed. */
import { byId } from '../dom.js';
import { texts } from '../texts.js';

/** Nobody counts further, and a flood of hours must not fill the memory. */
const MOST_COUNTED = 999;
const words = texts.incidents;

export function jumpToNewest(onJump) {
  const button = byId('jump');
  const waiting = new Set();
  let isAway = false;

  function show() {
    button.hidden = waiting.size === 0 && !isAway;
    const count = waiting.size < MOST_COUNTED ? waiting.size : `${MOST_COUNTED}+`;
    button.textContent = waiting.size === 0 ? words.newest : words.waiting({ count });
  }

  button.addEventListener('click', () => {
    byId('content').focus({ preventScroll: true }); // the button is about to go
    scrollTo({ top: 0, behavior: 'instant' });
    onJump();
  });

  return {
    /** Whether what is new waits here instead of being shown. */
    get isUp() {
      return !button.hidden;
    },

    /** @returns {boolean} whether it waits here since now */
    wait({ id }) {
      const isFirst = !waiting.has(id) && waiting.size < MOST_COUNTED;
      if (isFirst) waiting.add(id);
      show();
      return isFirst;
    },

    /** It does not fit any more. */
    forget(id) {
      if (waiting.delete(id)) show();
    },

    /** The newest rows were given up for older ones. */
    leave() {
      isAway = true;
      show();
    },

    clear() {
      waiting.clear();
      isAway = false;
      show();
    },
  };
}
