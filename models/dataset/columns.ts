/**
 * @file The in-memory form of a rating data set: columns, not objects, so that 32 million ratings
 * take 13 bytes each. Parsers fill it, splits and vocabularies read it.
 */
import type { HalfStars, MovieId } from '../shapes';

/** Parallel columns, one row per rating. */
export interface RatingColumns {
  readonly userId: Int32Array;
  readonly movieId: Int32Array;
  /** {@link HalfStars}, 1 to 10. */
  readonly halfStars: Uint8Array;
  /** Unix seconds; 0 where the set has none. */
  readonly timestamp: Int32Array;
}

/** One movie as its data set describes it. */
export interface MovieRecord {
  readonly movieId: MovieId;
  /** As written in the set: `Matrix, The (1999)`. */
  readonly rawTitle: string;
  /** Genre names; empty for `(no genres listed)`. */
  readonly genres: readonly string[];
  /** IMDb number without `tt` and leading zeros; 0 where unknown. */
  readonly imdbId: number;
  /** TMDb number; 0 where unknown. */
  readonly tmdbId: number;
}

/** A person of a data set that describes its people (ML-1M, ML-100K). */
export interface UserRecord {
  readonly userId: number;
  readonly gender: 'F' | 'M' | null;
  readonly age: number | null;
  readonly occupation: string | null;
}

/** A whole data set. */
export interface Dataset {
  readonly name: string;
  readonly ratings: RatingColumns;
  readonly movies: readonly MovieRecord[];
  readonly users: readonly UserRecord[];
}

/**
 * Ratings grouped by user in compressed sparse rows; movies are vocabulary indices, ascending
 * within a user. Row `u` spans `offsets[u]` to `offsets[u + 1]`.
 */
export interface Interactions {
  readonly userCount: number;
  readonly movieCount: number;
  /** `[U + 1]` */
  readonly offsets: Int32Array;
  /** `[ratings]` movie index of each rating */
  readonly movies: Int32Array;
  /** `[ratings]` {@link HalfStars} of each rating */
  readonly halfStars: Uint8Array;
}

/** What is known of a person besides ratings; null where it is not. */
export interface PersonContext extends Omit<UserRecord, 'userId'> {
  /** Unix seconds at which they ask. */
  readonly at: number | null;
}

/** One row of {@link Interactions}: what one person rated. */
export interface History {
  /** `[H]` movie indices */
  readonly movies: Int32Array;
  /** `[H]` half stars */
  readonly halfStars: ArrayLike<HalfStars>;
  /** Absent where nothing else is known of the person, or nothing else is to be used. */
  readonly context?: PersonContext;
}
