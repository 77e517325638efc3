/** @file What the person said about one movie: the row of the table `entries`. */
import * as v from 'valibot';
import { isHalfStars } from '../domain/halfStars';

/** Milliseconds since 1970. */
const timeSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

export const entrySchema = v.object({
  /** MovieLens id, the primary key. */
  movieId: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** 1 to 10, or null without a rating. */
  halfStars: v.nullable(
    v.pipe(
      v.number(),
      v.check((value) => isHalfStars(value), 'A rating is 1 to 10 half stars.'),
    ),
  ),
  ratedAt: v.nullable(timeSchema),
  watchlistedAt: v.nullable(timeSchema),
  /** When the person said "not interested". */
  hiddenAt: v.nullable(timeSchema),
  updatedAt: timeSchema,
  note: v.string(),
});

/** Everything the person said about one movie. Times are milliseconds since 1970. */
export type Entry = Readonly<v.InferOutput<typeof entrySchema>>;

/** The part of an entry that a verb changes; the fields left out stay as they are. */
export type EntryPatch = Partial<Omit<Entry, 'movieId' | 'updatedAt'>>;

/** An entry before and after a write; null where there was, or is, none. */
export interface EntryChange {
  readonly movieId: number;
  readonly before: Entry | null;
  readonly after: Entry | null;
}

export function blankEntry(movieId: number): Entry {
  return {
    movieId,
    halfStars: null,
    ratedAt: null,
    watchlistedAt: null,
    hiddenAt: null,
    updatedAt: 0,
    note: '',
  };
}

export function entriesById(entries: readonly Entry[]): ReadonlyMap<number, Entry> {
  return new Map(entries.map((entry) => [entry.movieId, entry]));
}

/** Whether nothing is left to store. */
export function isBlank(entry: Entry): boolean {
  return (
    entry.halfStars === null &&
    entry.watchlistedAt === null &&
    entry.hiddenAt === null &&
    entry.note === ''
  );
}

/** `entry` with `patch` applied, or null when nothing is left to store. */
export function patched(
  entry: Entry | null,
  movieId: number,
  patch: EntryPatch,
  now: number,
): Entry | null {
  const next = { ...(entry ?? blankEntry(movieId)), ...patch, updatedAt: now };
  return isBlank(next) ? null : next;
}
