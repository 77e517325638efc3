/**
 * @file The loop of graded implicit ALS: seeded start, alternations, loss, resumption. Who solves the
 * rows (this thread, or several) is the caller's choice and changes no bit of the result.
 */
import type { Interactions } from '../dataset/columns';
import { transpose } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import type { FoldInLoss } from '../pack/manifest';
import { targetOf } from '../towers/foldInLoss';
import { gramMatrix } from '../towers/gram';
import { solveRows, type HalfStep, type SparseRows } from './ials';

/** Standard deviation of the initial factors, times `√D`. */
const INITIAL_SCALE = 0.1;

export interface IalsConfig {
  readonly dimensions: number;
  readonly alternations: number;
  readonly seed: number;
  readonly loss: FoldInLoss;
}

/** Factors after some alternations; all that is needed to go on. */
export interface IalsState {
  readonly alternation: number;
  /** `[U, D]` */
  readonly users: Float32Array;
  /** `[M, D]` */
  readonly movies: Float32Array;
  /** Mean loss for each rating, after each alternation. */
  readonly lossCurve: readonly number[];
}

/** Solves all rows of a half step, `[rows, D]`. */
export type RowsSolver = (step: HalfStep) => Promise<Float32Array>;

/** Solves on the calling thread. */
export const solveHere: RowsSolver = (step) => {
  const rowCount = step.rows.offsets.length - 1;
  const solved = new Float32Array(rowCount * step.dimensions);
  solveRows(step, 0, rowCount, solved);
  return Promise.resolve(solved);
};

/** Seeded Gaussian start. */
export function initialState(interactions: Interactions, config: IalsConfig): IalsState {
  const random = createRandom(config.seed);
  const deviation = INITIAL_SCALE / Math.sqrt(config.dimensions);
  const draw = (rows: number): Float32Array =>
    new Float32Array(rows * config.dimensions).map(() => deviation * random.normal());
  return {
    alternation: 0,
    movies: draw(interactions.movieCount),
    users: draw(interactions.userCount),
    lossCurve: [],
  };
}

/**
 * Runs the alternations that are left after `state`, yielding the state after each one.
 *
 * @param interactions ratings of the training users
 */
export async function* alternate(
  interactions: Interactions,
  config: IalsConfig,
  state: IalsState,
  solve: RowsSolver = solveHere,
): AsyncGenerator<IalsState> {
  const { dimensions, loss } = config;
  const { offsets, movies: columns, halfStars } = interactions;
  const byUser: SparseRows = { offsets, columns, halfStars };
  const transposed = transpose(interactions);
  const byMovie: SparseRows = {
    offsets: transposed.offsets,
    columns: transposed.users,
    halfStars: transposed.halfStars,
  };
  let current = state;
  while (current.alternation < config.alternations) {
    const users = await solve({
      rows: byUser,
      fixed: current.movies,
      gram: gramMatrix(current.movies, dimensions),
      dimensions,
      loss,
    });
    const movies = await solve({
      rows: byMovie,
      fixed: users,
      gram: gramMatrix(users, dimensions),
      dimensions,
      loss,
    });
    current = {
      alternation: current.alternation + 1,
      users,
      movies,
      lossCurve: [...current.lossCurve, meanLoss(byUser, users, movies, config)],
    };
    yield current;
  }
}

/** The training loss without its regulariser, for each rating. */
export function meanLoss(
  rows: SparseRows,
  users: Float32Array,
  movies: Float32Array,
  { dimensions, loss }: IalsConfig,
): number {
  let rated = 0;
  for (let user = 0; user + 1 < rows.offsets.length; user++) {
    for (let e = rows.offsets[user]; e < rows.offsets[user + 1]; e++) {
      let score = 0;
      for (let i = 0; i < dimensions; i++) {
        score += users[user * dimensions + i] * movies[rows.columns[e] * dimensions + i];
      }
      const error = score - targetOf(loss, rows.halfStars[e]);
      rated += error * error - loss.unobservedWeight * score * score;
    }
  }
  const everywhere = traceOfProduct(gramMatrix(users, dimensions), gramMatrix(movies, dimensions));
  return (rated + loss.unobservedWeight * everywhere) / rows.columns.length;
}

/** `tr(A B)` of two symmetric matrices: `Σ_u Σ_m (u·v)²` for two Gram matrices. */
function traceOfProduct(a: Float64Array, b: Float64Array): number {
  return a.reduce((trace, value, at) => trace + value * b[at], 0);
}
