/** The one door to the device. */
const POLL_WAIT_S = 3; // a camera that falls silent shows soon

/** An answer that is not a success; `status` 0 means that the device was not reached. */
export class Problem extends Error {
  constructor(status, { code = '', detail = '' } = {}) {
    super(detail || (status === 0 ? 'The device does not answer.' : `The device answered ${status}.`));
    this.status = status;
    this.code = code;
  }
}

async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0);
  }
  if (response.status === 401) {
    location.reload(); // the token changed: the server asks for it
    return new Promise(() => {});
  }
  if (!response.ok) throw new Problem(response.status, await response.json().catch(() => ({})));
  return response;
}

const read = async (path, options) => (await request(path, options)).json();
const change = (path, method, body, headers = {}) =>
  request(path, { method, body, headers: { 'Sitewarden-Request': '1', ...headers } });
const of = (camera, what) => `/cameras/${encodeURIComponent(camera)}/${what}`;

export const api = {
  cameras: async () => (await read('/cameras')).cameras,
  stream: (camera) => of(camera, 'stream'),
  zones: (camera) => read(of(camera, 'zones')),

  /** What is seen now; with `after`, waits until it is another frame than that. */
  state: (camera, after, signal) =>
    read(of(camera, after ? `state?after=${after}&wait=${POLL_WAIT_S}` : 'state'), { signal }),

  /** Keeps what was drawn if the settings are still at that version. @returns the new version */
  async keepZones(camera, version, drawing) {
    const answer = await change(of(camera, 'zones'), 'PUT', JSON.stringify(drawing), {
      'Content-Type': 'application/json',
      'If-Match': `"${version}"`,
    });
    return answer.headers.get('ETag').slice(1, -1);
  },

  signIn: (token) => change('/login', 'POST', token, { 'Content-Type': 'text/plain' }),
};

/** The camera that the address names, or the first. */
export function chosen(cameras) {
  const name = new URLSearchParams(location.search).get('camera');
  return cameras.includes(name) ? name : cameras[0];
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
