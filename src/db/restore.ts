/** @file Putting a whole backup in the place of what is stored. */
import type { KinoraDatabase } from './database';
import { replaceEntries } from './entries';
import type { Entry, EntryChange } from './entry';
import { writeSettings, type SettingsValues } from './settings';

/** Replaces all entries and settings, or nothing; returns what changed in the entries. */
export function restoreBackup(
  db: KinoraDatabase,
  entries: readonly Entry[],
  settings: SettingsValues,
): Promise<readonly EntryChange[]> {
  return db.transaction('rw', db.entries, db.settings, async () => {
    await writeSettings(db, settings);
    return replaceEntries(db, entries);
  });
}
