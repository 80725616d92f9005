/**
 * Lets the pages open without a link. It keeps the pages and their files, which are the same for everybody, one version
 * at a time; it does not touch what the API answers.
 */
const NAME = 'sitewarden-';
const VERSION = /\/s\/([0-9a-f]+)\//;

/** The cache of a version; those of others are dropped. */
async function cacheOf(version) {
  const own = NAME + version;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(NAME) && name !== own).map((name) => caches.delete(name)));
  return caches.open(own);
}

/** From the server as long as it is reached; else as it was seen last. */
async function page(request, path) {
  try {
    const answer = await fetch(request);
    const isPage = answer.ok && !answer.redirected && answer.headers.get('Content-Type')?.startsWith('text/html');
    if (isPage) {
      const copy = answer.clone();
      const [, version] = (await answer.clone().text()).match(VERSION) ?? [];
      if (version) await (await cacheOf(version)).put(path, copy);
    }
    return answer;
  } catch (failure) {
    const known = await caches.match(path);
    if (!known) throw failure;
    return known;
  }
}

/** A file of a version never changes: from the cache if it is there. */
async function file(request, version) {
  const known = await caches.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok && (await caches.has(NAME + version))) await (await caches.open(NAME + version)).put(request, answer.clone());
  return answer;
}

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  const [, version] = pathname.match(VERSION) ?? [];
  if (version) event.respondWith(file(request, version));
  else if (request.mode === 'navigate' && /(\/|\.html)$/.test(pathname)) event.respondWith(page(request, pathname));
});
