/**
 * @file The vector of a person whom an ID model never saw: a linear function, learned by
 * `unseenUsers.ts`, of averages of the movie vectors in their history.
 */
import type { History } from '../../dataset/columns';
import { LIKED_FROM_HALF_STARS, starsOf } from '../../shapes';
import type { ItemTable } from '../system';

/** Vectors of equal length, row by row. */
export interface Rows {
  /** `[rows, width]` */
  readonly values: Float32Array;
  readonly width: number;
}

/** Ratings of pull towards zero in each average: few ratings say little. */
const SHRINKAGE = 3;
/** Stars that neither attract nor repel. */
const NEUTRAL_STARS = 3.5;

/**
 * Two towers whose dot product is the score.
 *
 * @param regression `[1 + 2 · width, width]`
 */
export function towerTable(movies: Rows, regression: Float32Array): ItemTable {
  return {
    items: movies.values,
    dimensions: movies.width,
    queryOf: (history) => estimateUser(regression, movies, history),
  };
}

/**
 * The estimated row of a person, `[width of a user]`.
 *
 * @param regression `[1 + 2 · width of a movie, width of a user]`
 */
export function estimateUser(
  regression: Float32Array,
  movies: Rows,
  history: History,
): Float32Array {
  const predictors = predictorsOf(movies, history);
  const width = regression.length / predictors.length;
  const row = new Float32Array(width);
  predictors.forEach((x, p) => {
    for (let i = 0; i < width; i++) row[i] += x * regression[p * width + i];
  });
  return row;
}

/** One, the average of the liked movies' vectors, and the average of all weighted by deviation. */
export function predictorsOf(
  { values, width }: Rows,
  { movies, halfStars }: History,
): Float64Array {
  const predictors = new Float64Array(1 + 2 * width);
  predictors[0] = 1;
  let likes = 0;
  for (let h = 0; h < movies.length; h++) if (halfStars[h] >= LIKED_FROM_HALF_STARS) likes++;
  for (let h = 0; h < movies.length; h++) {
    const isLiked = halfStars[h] >= LIKED_FROM_HALF_STARS;
    const like = isLiked ? 1 / (likes + SHRINKAGE) : 0;
    const deviation = (starsOf(halfStars[h]) - NEUTRAL_STARS) / (movies.length + SHRINKAGE);
    for (let i = 0; i < width; i++) {
      const value = values[movies[h] * width + i];
      predictors[1 + i] += like * value;
      predictors[1 + width + i] += deviation * value;
    }
  }
  return predictors;
}
