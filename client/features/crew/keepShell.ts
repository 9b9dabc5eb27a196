/** Keeps the page itself on the phone, so that it opens in airplane mode: the worker answers, this fills its cache. */

const CACHE = 'relight-crew';
const PAGE = '/crew';

/** Everything this page has loaded from us; parts that are gone from it are dropped. */
async function fill(): Promise<void> {
  const wanted = new Set(
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
      .map(({ pathname }) => pathname),
  );
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  await cache.addAll([PAGE, ...[...wanted].filter((path) => !kept.has(path))]);
  for (const path of kept) if (path.startsWith('/assets/') && !wanted.has(path)) await cache.delete(path);
}

/** Does nothing where browsers forbid it (no TLS and not this machine). */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return;
  await navigator.serviceWorker.register('/crewWorker.js', { scope: PAGE });
  await navigator.serviceWorker.ready;
  await fill();
}

/** The page can be put on the home screen; only this page, so the staff page does not carry it. */
export function linkManifest(): void {
  if (document.querySelector('link[rel=manifest]')) return;
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = '/crew.webmanifest';
  const icon = document.createElement('link');
  icon.rel = 'apple-touch-icon';
  icon.href = '/relight-192.png';
  document.head.append(link, icon);
}
