/** @file Removing what the browser keeps for this site outside the database. */
import { THEME_STORAGE_KEY } from './theme';

const OWN_CACHE_PREFIX = 'kinora';

/**
 * Deletes the caches and the service worker of this site, and of no other one on the same origin.
 * Rejects when the browser refuses.
 */
export async function eraseSite(): Promise<void> {
  localStorage.removeItem(THEME_STORAGE_KEY);
  const registration = await navigator.serviceWorker?.getRegistration();
  const scope = registration?.scope ?? new URL('./', document.baseURI).href;
  if ('caches' in globalThis) {
    const names = await caches.keys();
    const own = names.filter((name) => name.startsWith(OWN_CACHE_PREFIX) || name.endsWith(scope));
    await Promise.all(own.map((name) => caches.delete(name)));
  }
  await registration?.unregister();
}
