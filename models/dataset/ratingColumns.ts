/** @file Rows of rating columns: chosen, joined. */
import type { RatingColumns } from './columns';

/** The ratings at some rows, in the order given (copied). */
export function selectRatings(ratings: RatingColumns, rows: Int32Array): RatingColumns {
  const halfStars = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) halfStars[i] = ratings.halfStars[rows[i]];
  return {
    userId: selectCells(ratings.userId, rows),
    movieId: selectCells(ratings.movieId, rows),
    halfStars,
    timestamp: selectCells(ratings.timestamp, rows),
  };
}

/** The ratings of several columns, one after the other; those of one alone are not copied. */
export function concatenateRatings(parts: readonly RatingColumns[]): RatingColumns {
  if (parts.length === 1) return parts[0];
  const length = parts.reduce((sum, { userId }) => sum + userId.length, 0);
  const joined = {
    userId: new Int32Array(length),
    movieId: new Int32Array(length),
    halfStars: new Uint8Array(length),
    timestamp: new Int32Array(length),
  };
  let start = 0;
  for (const part of parts) {
    joined.userId.set(part.userId, start);
    joined.movieId.set(part.movieId, start);
    joined.halfStars.set(part.halfStars, start);
    joined.timestamp.set(part.timestamp, start);
    start += part.userId.length;
  }
  return joined;
}

function selectCells(column: Int32Array, rows: Int32Array): Int32Array {
  const selected = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) selected[i] = column[rows[i]];
  return selected;
}
