/**
 * @file The service worker: after one visit the site opens without a network.
 *
 * It answers only from the list of files that the build writes into `__WB_MANIFEST`. Everything else
 * goes past it; above all `models/`, which the recommender's worker caches itself, by hash. A new
 * version waits until the page says so: an update never reloads in the middle of a rating.
 */
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[];
};

precacheAndRoute([...self.__WB_MANIFEST]);
cleanupOutdatedCaches();
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/\/models\//] }),
);

self.addEventListener('message', (event) => {
  const message: unknown = event.data;
  if (isSkipWaiting(message)) void self.skipWaiting();
});

/** What workbox-window posts when the person accepts the update. */
function isSkipWaiting(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'SKIP_WAITING'
  );
}
