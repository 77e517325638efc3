/** @file Rating columns from literal rows, for tests. */
import type { RatingColumns } from '../dataset/columns';

export type RatingRow = readonly [
  userId: number,
  movieId: number,
  halfStars: number,
  timestamp: number,
];

export function ratingColumns(rows: readonly RatingRow[]): RatingColumns {
  return {
    userId: Int32Array.from(rows, (row) => row[0]),
    movieId: Int32Array.from(rows, (row) => row[1]),
    halfStars: Uint8Array.from(rows, (row) => row[2]),
    timestamp: Int32Array.from(rows, (row) => row[3]),
  };
}

export function ratingRows({ userId, movieId, halfStars, timestamp }: RatingColumns): RatingRow[] {
  return Array.from(userId, (user, i) => [user, movieId[i], halfStars[i], timestamp[i]]);
}
