/**
 * @file The vector of a person whom an ID model never saw. Such a model has a row for each training
 * person and nothing else, so the row is estimated from the movies: a ridge regression, learned on the
 * training people, from the averages of the movie vectors in a history to the person's row. Half of
 * its examples are histories cut at random, so that short ones are answered too.
 */
import type { History, Interactions } from '../../dataset/columns';
import { historyOf } from '../../dataset/interactions';
import { createRandom, type Random } from '../../dataset/random';
import { choleskyInPlace, choleskySolveInPlace } from '../../towers/cholesky';
import { predictorsOf, type Rows } from './userEstimate';

/** Ridge, relative to the mean square of a predictor. */
const RELATIVE_RIDGE = 1e-3;

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

/** Adds `x xᵀ` to a full symmetric matrix. */
function addOuter(matrix: Float64Array, x: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < x.length; j++) matrix[i * x.length + j] += x[i] * x[j];
  }
}
