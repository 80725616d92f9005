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
  nav: { label: 'Pages', incidents: 'Incidents', notifications: 'Notifications', archive: 'Archive' },
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

  archive: {
    title: 'Archive',
    camera: 'Camera',
    day: 'Day (UTC)',
    loading: 'Loading the day',
    failed: 'The archive could not be loaded.',
    empty: ['Nothing recorded yet', 'Recordings and incidents of your cameras appear here.'],
    emptyDay: ['Nothing on this day', 'Choose another day or another camera.'],
    player: 'Recording',
    parts: 'Recordings and incidents of the day',
    playing: (from, to) => `Playing ${from} to ${to} UTC`,
    notRecorded: 'Nothing was recorded at that time.',
    tiers: { media: '', archive: 'archived', gone: 'no longer kept' },
    strip: (recordings, incidents) => `${recordings} recordings and ${incidents} incidents on the day`,
    scrub: 'Time of the day',
    edl: 'Edit decision list (EDL)',
    csv: 'Table (CSV)',
  },

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
      NOT_NOTIFIED: 'Nobody notified',
      DELIVERED: 'Message arrived',
      NOT_DELIVERED: 'Message did not arrive',
      EVIDENCE_STORED: 'Evidence stored',
      UPDATED: 'Worse or clearer',
      ENDED: 'Situation ended',
      ACKNOWLEDGED: 'Acknowledged',
      RESOLVED: 'Resolved',
      REOPENED: 'Reopened',
      ASSIGNED: 'Assigned',
      COMMENTED: 'Comment',
      RECLASSIFIED: 'Severity changed',
      REPEATED: 'Seen again',
      SEPARATED: 'Separated from its first',
      ESCALATED: 'Escalated',
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

  work: {
    title: 'Work',
    nobodys: 'Nobody has taken this yet.',
    assignedTo: (name) => `Assigned to ${name}`,
    escalated: (times) => (times === 1 ? 'Escalated' : `Escalated ${times} times`),
    assignMe: 'Take it',
    assignNobody: 'Hand back',
    assignOther: 'Give it to somebody',
    assignee: 'User name',
    assign: 'Assign',
    urgency: 'Change severity',
    severity: 'Severity',
    reason: 'Reason (optional)',
    save: 'Save severity',
    comment: 'Add a comment',
    commentLabel: 'What others should know',
    say: 'Save comment',
    assigned: 'Saved whose work it is.',
    reclassified: 'Severity saved.',
    commented: 'Comment saved.',
    separated: 'This is an incident of its own now.',
    repeatOf: 'The same situation as an earlier incident; it is decided there.',
    first: 'Open the first',
    separate: 'It is something else',
    repeats: (count) => (count === 1 ? 'Seen again once' : `Seen again ${count} times`),
    conflict: 'Somebody else changed this incident meanwhile. Look again; yours was not saved.',
  },

  search: {
    label: 'Search incidents',
    submit: 'Search',
    narrow: 'Narrow down',
    narrowed: (count) => `Narrow down (${count} chosen)`,
    clear: 'Clear search',
    export: 'Export as CSV',
    kept: 'Saved filters',
    keep: 'Save this filter',
    name: 'Name',
    forget: 'Delete filter',
    isKept: (name) => `Filter ${name} saved.`,
    facets: { site: 'Site', camera: 'Camera', zone: 'Zone', rule: 'Rule', severity: 'Severity', verdict: 'Verdict', assignee: 'Assigned to', day: 'Day' },
    value: (facet, name) => {
      if (facet === 'severity') return texts.severities[name] ?? name;
      if (facet === 'verdict') return texts.review.verdicts[name] ?? name;
      if (facet === 'rule') return texts.rule(name);
      return facet === 'zone' || facet === 'site' ? readable(name) : name;
    },
    empty: ['Nothing found', 'No incident fits. Take a word or a choice away.'],
  },

  acknowledge: {
    title: 'Acknowledge',
    loading: 'Loading incident',
    button: 'Acknowledge',
    open: 'Open incident',
    resolved: 'This incident is resolved already.',
    noToken: 'This link is not complete. Copy all of it, or sign in.',
  },

  notifications: {
    title: 'Notifications',
    lead: 'What was sent to whom, and why something was not.',
    loading: 'Loading notifications',
    failed: 'The notifications could not be loaded.',
    empty: ['Nothing sent yet', 'When a camera reports an incident, the message to the site engineer is listed here.'],
    to: (recipient, channel) => `To ${recipient} by ${texts.channels[channel] ?? channel}`,
    toNobody: 'To nobody',
    open: 'Open incident',
    onCall: 'Who is on call',
    show: 'Show',
    filters: { '': 'All', SENT: 'Sent', SUPPRESSED: 'Not sent', FAILED: 'Failed' },
    states: { NEW: 'New', PENDING: 'Waiting', HELD: 'Held', SENT: 'Sent', DELIVERED: 'Delivered', FAILED: 'Failed', SUPPRESSED: 'Not sent' },
    kinds: { OPENED: '', ESCALATED: 'Escalation', DIGEST: 'Digest' },
    why: {
      REPEAT: 'Repeat', COOLDOWN: 'Cooldown', QUIET_HOURS: 'Quiet hours', STORM: 'Storm', ANSWERED: 'In hand already', NOBODY: 'Nobody on call',
    },
    attempts: (count) => `${count} attempts`,
  },

  onCall: {
    title: 'Who is on call',
    lead: 'Weekly shifts by the clock on the site\'s wall, stand-ins, and who is next when nobody answers.',
    back: 'Notifications',
    loading: 'Loading plans',
    failed: 'The plans could not be loaded.',
    empty: ['No plan yet', 'Until a site has one, every message goes to the one user who is set up for that.'],
    now: (person) => `On call now: ${person}`,
    gap: 'Nobody is on call now.',
    quiet: 'Quiet hours: only alarms wake people.',
    otherwise: (person) => `Otherwise ${person}`,
    escalation: (people) => `When nobody answers: ${people.join(', then ')}`,
    quietHours: ({ from, to }) => `Quiet from ${from} to ${to}`,
    shift: ({ from, to, person }, days) => `${days}, ${from} to ${to}: ${person}`,
    standIn: (person) => `${person} stands in`,
    days: { MONDAY: 'Mon', TUESDAY: 'Tue', WEDNESDAY: 'Wed', THURSDAY: 'Thu', FRIDAY: 'Fri', SATURDAY: 'Sat', SUNDAY: 'Sun' },
    edit: 'Change this plan',
    create: 'New plan',
    site: 'Site',
    timezone: 'Time zone',
    shiftLegend: (number) => `Shift ${number}`,
    from: 'From',
    to: 'To',
    person: 'User name',
    addShift: 'Add a shift',
    removeShift: 'Remove this shift',
    standInLegend: (number) => `Stand-in ${number}`,
    addStandIn: 'Add a stand-in',
    removeStandIn: 'Remove this stand-in',
    otherwiseLabel: 'Otherwise (user name)',
    escalationLabel: 'When nobody answers (user names, in order, with commas)',
    quietLabel: 'Quiet hours',
    save: 'Save plan',
    saved: 'Plan saved.',
    conflict: 'Somebody else changed this plan meanwhile. Load it again and repeat your change.',
    contacts: 'How people are reached',
    contactsHidden: 'Your role does not see telephone numbers and mailboxes.',
    phone: 'Telephone, as +4930123456',
    email: 'E-mail',
    saveContact: 'Save contact',
    savedContact: 'Contact saved.',
    newContact: 'Add a contact',
  },
  channels: { page: 'this page', console: 'console', sms: 'text message', email: 'e-mail', webhook: 'webhook' },
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
