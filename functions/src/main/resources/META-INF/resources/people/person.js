import { html } from '../dom.js';
import { readable, texts } from '../texts.js';
import { clock } from '../time.js';

const words = texts.people;

function place({ everywhere, site, cameras }) {
  if (everywhere) return words.places.everywhere;
  return site ? words.atSite({ site: readable(site) }) : words.onCameras({ cameras: cameras.join(', ') });
}

/** A grant in words; `onWithdraw` asks once more before it goes. */
function grantLine(grant, onWithdraw) {
  const sentence = `${texts.roles[grant.role] ?? grant.role}, ${place(grant)}`;
  const line = html(
    'li',
    { 'data-grant': grant.id },
    html('strong', {}, sentence),
    html('span', { class: 'muted' }, words.given({ person: grant.grantedBy }), ' ', clock(grant.grantedAt)),
  );
  if (!onWithdraw) return line;
  const sure = html('button', { type: 'button', class: 'danger' }, words.withdrawNow);
  sure.addEventListener('click', () => onWithdraw(grant));
  line.append(html('details', {}, html('summary', { 'aria-label': words.withdrawLabel({ grant: sentence }) }, words.withdraw), sure));
  return line;
}

/** A person with everything that he was granted. */
export function personCard(person, grants, onWithdraw) {
  return html(
    'li',
    { class: 'card person', 'data-person': person, tabindex: '-1' },
    html('h2', {}, person),
    html('ul', {}, ...grants.map((grant) => grantLine(grant, onWithdraw))),
  );
}
