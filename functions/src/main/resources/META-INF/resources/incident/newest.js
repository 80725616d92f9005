/** Asks which of the newest incidents fit a search, at most once a second however fast news come. */
import { api, Problem } from '../api.js';

const PAUSE_MS = 1000;
const PAUSE_AFTER_FAILURE_MS = 5000;
const LIMIT = 100;

/** @param onFound called with the page of the newest that fit, and with the ids of the news that were asked for */
export function newestThatFit(onFound) {
  let news = new Set();
  let asked = -Infinity;
  let timer = null;

  async function ask(query, signal) {
    timer = null;
    if (signal.aborted) return;
    const ids = news;
    news = new Set();
    asked = performance.now();
    try {
      const page = await api.incidents({ query, limit: LIMIT });
      if (!signal.aborted) onFound(page, ids);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (signal.aborted) return;
      ids.forEach((id) => news.add(id));
      plan(query, signal, PAUSE_AFTER_FAILURE_MS);
    }
  }

  function plan(query, signal, pause) {
    timer ??= setTimeout(() => ask(query, signal), Math.max(0, asked + pause - performance.now()));
  }

  return {
    /** Asks for these, too, once it is time. */
    look(items, query, signal) {
      items.forEach(({ id }) => news.add(id));
      plan(query, signal, PAUSE_MS);
    },

    /** Another search begins: what the last one wanted to know is of no interest. */
    clear() {
      clearTimeout(timer);
      timer = null;
      news = new Set();
    },
  };
}
