/** Every word that the pages say, in one place; `data-text` attributes name entries by their path. */
export const locale = 'en-GB';

const SUBJECTS = { head: 'Head without helmet', person: 'Person in the zone', helmet: 'Helmet in the zone' };
const RULES = { 'missing-ppe': 'Missing helmet' };
const CONFIRMED_HINTS = { head: 'Really without a helmet' };

/** Shows an identifier as words: `crane-yard` is "Crane yard"; what somebody wrote with spaces stays as it is. */
export function readable(id) {
  if (id.includes(' ')) return id;
  const words = id.replace(/[-_.]+/g, ' ').trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const texts = {
  product: 'Sitewarden',
  skip: 'Skip to content',
  noScript: 'Sitewarden needs JavaScript in this browser.',
  nav: { label: 'Pages', incidents: 'Incidents', notifications: 'Notifications' },
  account: { label: (name) => `Account of ${name}`, signOut: 'Sign out' },
  connection: {
    lost: 'No connection. What you see may be out of date; trying again.',
    back: 'Connected again.',
  },
  problem: {
    offline: 'The server cannot be reached. Check your connection and try again.',
    unknown: (status) => `The server answered with error ${status}. Try again in a moment.`,
    retry: 'Try again',
  },
  time: { justNow: 'just now' },

  login: {
    title: 'Sign in',
    lead: 'See what the cameras saw, and say what it was.',
    user: 'User name',
    password: 'Password',
    submit: 'Sign in',
    busy: 'Signing in',
    wrong: 'User name or password is wrong. Check both and try again.',
    missing: 'Enter your user name and your password.',
    refused: 'The server refused the sign-in. Try again in a moment.',
  },

  incidents: {
    title: 'Incidents',
    show: 'Show',
    filters: { '': 'All', OPEN: 'Open', ACKNOWLEDGED: 'Acknowledged', RESOLVED: 'Resolved' },
    older: 'Show older',
    loading: 'Loading incidents',
    empty: {
      '': ['All quiet', 'No camera has reported anything yet. New incidents appear here by themselves.'],
      OPEN: ['Nothing open', 'Everything has been looked at. New incidents appear here by themselves.'],
      ACKNOWLEDGED: ['Nothing in hand', 'No incident is waiting for its verdict.'],
      RESOLVED: ['Nothing resolved yet', 'Incidents come here once somebody has given a verdict.'],
    },
    failed: 'The incidents could not be loaded.',
    fresh: (incident) => `New: ${texts.what(incident.label)}, ${texts.where(incident)}`,
    changed: (incident) => `${texts.what(incident.label)}, ${texts.where(incident)}: now ${texts.states[incident.state].toLowerCase()}`,
  },

  what: (label) => SUBJECTS[label] ?? `${readable(label)} in the zone`,
  rule: (id) => RULES[id] ?? readable(id),
  where: ({ zoneName, camera }) => `${readable(zoneName)}, camera ${camera}`,
  severities: { INFO: 'Info', WARNING: 'Warning', ALARM: 'Alarm' },
  states: { OPEN: 'Open', ACKNOWLEDGED: 'Acknowledged', RESOLVED: 'Resolved' },
  score: (score) => `${Math.round(score * 100)} %`,

  incident: {
    back: 'Incidents',
    loading: 'Loading incident',
    failed: 'The incident could not be loaded.',
    noId: 'This link names no incident. Open one from the list.',
    picture: {
      title: 'Picture',
      alt: (incident) => `Picture from camera ${incident.camera}`,
      coming: 'The picture is on its way from the camera.',
      overlay: 'Boxes and zone',
      overlayLabel: (incident) =>
        `${texts.what(incident.label)}, score ${texts.score(incident.subject.score)}, in ${incident.zone.name}`,
      closeUp: 'Close-up',
      loupe: 'Show the close-up',
      whole: 'Show the whole picture',
      box: (detection) => `${detection.label} ${texts.score(detection.score)}`,
    },
    clip: {
      title: 'Clip',
      label: (incident) => `Clip from camera ${incident.camera}`,
      coming: 'Clip is coming',
      comingHint: 'The camera keeps recording for some seconds after the event. The clip appears here by itself.',
      missing: 'No clip yet',
      missingHint: 'The device has not sent one. If it is offline, the clip follows when it is back.',
      arrived: 'The clip has arrived.',
    },
    facts: {
      title: 'Facts',
      captured: 'Seen',
      ended: 'Ended',
      lasting: 'still going on',
      camera: 'Camera',
      device: (device) => `on device ${device}`,
      zone: 'Zone',
      anchor: { FEET: 'judged at the feet', CENTRE: 'judged at the centre of the box' },
      rule: 'Rule',
      score: 'Score',
      model: 'Model',
      received: 'Received',
      notified: 'Notified',
      notYet: 'not yet',
      after: (seconds) => `${seconds} s after it was seen`,
      detections: 'All detections (JSON)',
    },
    timeline: { title: 'Timeline' },
    kinds: {
      OPENED: 'Seen by the camera',
      RECEIVED: 'Received',
      NOTIFIED: 'Notification sent',
      EVIDENCE_STORED: 'Evidence stored',
      UPDATED: 'Worse or clearer',
      ENDED: 'Situation ended',
      ACKNOWLEDGED: 'Acknowledged',
      RESOLVED: 'Resolved',
      REOPENED: 'Reopened',
    },
    changedByOther: 'This incident was changed elsewhere; you see its newest state.',
  },

  review: {
    title: 'Your verdict',
    legend: 'What was it?',
    verdicts: { CONFIRMED: 'Confirmed', REJECTED: 'Rejected', UNSURE: 'Unsure' },
    hints: {
      CONFIRMED: (label) => CONFIRMED_HINTS[label] ?? 'The model saw it right',
      REJECTED: () => 'A mistake of the model',
      UNSURE: () => 'Cannot tell from this',
    },
    choose: 'Choose a verdict first.',
    comment: 'Comment',
    optional: 'optional',
    acknowledge: 'Acknowledge',
    resolve: 'Resolve',
    acknowledgedBy: (name) => `Acknowledged by ${name}`,
    resolvedTitle: 'Verdict',
    resolvedBy: (name) => `Resolved by ${name}`,
    reopen: 'Reopen',
    reason: 'Why should it be looked at again?',
    reasonMissing: 'Give a reason first.',
    readOnly: 'Your role may look, but not decide.',
    noVerdict: 'No verdict yet.',
    done: { acknowledgement: 'Acknowledged.', resolution: 'Resolved. Thank you.', reopening: 'Reopened.' },
    conflict: (state) =>
      `Somebody else changed this incident meanwhile: it is now ${state.toLowerCase()}. Yours was not saved; look again and decide.`,
    offline: 'Not saved: the server cannot be reached. Your entry is kept; try again.',
  },

  notifications: {
    title: 'Notifications',
    lead: 'What was sent to whom, and when.',
    loading: 'Loading notifications',
    failed: 'The notifications could not be loaded.',
    empty: ['Nothing sent yet', 'When a camera reports an incident, the message to the site engineer is listed here.'],
    to: (recipient, channel) => `To ${recipient} by ${texts.channels[channel] ?? channel}`,
    open: 'Open incident',
    states: { PENDING: 'Waiting', SENT: 'Sent', FAILED: 'Failed' },
  },
  channels: { page: 'this page', console: 'console', sms: 'text message', email: 'e-mail' },
};

function entry(path) {
  const found = path.split('.').reduce((node, key) => node?.[key], texts);
  if (typeof found !== 'string') throw new Error(`no text at ${path}`);
  return found;
}

/** Fills every element that names its text (`data-text`) or its accessible name (`data-label`). */
export function fillTexts(root = document) {
  for (const element of root.querySelectorAll('[data-text]')) element.textContent = entry(element.dataset.text);
  for (const element of root.querySelectorAll('[data-label]')) element.setAttribute('aria-label', entry(element.dataset.label));
}
