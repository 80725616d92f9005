/** Frames a second of an edit decision list, as `timeline.edl` takes them. */
import { byId, html } from '../dom.js';
import { texts } from '../texts.js';

const words = texts.archive.rates;
const FIRST = '25'; // recordings do not say theirs
const RATES = ['24', '25', '29.97df', '29.97', '30', '50', '59.94df', '59.94', '60'];

function name(value) {
  const rate = parseFloat(value);
  if (value.endsWith('df')) return words.drop({ rate });
  return Number.isInteger(rate) ? words.whole({ rate }) : words.nonDrop({ rate });
}

/** Fills the choice; what the address remembers is chosen. */
export function offerRates(remembered) {
  byId('rate').replaceChildren(...RATES.map((value) => html('option', { value }, name(value))));
  byId('rate').value = RATES.includes(remembered) ? remembered : FIRST;
}

export function chosenRate() {
  return byId('rate').value;
}
