/**
 * @file What this browser still keeps for the site, asked of the browser itself and not of Kinora's own
 * code, so that "nothing is left" is an observation.
 */
const DATABASE = 'kinora';

export interface Remains {
  /** Rows in all tables of the database: ratings, lists, embedding, settings. */
  readonly rows: number;
  readonly caches: number;
  readonly serviceWorkers: number;
}

/** Rejects where the browser does not let a page look. */
export async function countRemains(): Promise<Remains> {
  const [rows, cacheNames, workers] = await Promise.all([
    countRows(),
    'caches' in globalThis ? caches.keys() : [],
    // Where storage is shared with other sites of the same origin, only the own worker counts.
    'serviceWorker' in navigator ? navigator.serviceWorker.getRegistration() : undefined,
  ]);
  return {
    rows,
    caches: cacheNames.filter((name) => isOwn(name)).length,
    serviceWorkers: workers === undefined ? 0 : 1,
  };
}

function isOwn(cacheName: string): boolean {
  return cacheName.startsWith(DATABASE) || cacheName.endsWith(new URL('./', document.baseURI).href);
}

async function countRows(): Promise<number> {
  const databases = await indexedDB.databases();
  // Opening a database that does not exist would make one.
  if (!databases.some(({ name }) => name === DATABASE)) return 0;
  const database = await settled(indexedDB.open(DATABASE));
  try {
    const tables = [...database.objectStoreNames];
    if (tables.length === 0) return 0;
    const transaction = database.transaction(tables);
    const counts = await Promise.all(
      tables.map((table) => settled(transaction.objectStore(table).count())),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB did not answer.'));
  });
}
