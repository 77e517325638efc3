/** @file Keeps the last fitted embedding of each pack between visits. */
import * as v from 'valibot';
import type { KinoraDatabase } from './database';
import { storedFitSchema, type StoredFit } from './fit';

/** Keeps `fit` and drops every older one. */
export function saveFit(db: KinoraDatabase, fit: StoredFit): Promise<void> {
  return db.transaction('rw', db.embeddings, async () => {
    await db.embeddings.clear();
    await db.embeddings.put(fit);
  });
}

/**
 * The last fit on the pack `packVersion`, or null. It may be of another history: compare its
 * fingerprint. A row that an earlier version wrote in another form counts as none.
 */
export async function loadFit(db: KinoraDatabase, packVersion: string): Promise<StoredFit | null> {
  const rows: unknown[] = await db.embeddings.toArray();
  for (const row of rows) {
    const parsed = v.safeParse(storedFitSchema, row);
    if (parsed.success && parsed.output.packVersion === packVersion) return parsed.output;
  }
  return null;
}
