/**
 * @file The verbs on entries. Each is one transaction that reads, changes and writes, so that two
 * tabs which write at the same time lose nothing, and each returns what it changed, for undo.
 */
import { liveQuery } from 'dexie';
import * as v from 'valibot';
import type { KinoraDatabase } from './database';
import {
  entriesById,
  entrySchema,
  patched,
  type Entry,
  type EntryChange,
  type EntryPatch,
} from './entry';
import { mergedEntry, revertedEntry } from './merge';

/** @throws ValiError when `halfStars` is not an integer from 1 to 10. */
export function rate(
  db: KinoraDatabase,
  movieId: number,
  halfStars: number,
  now = Date.now(),
): Promise<EntryChange> {
  return patchEntry(db, movieId, { halfStars, ratedAt: now }, now);
}

export function unrate(
  db: KinoraDatabase,
  movieId: number,
  now = Date.now(),
): Promise<EntryChange> {
  return patchEntry(db, movieId, { halfStars: null, ratedAt: null }, now);
}

export function setWatchlisted(
  db: KinoraDatabase,
  movieId: number,
  watchlisted: boolean,
  now = Date.now(),
): Promise<EntryChange> {
  return patchEntry(db, movieId, { watchlistedAt: watchlisted ? now : null }, now);
}

/** `hidden` means "not interested". */
export function setHidden(
  db: KinoraDatabase,
  movieId: number,
  hidden: boolean,
  now = Date.now(),
): Promise<EntryChange> {
  return patchEntry(db, movieId, { hiddenAt: hidden ? now : null }, now);
}

/** Changes the given fields of one entry and leaves the others. An entry without content is deleted. */
export function patchEntry(
  db: KinoraDatabase,
  movieId: number,
  patch: EntryPatch,
  now = Date.now(),
): Promise<EntryChange> {
  return db.transaction('rw', db.entries, async () => {
    const before = (await db.entries.get(movieId)) ?? null;
    const after = patched(before, movieId, patch, now);
    await writeEntry(db, movieId, after);
    return { movieId, before, after };
  });
}

/** Takes changes back, except for the fields that somebody changed since. */
export function revertChanges(
  db: KinoraDatabase,
  changes: readonly EntryChange[],
  now = Date.now(),
): Promise<void> {
  return db.transaction('rw', db.entries, async () => {
    const stored = await db.entries.bulkGet(changes.map((change) => change.movieId));
    await Promise.all(
      changes.map((change, i) =>
        writeEntry(db, change.movieId, revertedEntry(stored[i] ?? null, change, now)),
      ),
    );
  });
}

/** Joins entries into the stored ones with {@link mergedEntry}; returns what changed. */
export async function mergeEntries(
  db: KinoraDatabase,
  incoming: readonly Entry[],
): Promise<readonly EntryChange[]> {
  const parsed = v.parse(v.array(entrySchema), incoming);
  return db.transaction('rw', db.entries, async () => {
    const stored = await db.entries.bulkGet(parsed.map((entry) => entry.movieId));
    const changes = parsed.map((entry, i): EntryChange => {
      const before = stored[i] ?? null;
      return {
        movieId: entry.movieId,
        before,
        after: before === null ? entry : mergedEntry(before, entry),
      };
    });
    await db.entries.bulkPut(changes.flatMap(({ after }) => (after === null ? [] : [after])));
    return changes;
  });
}

/** Puts `incoming` in the place of everything stored; returns what changed. */
export async function replaceEntries(
  db: KinoraDatabase,
  incoming: readonly Entry[],
): Promise<readonly EntryChange[]> {
  const parsed = v.parse(v.array(entrySchema), incoming);
  return db.transaction('rw', db.entries, async () => {
    const before = entriesById(await allEntries(db));
    const after = entriesById(parsed);
    await db.entries.clear();
    await db.entries.bulkPut(parsed);
    return [...new Set([...before.keys(), ...after.keys()])].map((movieId) => ({
      movieId,
      before: before.get(movieId) ?? null,
      after: after.get(movieId) ?? null,
    }));
  });
}

export function allEntries(db: KinoraDatabase): Promise<Entry[]> {
  return db.entries.toArray();
}

/** Calls `onEntries` now and after each change in any tab, until the returned function is called. */
export function watchEntries(
  db: KinoraDatabase,
  onEntries: (entries: readonly Entry[]) => void,
  onError: (error: unknown) => void,
): () => void {
  const subscription = liveQuery(() => allEntries(db)).subscribe(onEntries, onError);
  return () => subscription.unsubscribe();
}

async function writeEntry(db: KinoraDatabase, movieId: number, entry: Entry | null): Promise<void> {
  if (entry === null) await db.entries.delete(movieId);
  else await db.entries.put(v.parse(entrySchema, entry));
}
