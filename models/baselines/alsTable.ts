/**
 * @file Answering with ALS on ratings. A person never seen in training is one more row of the ridge
 * regression that learned the movies, so the fold-in is exact. Movies are ordered by stars.
 */
import type { History } from '../dataset/columns';
import { userBias, type BiasModel } from '../ranking/bias';
import { starsOf } from '../shapes';
import { choleskyInPlace, choleskySolveInPlace } from '../towers/cholesky';
import { addOuterProduct } from '../towers/gram';
import { openBaseline } from './alsBaseline';
import { withColumn } from './itemTable';
import type { ItemTable, SystemState } from './system';

export interface AlsRidge {
  readonly rank: number;
  /** `λ`, for each rating of a row. */
  readonly regularization: number;
}

/** One row of a ridge regression: which rows of the other side, and their targets. */
export interface RidgeRow {
  readonly columns: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
}

/**
 * @param state `factors` `[M, rank]` and the baseline, see `alsBaseline.ts`
 */
export function alsTable(
  state: SystemState,
  { regularization }: Pick<AlsRidge, 'regularization'>,
): ItemTable {
  const baseline = openBaseline(state);
  const factors = Float32Array.from(state.factors);
  const rank = factors.length / baseline.movieBias.length;
  return {
    items: withColumn(factors, rank, baseline.movieBias),
    dimensions: rank + 1,
    queryOf: (history) => {
      const user = solveRow(userRow(baseline, history), factors, { rank, regularization });
      return Float32Array.of(...user, 1);
    },
  };
}

/** `argmin_x Σ_h (t_h − x·f_h)² + λ n |x|²`, `[rank]`; zeros for a row without ratings. */
export function solveRow(
  { columns, targets }: RidgeRow,
  fixed: Float32Array,
  { rank, regularization }: AlsRidge,
): Float64Array {
  const solution = new Float64Array(rank);
  const ratings = columns.length;
  if (ratings === 0) return solution;
  const matrix = new Float64Array(rank * rank);
  for (let h = 0; h < ratings; h++) {
    const factor = fixed.subarray(columns[h] * rank, (columns[h] + 1) * rank);
    addOuterProduct(matrix, factor, rank, 1);
    for (let i = 0; i < rank; i++) solution[i] += targets[h] * factor[i];
  }
  for (let i = 0; i < rank; i++) matrix[i * rank + i] += regularization * ratings;
  choleskyInPlace(matrix, rank);
  choleskySolveInPlace(matrix, rank, solution);
  return solution;
}

/** What a person's ratings deviate from the baseline by, in stars. */
export function userRow(baseline: BiasModel, history: History): RidgeRow {
  const personal = baseline.mean + userBias(baseline, history);
  const targets = Float64Array.from(
    history.movies,
    (movie, h) => starsOf(history.halfStars[h]) - personal - baseline.movieBias[movie],
  );
  return { columns: history.movies, targets };
}
