/**
 * @file The loop of graded implicit ALS: seeded start, alternations, loss, resumption. Who solves the
 * rows (this thread, or several) is the caller's choice and changes no bit of the result.
 */
import type { Interactions } from '../dataset/columns';
import { transpose } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import { gramMatrix } from '../towers/gram';
import {
  emptySolution,
  solveRows,
  type GradedLoss,
  type HalfStep,
  type SolvedRows,
  type SparseRows,
} from './ials';
import { principalAxes, rotateRows } from './principalAxes';

/** Standard deviation of the initial factors, times `√D`. */
const INITIAL_SCALE = 0.1;
/** Of each row's solution; exact ones give no better lists (`docs/scale.md`). */
const SOLVER_TOLERANCE = 1e-3;

export interface IalsConfig {
  readonly dimensions: number;
  readonly alternations: number;
  readonly seed: number;
  readonly loss: GradedLoss;
}

/** Factors after some alternations; all that is needed to go on. */
export interface IalsState {
  readonly alternation: number;
  /** `[U, D]`, in the axes of `movies`; both turn from one alternation to the next. */
  readonly users: Float32Array;
  /** `[M, D]` */
  readonly movies: Float32Array;
  /** Loss without its regulariser, for each rating, after each alternation. */
  readonly lossCurve: readonly number[];
}

/** Solves all rows of a half step. */
export type RowsSolver = (step: HalfStep) => Promise<SolvedRows>;

/** Solves on the calling thread. */
export const solveHere: RowsSolver = (step) => {
  const solved = emptySolution(step);
  solveRows(step, 0, solved.losses.length, solved);
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
    const forUsers = halfStep(byUser, current.movies, current.users, config);
    const { factors: users } = await solve(forUsers);
    const forMovies = halfStep(byMovie, users, forUsers.fixed, config);
    const { factors: movies, losses } = await solve(forMovies);
    const loss = losses.reduce((sum, value) => sum + value, 0) / columns.length;
    current = {
      alternation: current.alternation + 1,
      users: forMovies.fixed,
      movies,
      lossCurve: [...current.lossCurve, loss],
    };
    yield current;
  }
}

/** Turns both sides to the principal axes of the fixed one, which keeps every score. */
export function halfStep(
  rows: SparseRows,
  fixed: Float32Array,
  start: Float32Array,
  { dimensions, loss }: Pick<IalsConfig, 'dimensions' | 'loss'>,
  tolerance = SOLVER_TOLERANCE,
): HalfStep {
  const { values, axes } = principalAxes(gramMatrix(fixed, dimensions), dimensions);
  return {
    rows,
    fixed: rotateRows(fixed, axes, dimensions),
    spectrum: values,
    start: rotateRows(start, axes, dimensions),
    tolerance,
    dimensions,
    loss,
  };
}
