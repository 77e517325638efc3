/**
 * @file ALS on ratings (Zhou et al. 2008, "ALS-WR"): stars as a baseline plus a low-rank product,
 *
 *     min Σ_{(u, m) rated} (stars_um − base_um − u·v_m)² + λ (Σ_u n_u |u|² + Σ_m n_m |v_m|²)
 *
 * by alternating ridge regressions; `n` counts the ratings of a row. Answered by `alsTable.ts`.
 */
import type { History, Interactions } from '../dataset/columns';
import { historyOf, transpose } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import { userBias, type BiasModel } from '../ranking/bias';
import { starsOf } from '../shapes';
import { pauses } from '../training/pauses';
import {
  baselineState,
  fitBaseline,
  openBaseline,
  predictedStars,
  type Centring,
} from './alsBaseline';
import { alsTable, solveRow, userRow, type AlsRidge, type RidgeRow } from './alsTable';
import { tableSystem } from './itemTable';
import type { SystemRecipe, SystemState, TrainedSystem, TrainingSet, TrainOptions } from './system';

export interface AlsSettings extends AlsRidge {
  readonly iterations: number;
  readonly centring: Centring;
}

/** Solves every row of one side, `[rows, rank]`. */
function solveSide(
  rows: number,
  rowAt: (row: number) => RidgeRow,
  fixed: Float32Array,
  settings: AlsSettings,
): Float32Array {
  const solved = new Float32Array(rows * settings.rank);
  for (let row = 0; row < rows; row++) {
    solved.set(solveRow(rowAt(row), fixed, settings), row * settings.rank);
  }
  return solved;
}

/** `[M, rank]` */
async function fitFactors(
  interactions: Interactions,
  baseline: BiasModel,
  settings: AlsSettings,
  { seed, signal, onStep }: TrainOptions,
): Promise<Float32Array> {
  const { userCount, movieCount } = interactions;
  const random = createRandom(seed);
  const { offsets, users, halfStars } = transpose(interactions);
  const personal = Float64Array.from(
    { length: userCount },
    (_, user) => baseline.mean + userBias(baseline, historyOf(interactions, user)),
  );
  const userAt = (user: number): RidgeRow => userRow(baseline, historyOf(interactions, user));
  const movieAt = (movie: number): RidgeRow => {
    const [start, end] = [offsets[movie], offsets[movie + 1]];
    const columns = users.subarray(start, end);
    const targets = Float64Array.from(
      columns,
      (user, e) => starsOf(halfStars[start + e]) - personal[user] - baseline.movieBias[movie],
    );
    return { columns, targets };
  };
  const deviation = 1 / Math.sqrt(settings.rank);
  let factors: Float32Array = new Float32Array(movieCount * settings.rank).map(
    () => deviation * random.normal(),
  );
  const pause = pauses(signal);
  for (let iteration = 0; iteration < settings.iterations; iteration++) {
    await pause();
    const userFactors = solveSide(userCount, userAt, factors, settings);
    factors = solveSide(movieCount, movieAt, userFactors, settings);
    onStep?.(iteration + 1, settings.iterations, 'alternations');
  }
  return factors;
}

async function train(
  { interactions }: TrainingSet,
  settings: AlsSettings,
  options: TrainOptions,
): Promise<SystemState> {
  const baseline = fitBaseline(interactions, settings.centring);
  const factors = await fitFactors(interactions, baseline, settings, options);
  return { factors, ...baselineState(baseline) };
}

function open(state: SystemState, set: TrainingSet, settings: AlsSettings): TrainedSystem {
  const { rank } = settings;
  const baseline = openBaseline(state);
  const factors = Float32Array.from(state.factors);
  const embed = (history: History): Float64Array =>
    solveRow(userRow(baseline, history), factors, settings);
  const predictStars = (history: History, movies: Int32Array): Float32Array => {
    const user = embed(history);
    return predictedStars(baseline, history, movies, (movie) => {
      let dot = 0;
      for (let i = 0; i < rank; i++) dot += user[i] * factors[movie * rank + i];
      return dot;
    });
  };
  return {
    ...tableSystem(alsTable(state, settings), set.interactions),
    predictStars,
    starsOfUser: (user, movies) => predictStars(historyOf(set.interactions, user), movies),
  };
}

export function alsRecipe(settings: AlsSettings, name = 'ALS'): SystemRecipe {
  return {
    name,
    settings: { ...settings },
    train: (set, options) => train(set, settings, options),
    open: (state, set) => open(state, set, settings),
  };
}
