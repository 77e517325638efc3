/**
 * @file The database `kinora` in IndexedDB: everything that is kept on this device, and its versions.
 *
 * A change of the schema adds a `version(n + 1).stores(…)` below the last one, with an `upgrade` that
 * parses the old rows; versions that have shipped are never edited.
 */
import Dexie, { type Table } from 'dexie';
import type { Entry } from './entry';
import type { StoredFit } from './fit';

const DATABASE_NAME = 'kinora';

/** One setting; what `value` may be is decided by `settings.ts`. */
export interface SettingRow {
  readonly key: string;
  readonly value: unknown;
}

export class KinoraDatabase extends Dexie {
  declare readonly entries: Table<Entry, number>;
  declare readonly embeddings: Table<StoredFit, [string, string]>;
  declare readonly settings: Table<SettingRow, string>;

  constructor(name = DATABASE_NAME) {
    // Dexie's read cache would answer live queries from before a commit; every read here is cheap.
    super(name, { cache: 'disabled' });
    this.version(1).stores({
      entries: 'movieId',
      embeddings: '[packVersion+fingerprint]',
      settings: 'key',
    });
  }
}
