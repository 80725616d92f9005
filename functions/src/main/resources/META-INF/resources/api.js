/** The one door to the server: `/api/v1` as JSON, its problems as `Problem`, its news by long poll. */
const BASE = '/api/v1';
const POLL_WAIT = '20s';
const FIRST_PAUSE_MS = 1000;
const GATHER_MS = 250; // after news, so that a flood comes in few answers; longer is calmer, and later for who looks
const LONGEST_PAUSE_MS = 30000;

/** An answer that is not a success; `status` 0 means that the server was not reached. */
export class Problem extends Error {
  /** @param restMs for how long the server wants to be left alone */
  constructor(status, { code = '', title = '', detail = '' } = {}, restMs = 0) {
    super(detail || title);
    this.status = status;
    this.code = code;
    this.restMs = restMs;
  }

  get isOffline() {
    return this.status === 0;
  }

  /** Whether the same request is worth another attempt: nobody was reached, or the one who was could not. */
  get isForLater() {
    return this.isOffline || [429, 502, 503, 504].includes(this.status);
  }

  /** Whether this page was opened for somebody who is not the one that is signed in. */
  get isOtherPerson() {
    return this.code === 'other-person';
  }

  get isConflict() {
    return (this.status === 412 || this.status === 409) && !this.isOtherPerson;
  }
}

/** Where somebody who is not signed in has to go, and where he comes back to. */
function signIn() {
  const here = location.pathname + location.search;
  location.replace(`/login.html?next=${encodeURIComponent(here)}`);
  return new Promise(() => {}); // the page is being left: nobody waits for this
}

async function reach(url, options) {
  try {
    return await fetch(url, { redirect: 'manual', ...options });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0);
  }
}

async function request(path, options = {}) {
  const response = await reach(BASE + path, options);
  if (response.type === 'opaqueredirect' || response.status === 401) return signIn();
  if (!response.ok) {
    const rest = Number(response.headers.get('Retry-After')) * 1000 || 0;
    throw new Problem(response.status, await response.json().catch(() => ({})), rest);
  }
  return response;
}

async function read(path, options) {
  return (await request(path, options)).json();
}

/** A random id that names one intention of the user, however often it has to be sent. */
export function intention() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function versioned(response) {
  return { ...(await response.json()), version: response.headers.get('ETag') };
}

let person = null; // for whom this page was opened: whoever signs in later does not speak through it

function forPerson() {
  return person === null ? {} : { 'For-Person': encodeURIComponent(person) };
}

/** Sends what is to have its effect once; sent again once, under the same key, if the line breaks. */
async function once(path, body, key, headers = {}) {
  const options = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...headers },
    body: JSON.stringify(body),
  };
  return request(path, options).catch((problem) => {
    if (!problem.isOffline) throw problem;
    return request(path, options);
  });
}

/** Sends a change of an incident as it was seen. */
async function change(incident, what, body, key = intention()) {
  const path = `/incidents/${encodeURIComponent(incident.id)}/${what}`;
  return versioned(await once(path, body, key, { 'If-Match': incident.version, ...forPerson() }));
}

/** Replaces something as it was seen (`known`, with its version), or makes it if there was none. */
async function put(path, body, known) {
  const precondition = known ? { 'If-Match': `"${known.version}"` } : { 'If-None-Match': '*' };
  const headers = { 'Content-Type': 'application/json', ...precondition };
  return (await request(path, { method: 'PUT', headers, body: JSON.stringify(body) })).json();
}

