/** @file A database of its own for each test, on fake-indexeddb. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { KinoraDatabase } from '../database';

// Dexie looks for IndexedDB when it is imported, which may be before this file is.
Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

let count = 0;

/** The name of a database that no other test uses. */
export function freshName(): string {
  count += 1;
  return `test-${count}`;
}

export function freshDatabase(name = freshName()): KinoraDatabase {
  return new KinoraDatabase(name);
}
