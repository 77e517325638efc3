/**
 * @file The vector of a person whom an ID model never saw. Such a model has a row for each training
 * person and nothing else, so the row is estimated from the movies: a ridge regression, learned on the
 * training people, from the averages of the movie vectors in a history to the person's row. Half of
 * its examples are histories cut at random, so that short ones are answered too.
 */
import type { History, Interactions } from '../../dataset/columns';
import { historyOf } from '../../dataset/interactions';
import { createRandom, type Random } from '../../dataset/random';
import { LIKED_FROM_HALF_STARS, starsOf } from '../../shapes';
import { choleskyInPlace, choleskySolveInPlace } from '../../towers/cholesky';

/** Vectors of equal length, row by row. */
export interface Rows {
  /** `[rows, width]` */
  readonly values: Float32Array;
  readonly width: number;
}

/** Ratings of pull towards zero in each average: few ratings say little. */
const SHRINKAGE = 3;
/** Ridge, relative to the mean square of a predictor. */
const RELATIVE_RIDGE = 1e-3;
/** Stars that neither attract nor repel. */
const NEUTRAL_STARS = 3.5;

/** Learns the regression: `[1 + 2 · width of a movie, width of a user]`. */
export function fitUserRegression(
  interactions: Interactions,
  movies: Rows,
  users: Rows,
  seed: number,
): Float32Array {
  const random = createRandom(seed);
  const size = 1 + 2 * movies.width;
  const gram = new Float64Array(size * size);
  const right = Array.from({ length: users.width }, () => new Float64Array(size));
  for (let user = 0; user < interactions.userCount; user++) {
    const whole = historyOf(interactions, user);
    for (const history of [whole, randomPart(whole, random)]) {
      const predictors = predictorsOf(movies, history);
      addOuter(gram, predictors);
      right.forEach((sums, i) => {
        const target = users.values[user * users.width + i];
        for (let p = 0; p < size; p++) sums[p] += predictors[p] * target;
      });
    }
  }
  let trace = 0;
  for (let p = 0; p < size; p++) trace += gram[p * size + p];
  const ridge = (RELATIVE_RIDGE * trace) / size;
  for (let p = 0; p < size; p++) gram[p * size + p] += ridge;
  choleskyInPlace(gram, size);
  const weights = new Float32Array(size * users.width);
  right.forEach((column, i) => {
    choleskySolveInPlace(gram, size, column);
    for (let p = 0; p < size; p++) weights[p * users.width + i] = column[p];
  });
  return weights;
}

/** Some of the ratings, few as likely as many: their number is log-uniform. */
function randomPart({ movies, halfStars }: History, random: Random): History {
  const size = Math.floor(Math.exp(random.next() * Math.log1p(movies.length)));
  const rows = random.shuffle(Int32Array.from(movies, (_, row) => row)).subarray(0, size);
  return {
    movies: rows.map((row) => movies[row]),
    halfStars: Uint8Array.from(rows, (row) => halfStars[row]),
  };
}

/** The estimated row of a person, `[width of a user]`. */
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
function predictorsOf({ values, width }: Rows, { movies, halfStars }: History): Float64Array {
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

/** Adds `x xᵀ` to a full symmetric matrix. */
function addOuter(matrix: Float64Array, x: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < x.length; j++) matrix[i * x.length + j] += x[i] * x[j];
  }
}
