/**
 * @file Joining and undoing entries without losing what somebody else wrote in the meantime. Pure
 * functions; the transactions are in `entries.ts`.
 */
import { blankEntry, isBlank, type Entry, type EntryChange } from './entry';

const FIELDS = ['halfStars', 'ratedAt', 'watchlistedAt', 'hiddenAt', 'note'] as const;

/**
 * Joins two entries of one movie. A rating wins over none and the newer rating over the older one;
 * the watchlist, "not interested" and the note are kept from whichever side has them, newest first.
 * The result does not depend on the order of the arguments.
 */
export function mergedEntry(a: Entry, b: Entry): Entry {
  const [older, newer] = inOrder(a, b);
  const rated = newerRating(older, newer);
  return {
    movieId: a.movieId,
    halfStars: rated.halfStars,
    ratedAt: rated.ratedAt,
    watchlistedAt: latest(a.watchlistedAt, b.watchlistedAt),
    hiddenAt: latest(a.hiddenAt, b.hiddenAt),
    updatedAt: Math.max(a.updatedAt, b.updatedAt),
    note: newer.note === '' ? older.note : newer.note,
  };
}

/**
 * Takes one change back: each field that it changed, and that nobody changed since, gets its value
 * from before. Returns null when nothing is left to store.
 */
export function revertedEntry(
  stored: Entry | null,
  change: EntryChange,
  now: number,
): Entry | null {
  const before = change.before ?? blankEntry(change.movieId);
  const after = change.after ?? blankEntry(change.movieId);
  const next: Entry = { ...(stored ?? blankEntry(change.movieId)) };
  const restored = FIELDS.filter(
    (field) => before[field] !== after[field] && next[field] === after[field],
  ).map((field) => [field, before[field]] as const);
  const entry: Entry = { ...next, ...Object.fromEntries(restored), updatedAt: now };
  return isBlank(entry) ? null : entry;
}

function newerRating(older: Entry, newer: Entry): Entry {
  if (older.halfStars === null) return newer;
  if (newer.halfStars === null) return older;
  const difference = (newer.ratedAt ?? 0) - (older.ratedAt ?? 0);
  if (difference !== 0) return difference > 0 ? newer : older;
  return newer;
}

function latest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

/** Oldest first; equal times are ordered by content, so that the order of the arguments is irrelevant. */
function inOrder(a: Entry, b: Entry): [Entry, Entry] {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt < b.updatedAt ? [a, b] : [b, a];
  return contentKey(a) <= contentKey(b) ? [a, b] : [b, a];
}

function contentKey(entry: Entry): string {
  return JSON.stringify(FIELDS.map((field) => entry[field]));
}
