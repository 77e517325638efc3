/**
 * @file The vocabulary of the maths: shape letters and the units of a rating, declared once.
 *
 * Shape letters used in every doc comment under `models/`:
 *
 * - `U` users, `M` movies of the pack, `D` dimensions of an embedding block
 * - `B` rows of a batch, `K` results of a search, `H` length of one history, `F` features of a pair
 */

/** MovieLens id of a movie. Stable across data sets and packs. */
export type MovieId = number;

/** Row of a movie in a pack's tensors, `0 <= index < M`. Stable only within one pack. */
export type MovieIndex = number;

/** Integer 1 to 10: the rating in half stars. 0.5 to 5 exists only at the borders. */
export type HalfStars = number;

export const MIN_HALF_STARS = 1;
export const MAX_HALF_STARS = 10;

/** Half stars from which a rating counts as a like (4 stars). */
export const LIKED_FROM_HALF_STARS = 8;
/** Half stars up to which a rating counts as a dislike (2.5 stars). */
export const DISLIKED_TO_HALF_STARS = 5;

/** One rating as the user tower reads it. */
export interface HistoryEntry {
  readonly movieId: MovieId;
  readonly halfStars: HalfStars;
  /** Milliseconds since 1970, or 0 when unknown. */
  readonly ratedAt: number;
}

/** Stars (0.5 to 5) from half stars (1 to 10). */
export function starsOf(halfStars: HalfStars): number {
  return halfStars / 2;
}

/** Whether a value is a legal rating in half stars. */
export function isHalfStars(value: unknown): value is HalfStars {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= MIN_HALF_STARS &&
    value <= MAX_HALF_STARS
  );
}
