/** @file What the browser keeps for the site, read past the app. */
import { expect, type Page } from '@playwright/test';

export interface StoredEntry {
  readonly movieId: number;
  /** 1 to 10, or null. */
  readonly halfStars: number | null;
  /** Milliseconds since 1970, or null. */
  readonly watchlistedAt: number | null;
}

/** The fitted embedding, as far as the journeys read it. */
export interface StoredFit {
  readonly usedRatings: number;
  readonly fittedAt: number;
  readonly place: { readonly x: number; readonly y: number } | null;
}

/** Everything that an origin can leave on a device. */
export interface Leftovers {
  /** `database/table: rows` of each table that is not empty. */
  readonly rows: readonly string[];
  readonly caches: readonly string[];
  readonly localStorage: readonly string[];
  readonly sessionStorage: readonly string[];
  readonly serviceWorkers: readonly string[];
  readonly cookies: string;
}

/** The ratings in IndexedDB, by movie. */
export async function storedRatings(page: Page): Promise<Readonly<Record<number, number>>> {
  const entries = await storedRows<StoredEntry>(page, 'entries');
  return Object.fromEntries(
    entries.flatMap(({ movieId, halfStars }) =>
      halfStars === null ? [] : [[movieId, halfStars] as const],
    ),
  );
}

/** The embedding fitted to so many ratings; it is written a moment after its shelves are shown. */
export async function storedFit(page: Page, usedRatings: number): Promise<StoredFit> {
  let fits: readonly StoredFit[] = [];
  await expect
    .poll(async () => {
      fits = await storedRows<StoredFit>(page, 'embeddings');
      return fits.map((fit) => fit.usedRatings);
    })
    .toEqual([usedRatings]);
  return fits[0];
}

/** All rows of a table of the app's database; none where there is no database. */
export async function storedRows<Row>(page: Page, table: string): Promise<readonly Row[]> {
  const rows: unknown[] = await page.evaluate(async (name): Promise<unknown[]> => {
    const databases = await indexedDB.databases();
    if (!databases.some((database) => database.name === 'kinora')) return [];
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(String(request.error)));
      });
    const database = await settled(indexedDB.open('kinora'));
    try {
      if (!database.objectStoreNames.contains(name)) return [];
      const found: unknown[] = await settled(database.transaction(name).objectStore(name).getAll());
      return found;
    } finally {
      database.close();
    }
  }, table);
  return rows as readonly Row[];
}

export function leftovers(page: Page): Promise<Leftovers> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(String(request.error)));
      });
    const rows: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const table of database.objectStoreNames) {
        const count = await settled(database.transaction(table).objectStore(table).count());
        if (count > 0) rows.push(`${name}/${table}: ${count}`);
      }
      database.close();
    }
    const registrations = await navigator.serviceWorker.getRegistrations();
    return {
      rows,
      caches: await caches.keys(),
      localStorage: Object.keys(localStorage),
      sessionStorage: Object.keys(sessionStorage),
      serviceWorkers: registrations.map(({ scope }) => scope),
      cookies: document.cookie,
    };
  });
}

/** Resolves when the site would open without a network: the shell and both tiers are stored. */
export async function storedForOffline(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await page.waitForFunction(async () => {
    const manifest = await fetch('./models/latest/manifest.json').then((r) => r.json() as unknown);
    const { files, alternatives = [] } = manifest as {
      files: Readonly<Record<string, unknown>>;
      alternatives?: readonly unknown[];
    };
    const pack = await caches.open('kinora-packs');
    const stored = (await pack.keys()).filter(({ url }) => url.includes('/sha256/'));
    // Other systems are loaded only when they are chosen.
    return stored.length === Object.keys(files).length - alternatives.length;
  });
}
