import { html } from '../dom.js';
import { texts } from '../texts.js';
import { ago, clock } from '../time.js';

const words = texts.deadLetters;

/** JSON is easier to read with its lines; what is none is shown as it came. */
function laidOut(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** What was kept of the message; asked for when somebody opens it. */
function bodyOf(letter, read) {
  const place = html('pre', { class: 'body', tabindex: '0', 'aria-label': words.body }, words.loadingBody);
  const details = html('details', {}, html('summary', {}, words.showBody({ bytes: letter.bytes })), place);
  details.addEventListener('toggle', async () => {
    if (details.open && !details.dataset.read) {
      details.dataset.read = 'true';
      place.textContent = await read().then(({ body }) => laidOut(body ?? ''), (problem) => problem.message);
    }
  });
  return details;
}

/** What became of a letter that was played again. */
export function outcome({ outcome: name, reason }) {
  const text = reason ? `${words.outcomes[name]}: ${reason}` : words.outcomes[name];
  return html('p', { class: `outcome outcome-${name.toLowerCase()}`, role: 'status' }, text);
}

/** One letter: why it is here, what it says, and the button that plays it again. `read()` asks for its body. */
export function letterRow(letter, { read, replay }) {
  const { id, code, reason, device, times, firstAt, lastAt, isWhole, replayedAt, replayedBy } = letter;
  const button = html('button', { type: 'button', disabled: !isWhole }, words.replay);
  const row = html(
    'li',
    { class: 'card letter', 'data-letter': id },
    html('h2', {}, words.codes[code] ?? code),
    html('p', { class: 'reason' }, reason),
    html('p', { class: 'muted' }, device ? words.from({ device }) : words.fromNobody, ' · ', ago(lastAt), ' · ', clock(lastAt)),
    times > 1 ? html('p', { class: 'muted' }, words.times({ count: times }), ' ', clock(firstAt)) : null,
    isWhole ? null : html('p', { class: 'muted' }, words.cut),
    bodyOf(letter, read),
    replayedAt ? html('p', { class: 'outcome outcome-applied' }, words.replayed({ person: replayedBy }), ' ', clock(replayedAt)) : null,
    html('p', { class: 'actions' }, button),
  );
  button.addEventListener('click', async () => {
    button.disabled = true;
    row.querySelector('.outcome')?.remove();
    button.parentElement.before(await replay());
    button.disabled = !isWhole;
  });
  return row;
}
