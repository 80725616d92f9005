/** The rows of the list: newest first, laid out in one go, and never more than so many. */
import { byId } from '../dom.js';
import { compareInstants } from '../time.js';
import { incidentRow } from './row.js';

/** Newest first by capture; two of the same instant by id, as the server has it: else "older" would leave gaps. */
export function newestFirst(one, other) {
  return compareInstants(other.capturedAt, one.capturedAt) || Number(one.id < other.id) - Number(one.id > other.id);
}

/** @param most how many rows there are at once, whatever is put in */
export function rowList(list, most) {
  const rows = new Map(); // id -> { incident, row }
  let shown = []; // newest first

  function place(id) {
    return rows.get(id)?.row;
  }

  /** The row that a person looks at: the one with the focus, else the first below the header. */
  function lookedAt() {
    const focused = document.activeElement.closest?.('[data-incident]');
    if (focused && list.contains(focused)) return focused;
    const edge = byId('header').getBoundingClientRect().bottom;
    return shown.map(({ id }) => place(id)).find((row) => row.getBoundingClientRect().bottom > edge);
  }

  /** Does the work, after which what a person looks at stands where it stood. */
  function keepPlace(work) {
    const row = lookedAt();
    const top = row?.getBoundingClientRect().top;
    work();
    const now = place(row?.dataset.incident);
    if (now) scrollBy({ top: now.getBoundingClientRect().top - top, behavior: 'instant' });
  }

  /** A row that goes hands its focus to the one that follows, or else to the one before. */
  function remove(id) {
    const row = place(id);
    rows.delete(id);
    if (row.contains(document.activeElement)) (row.nextElementSibling ?? row.previousElementSibling)?.querySelector('a').focus({ preventScroll: true });
    row.remove();
  }

  function replace(known, incident, row) {
    const hadFocus = known.row.contains(document.activeElement);
    known.row.replaceWith(row);
    if (hadFocus) row.querySelector('a').focus({ preventScroll: true });
    rows.set(incident.id, { incident, row });
  }

  /** Brings the page in line with what is wanted: rows that stay as they are are not touched, new ones come in runs. */
  function layOut(wanted, isFresh) {
    const kept = new Set(wanted.map(({ id }) => id));
    [...rows.keys()].filter((id) => !kept.has(id)).forEach(remove);
    const run = document.createDocumentFragment();
    for (const incident of wanted) {
      const known = rows.get(incident.id);
      known?.row.before(run); // which empties it
      if (known?.incident === incident) continue;
      const row = incidentRow(incident);
      if (known) {
        replace(known, incident, row);
      } else {
        row.classList.toggle('fresh', isFresh);
        run.append(row);
        rows.set(incident.id, { incident, row });
      }
    }
    list.append(run);
    shown = wanted;
  }

  /** All that there are with these put in and those taken out, newest first. */
  function merged(put, drop) {
    const all = new Map(shown.map((incident) => [incident.id, incident]));
    put.forEach((incident) => all.set(incident.id, incident));
    drop.forEach((id) => all.delete(id));
    return [...all.values()].sort(newestFirst);
  }

  return {
    get size() {
      return shown.length;
    },
    get last() {
      return shown.at(-1);
    },
    get: (id) => rows.get(id)?.incident,
    row: place,

    /** Puts incidents in and takes ids out; the oldest make room. @returns whether some had to */
    change({ put = [], drop = [], isReading = false, isFresh = true }) {
      const all = merged(put, drop);
      const work = () => layOut(all.slice(0, most), isFresh);
      isReading ? keepPlace(work) : work();
      return all.length > most;
    },

    /** Adds a page of older ones; the newest make room. @returns whether some had to */
    extend(page) {
      const all = merged(page, []);
      keepPlace(() => layOut(all.slice(-most), false));
      return all.length > most;
    },

    clear() {
      rows.clear();
      shown = [];
      list.replaceChildren();
    },
  };
}
