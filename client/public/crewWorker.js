/** Opens the crew page without a line: the page itself from what was last seen, its parts from the cache; never answers for the API. */

const CACHE = 'relight-crew';
const PAGE = '/crew';
const PATIENCE_MS = 3000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** The newest page when the line allows, else the kept one. */
async function page(request) {
  const cache = await caches.open(CACHE);
  try {
    // A request for navigation cannot be given a time limit; its address can.
    const answer = await fetch(request.url, { signal: AbortSignal.timeout(PATIENCE_MS), credentials: 'same-origin' });
    if (answer.ok) await cache.put(PAGE, answer.clone());
    return answer;
  } catch {
    return (await cache.match(PAGE)) ?? Response.error();
  }
}

/** Parts carry a hash in their name, so what is kept is never old. */
async function part(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (pathname.startsWith('/assets/') || /^\/(relight|crew)[\w-]*\.(svg|png|webmanifest)$/.test(pathname)) event.respondWith(part(request));
});
