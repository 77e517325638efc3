import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { countRemains } from './remains';

function write(database: string, rows: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 10);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('entries', { autoIncrement: true });
      request.result.createObjectStore('settings', { autoIncrement: true });
    };
    request.onerror = () => reject(new Error('The test could not open a database.'));
    request.onsuccess = () => {
      const transaction = request.result.transaction(['entries', 'settings'], 'readwrite');
      for (let row = 0; row < rows; row += 1) transaction.objectStore('entries').put({ row });
      transaction.objectStore('settings').put({ theme: 'dark' });
      transaction.oncomplete = () => {
        request.result.close();
        resolve();
      };
    };
  });
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

test('every row of every table counts', async () => {
  await write('kinora', 3);
  expect(await countRemains()).toMatchObject({ rows: 4 });
});

test('another site’s database on the same origin does not count', async () => {
  await write('someone-else', 3);
  expect(await countRemains()).toMatchObject({ rows: 0 });
});

test('looking does not make the database that is looked for', async () => {
  await countRemains();
  expect(await indexedDB.databases()).toEqual([]);
});
