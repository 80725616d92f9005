/** Why a message is not sent, in the reader's language. */
import { readable, ruleName, texts } from '../texts.js';
import { absolute } from '../time.js';

const words = texts.notifications.reasons;
const SHOWN = {
  at: absolute,
  until: absolute,
  site: readable,
  rule: ruleName,
  state: (state) => texts.states[state] ?? state,
};

/** The reason of a suppression by its code and values; what has none, or is newer than this page, in English. */
export function reasonWords({ suppressedBy, digestId, reason, reasonValues }) {
  const sentence = words[digestId ? 'DIGEST' : suppressedBy];
  if (!sentence || !reasonValues) return reason;
  const shown = Object.entries(reasonValues).map(([name, value]) => [name, SHOWN[name]?.(value) ?? value]);
  try {
    return sentence(Object.fromEntries(shown));
  } catch {
    return reason; // values of another reason, which a process of the version before did not know of
  }
}