async function post(path, body) {
  return read(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

export const api = {
  async me() {
    const me = await read('/me');
    person ??= me.name;
    return me;
  },

  async incidents({ query: asked = '', before = '', limit = 20 } = {}) {
    const query = new URLSearchParams(asked);
    query.set('limit', limit);
    if (before) query.set('before', before);
    return read(`/incidents?${query}`);
  },

  incident: async (id) => versioned(await request(`/incidents/${encodeURIComponent(id)}`)),
  acknowledge: (incident, key) => change(incident, 'acknowledgement', {}, key),
  resolve: (incident, verdict, comment) => change(incident, 'resolution', { verdict, comment }),
  reopen: (incident, reason) => change(incident, 'reopening', { reason }),
  assign: (incident, to) => change(incident, 'assignment', { to }),
  comment: (incident, text) => change(incident, 'comments', { text }),
  reclassify: (incident, severity, reason) => change(incident, 'severity', { severity, reason }),
  separate: (incident) => change(incident, 'separation', {}),
  facets: (query) => read(`/incidents/facets?${query}`),
  savedFilters: () => read('/saved-filters'),
  keepFilter: (name, query, known) => put(`/saved-filters/${encodeURIComponent(name)}`, { query }, known),
  forgetFilter: ({ name, version }) =>
    request(`/saved-filters/${encodeURIComponent(name)}`, { method: 'DELETE', headers: { 'If-Match': `"${version}"` } }),
  notifications: (states = []) => read(`/notifications?${new URLSearchParams(states.map((state) => ['state', state]))}`),
  onCallPlans: () => read('/on-call'),
  putOnCallPlan: (site, plan, known) => put(`/on-call/${encodeURIComponent(site)}`, plan, known),
  contacts: () => read('/contacts'),
  putContact: (person, reach, known) => put(`/contacts/${encodeURIComponent(person)}`, reach, known),
  subjectOfLink: (token) => post('/acknowledge-link/subject', { token }),
  acknowledgeByLink: (token) => post('/acknowledge-link', { token }),
  cameras: () => read('/archive/cameras'),
  devices: (query) => read(`/devices?${new URLSearchParams(query)}`),
  placeDevice: ({ device, site: seen }, site) => put(`/sites/devices/${encodeURIComponent(device)}`, { site }, seen && { version: seen }),
  sites: () => read('/sites'),
  grants: () => read('/grants'),
  give: (grant) => post('/grants', grant),
  withdraw: (id) => request(`/grants/${encodeURIComponent(id)}`, { method: 'DELETE' }),
  deadLetters: ({ code = '', device = '', before = '', limit = 20 }) =>
    read(`/dead-letters?${new URLSearchParams({ code, device, limit, ...(before && { before }) })}`),
  deadLetter: (id) => read(`/dead-letters/${encodeURIComponent(id)}`),
  replay: (id) => read(`/dead-letters/${encodeURIComponent(id)}/replay`, { method: 'POST' }),
  replayMany: (ids) => post('/dead-letters/replays', { ids }),
  holds: () => read('/holds'),
  placeHold: async (hold, key) => (await once('/holds', hold, key)).json(),
  releaseHold: (id) => post(`/holds/${encodeURIComponent(id)}/release`, {}),
  auditKey: () => read('/audit/key'),
  auditRecords: (query) => read(`/audit?${query}`),
  auditChains: () => read('/audit/chains'),
  verifyChain: (lane) => read(`/audit/chains/${lane}/verification`),
  evidencePackage: (incident) => request(`/incidents/${encodeURIComponent(incident)}/package`),
  detections: (incident) => read(`/incidents/${encodeURIComponent(incident)}/evidence/detections`, { redirect: 'follow' }),
  editList: async (query) => (await request(`/archive/timeline.edl?${new URLSearchParams(query)}`)).blob(),
  timeline: (span, signal) => read(`/archive/timeline?${new URLSearchParams(span)}`, { signal }),

  /** @returns {Promise<boolean>} whether the server knows this user and this password */
  async signIn(user, password) {
    const form = new URLSearchParams({ j_username: user, j_password: password });
    const answer = await reach('/j_security_check', { method: 'POST', body: form });
    if (answer.status >= 500) throw new Problem(answer.status);
    if (answer.status === 401) return false;
    // Success and failure may both be redirects, which a script cannot tell apart: ask who we are.
    return api.isSignedIn();
  },

  isSignedIn: async () => (await reach(`${BASE}/me`)).ok,

  async signOut() {
    await reach(`${BASE}/logout`, { method: 'POST' });
    location.assign('/login.html');
  },
};

/** Waits so long, or until there is a link again, or until the signal aborts. */
export function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
    signal?.addEventListener('abort', done);
  });
}

/**
 * Follows what happens after a cursor until the signal aborts: `onNews(items)` for incidents that changed,
 * `onLink(true|false)` for every answer or failure. After a failure it waits 1 s, doubling up to 30 s.
 */
export async function follow(cursor, { signal, onNews, onLink }) {
  let wait = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const asked = performance.now();
    try {
      const query = new URLSearchParams({ after: cursor, wait: POLL_WAIT });
      const answer = await read(`/incidents?${query}`, { signal });
      onLink(true);
      wait = FIRST_PAUSE_MS;
      if (answer.items.length > 0) await onNews(answer.items);
      cursor = answer.news; // only now: news that could not be taken come again
      if (answer.items.length > 0) await pause(GATHER_MS, signal);
      // A server that does not hold the request must not be asked in a tight loop.
      else if (performance.now() - asked < FIRST_PAUSE_MS) await pause(FIRST_PAUSE_MS, signal);
    } catch (problem) {
      if (signal.aborted) return;
      if (!(problem instanceof Problem)) throw problem;
      onLink(false);
      await pause(wait, signal);
      wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
    }
  }
}
