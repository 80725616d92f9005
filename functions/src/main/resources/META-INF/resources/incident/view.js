/** One incident: picture, verdict, clip, facts, timeline; kept up to date by the long poll. */
import { api, follow } from '../api.js';
import { byId } from '../dom.js';
import { pressWith } from '../keys.js';
import { announce, openPage, panel, sentence, showLink } from '../page.js';
import { reviewForm } from '../review/form.js';
import { workForm } from '../review/work.js';
import { texts, what, where } from '../texts.js';
import { ago } from '../time.js';
import { severityBadge, stateBadge, workBadges } from './badges.js';
import { showClip } from './clip.js';
import { showDetections, showFacts } from './facts.js';
import { pictureView } from './picture.js';
import { showTimeline } from './timeline.js';

const id = new URLSearchParams(location.search).get('id');
const status = byId('status');
const article = byId('incident');
const picture = pictureView(byId('picture'));
const review = reviewForm({ reload, onChanged: show });
const work = workForm({ reload, onChanged: show });
let current = null;

function show(incident) {
  const hadClip = current?.evidence.clip;
  document.title = `${what(incident.label)} · ${texts.product}`;
  byId('what').textContent = what(incident.label);
  byId('where').replaceChildren(`${where(incident)} · `, ago(incident.capturedAt));
  byId('chips').replaceChildren(severityBadge(incident.severity), stateBadge(incident.state), ...workBadges(incident));
  article.hidden = false; // before the picture: the overlay needs its size
  picture.show(incident);
  showClip(byId('clip'), incident);
  showFacts(byId('facts'), incident);
  showDetections(byId('detections'), incident);
  showTimeline(byId('timeline'), incident);
  review.show(incident);
  work.show(incident);
  if (current && !hadClip && incident.evidence.clip) announce(texts.incident.clip.arrived);
  current = incident;
}

async function reload() {
  const incident = await api.incident(id);
  show(incident);
  return incident;
}

async function takeNews(items) {
  if (!items.some((item) => item.id === id || item.partOf === id)) return;
  const known = current;
  const incident = await reload();
  const isFromElsewhere = incident.version !== known.version && incident.state !== known.state;
  if (isFromElsewhere) announce(texts.incident.changedByOther);
}

async function open() {
  status.replaceChildren();
  status.setAttribute('aria-busy', 'true');
  try {
    // The cursor comes first: what changes between the two answers is then news.
    const [me, { news }] = await Promise.all([openedPage, api.incidents({ limit: 1 })]);
    review.isFor(me);
    work.isFor(me);
    await reload();
    follow(news, { signal: new AbortController().signal, onNews: takeNews, onLink: showLink });
  } catch (problem) {
    status.replaceChildren(panel(texts.incident.failed, sentence(problem), () => location.reload()));
  } finally {
    status.setAttribute('aria-busy', 'false');
  }
}

pressWith('a', 'acknowledge', texts.keys.acknowledge);
['CONFIRMED', 'REJECTED', 'UNSURE'].forEach((verdict, i) => pressWith(String(i + 1), `verdict-${verdict}`, texts.review.verdicts[verdict]));
pressWith('r', 'resolve', texts.keys.resolve);
pressWith('c', 'close-up', texts.keys.closeUp);
pressWith('o', 'boxes', texts.keys.overlay);
const openedPage = openPage('incidents');
if (id) open();
else status.replaceChildren(panel(texts.incident.failed, texts.incident.noId));
