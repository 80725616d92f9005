/** When nobody will be on call, in words. */
import { html } from '../dom.js';
import { locale, texts } from '../texts.js';

const words = texts.onCall.gaps;
const WALL = new Intl.DateTimeFormat(locale, {
  weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC',
});

/** The clock on the site's wall, as the instant's text with its offset shows it already. */
function wall(text) {
  return WALL.format(new Date(`${text.slice(0, 16)}Z`));
}

function gap({ from, to }, isNow) {
  if (!to) return isNow ? words.always : words.after({ from: wall(from) });
  return isNow ? words.until({ to: wall(to) }) : words.between({ from: wall(from), to: wall(to) });
}

/** Who is told then: a warning if that is nobody of the site's. */
function elsewhere({ plan, instead }) {
  const [next] = plan.escalation;
  if (next) return words.next({ person: next });
  const { people, count, isMailed } = instead;
  const names = people.join(', ');
  if (!isMailed) return html('strong', {}, words.nobodyManages({ person: names }));
  return names ? words.mailed({ people: names }) : words.mailedTo({ count });
}

/** The gaps of a plan, or that there are none; and who is told of what falls into them. */
export function gapWords(known) {
  const { gaps, now } = known;
  if (gaps.length === 0) return [html('p', { class: 'muted' }, words.none)];
  return [
    html(
      'div',
      { class: 'gaps notice notice-waiting' },
      html('p', {}, html('strong', {}, words.title)),
      html('ul', {}, ...gaps.map((one, i) => html('li', {}, gap(one, i === 0 && !now)))),
      html('p', {}, elsewhere(known)),
    ),
  ];
}
