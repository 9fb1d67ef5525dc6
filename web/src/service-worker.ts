/// <reference lib="webworker" />
// Keeps the app's own files, so that it starts without a connection, and shows the service's reminders. It stores no
// data: the app does so, in IndexedDB.
export {};
declare const self: ServiceWorkerGlobalScope;

/** The address of the app. Addresses without a host are relative to it, because the worker's script is there. */
const { scope } = self.registration;
const CACHE = scope + VERSION;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const removeOld = async () => {
    // The oldest first, without those of other sites below the same host. Pages of the previous version may still be
    // open, and load more of its files.
    const others = (await caches.keys()).filter((name) => name.startsWith(scope) && name !== CACHE);
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(removeOld());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
  // All screens are the same page.
  const key = request.mode === 'navigate' ? scope : request;
  // The page requests its scripts with `Origin`, and the cache without it. The files do not vary by it.
  const options = { ignoreVary: true };
  event.respondWith(caches.match(key, { ...options, cacheName: CACHE })
    .then(async (own) => own ?? await caches.match(key, options) ?? fetched(event)));
});

/** Loads a file that is not in the cache yet, and adds it. The names of assets change with their content. */
async function fetched(event: FetchEvent) {
  const response = await fetch(event.request);
  if (response.ok && event.request.url.startsWith(`${scope}assets/`)) {
    const copy = response.clone();
    event.waitUntil(caches.open(CACHE).then((cache) => cache.put(event.request, copy)));
  }
  return response;
}

self.addEventListener('push', (event) => {
  const { title, body, lang } = event.data!.json() as { title: string; body: string; lang: string };
  // A later reminder replaces an earlier one.
  const shown = { body, lang, tag: 'reminder', icon: 'icon-192.png' };
  event.waitUntil(self.registration.showNotification(title, shown));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const open = async () => {
    const [app] = await self.clients.matchAll({ type: 'window' });
    await (app ? app.focus() : self.clients.openWindow(scope));
  };
  event.waitUntil(open());
});
