/** Why a message is not sent, in the reader's language. */
import { readable, ruleName, texts } from '../texts.js';
import { absolute } from '../time.js';

const words = texts.notifications.reasons;
const SHOWN = {
  at: absolute,
  until: absolute,
  site: readable,
  rule: ruleName,
  count: Number,
  state: (state) => texts.states[state] ?? state,
};

/** Which sentence says it; whom no plan names is counted, not named. */
function nameOf({ suppressedBy, digestId, reasonValues }) {
  if (digestId) return 'DIGEST';
  return suppressedBy === 'NOBODY' && reasonValues?.count ? 'MAILED' : suppressedBy;
}

/** The reason of a suppression by its code and values; what has none, or is newer than this page, in English. */
export function reasonWords(notification) {
  const { reason, reasonValues } = notification;
  const sentence = words[nameOf(notification)];
  if (!sentence || !reasonValues) return reason;
  const shown = Object.entries(reasonValues).map(([name, value]) => [name, SHOWN[name]?.(value) ?? value]);
  try {
    return sentence(Object.fromEntries(shown));
  } catch {
    return reason; // values of another reason, which a process of the version before did not know of
  }
}
