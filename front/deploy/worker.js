// Opens the home page and the join form without a network. It answers for nothing but the files it keeps: the rooms,
// the other pages, /docs and /admin are asked of the network as if it were not there.
/* global VERSION, FILES, LATER -- written above this by the build */

const KEPT = `sommelier-arena ${VERSION}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropEarlier());
});

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin) return;
  if (!FILES.includes(pathname) && !LATER.includes(pathname)) return;
  event.respondWith(answer(event.request, pathname));
});

self.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(takeOver());
  if (event.data === 'keep the rest') event.waitUntil(keepLater());
});

/** A browser may throw its caches away. */
async function answer(request, pathname) {
  return (await caches.match(pathname, { cacheName: KEPT })) ?? fetch(request);
}

/** The next deployment takes these from the server, and a page that is kept here asks for them all the same. */
async function keepLater() {
  const cache = await caches.open(KEPT);
  for (const path of LATER) if (!(await cache.match(path))) await cache.add(path).catch(() => undefined);
}

async function dropEarlier() {
  const earlier = (await caches.keys()).filter((name) => name.startsWith('sommelier-arena ') && name !== KEPT);
  await Promise.all(earlier.map((name) => caches.delete(name)));
}

/** Asked by a page at the join form; any other page may be in a game, which goes on with what it was loaded with. */
async function takeOver() {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.length === 1) await self.skipWaiting();
}
