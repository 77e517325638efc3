/** @file Forgetting everything. */
import type { KinoraDatabase } from './database';

/**
 * Empties every table in one transaction, which the other tabs see at once, then deletes the database
 * itself. The next write creates it anew.
 */
export async function eraseEverything(db: KinoraDatabase): Promise<void> {
  await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
  await db.delete({ disableAutoOpen: false });
}
