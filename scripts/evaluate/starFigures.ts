/** @file P3: how far predicted stars are from the held-out ones, and whether intervals hold them. */
import type { SystemState } from '../../models/baselines/system';
import { Resamples, type BootstrapOptions } from '../../models/metrics/bootstrap';
import { starsOf } from '../../models/shapes';
import type { Fold } from './folds';
import { levelName, type Comparison, type Measurement } from './report';
import { compareRmse, plainMeasurement } from './statistics';

/** Others are compared with it. */
const REFERENCE = 'biases';
/** Half the width of an 80 % interval of the normal distribution, in standard deviations. */
const HALF_WIDTH_80 = 1.2815515655446004;

/** Sums over the held-out ratings of each person, `[people of all folds]`. */
export interface StarSums {
  readonly squares: Float64Array;
  readonly absolutes: Float64Array;
  /** Ratings inside their 80 % interval; null where the system gives no variance. */
  readonly covered: Float64Array | null;
  readonly ratings: Float64Array;
}

/** By number of ratings given; null for a system that predicts no stars. */
export type StarScores = ReadonlyMap<number, StarSums> | null;

/** Held-out stars of a fold, in the order of the answers. */
export function heldOutStars({ people }: Fold): Float64Array {
  return Float64Array.from(
    people.flatMap(({ heldOut }) => Array.from(heldOut.halfStars)),
    starsOf,
  );
}

/** Scores of one system's stars over all folds. */
export function scoreStars(
  folds: readonly Fold[],
  answers: readonly SystemState[],
  levels: readonly number[],
): StarScores {
  if (answers.some((answer) => !('stars' in answer))) return null;
  const actual = folds.map(heldOutStars);
  return new Map(
    levels.map((n, level) => [
      n,
      joinSums(folds.map((fold, i) => sumsOf(fold, answers[i], actual[i], level))),
    ]),
  );
}

function sumsOf(
  { people }: Fold,
  { stars, variances }: SystemState,
  actual: Float64Array,
  level: number,
): StarSums {
  const squares = new Float64Array(people.length);
  const absolutes = new Float64Array(people.length);
  const covered = variances ? new Float64Array(people.length) : null;
  const ratings = new Float64Array(people.length);
  let rating = 0;
  for (const [person, { heldOut }] of people.entries()) {
    ratings[person] = heldOut.movies.length;
    for (let i = 0; i < heldOut.movies.length; i++, rating++) {
      const at = level * actual.length + rating;
      const error = Math.abs(stars[at] - actual[rating]);
      squares[person] += error * error;
      absolutes[person] += error;
      if (covered && error <= HALF_WIDTH_80 * Math.sqrt(variances[at])) covered[person]++;
    }
  }
  return { squares, absolutes, covered, ratings };
}

function joinSums(parts: readonly StarSums[]): StarSums {
  const join = (columns: readonly Float64Array[]) =>
    Float64Array.from(columns.flatMap((column) => Array.from(column)));
  const covered = parts.flatMap((part) => part.covered ?? []);
  return {
    squares: join(parts.map((part) => part.squares)),
    absolutes: join(parts.map((part) => part.absolutes)),
    covered: covered.length === parts.length ? join(covered) : null,
    ratings: join(parts.map((part) => part.ratings)),
  };
}

/** RMSE, MAE and coverage at every level, over all ratings. */
export function measureStars(
  scores: Readonly<Record<string, StarScores>>,
  nameOf: (n: number) => string = levelName,
): Measurement[] {
  return Object.entries(scores).flatMap(([system, levels]) =>
    [...(levels ?? [])].flatMap(([n, { squares, absolutes, covered, ratings }]) => {
      const count = sum(ratings);
      const measure = (metric: string, value: number) =>
        plainMeasurement({ system, metric, level: nameOf(n) }, value, count);
      return [
        measure('rmse', Math.sqrt(sum(squares) / count)),
        measure('mae', sum(absolutes) / count),
        ...(covered ? [measure('coverage80', sum(covered) / count)] : []),
      ];
    }),
  );
}

/** RMSE of every system against the biases, at every level. */
export function compareStars(
  scores: Readonly<Record<string, StarScores>>,
  options: BootstrapOptions,
  nameOf: (n: number) => string = levelName,
): Comparison[] {
  const [[, reference] = []] = scores[REFERENCE] ?? [];
  if (!reference) return [];
  const resamples = new Resamples(reference.ratings.length, options);
  return Object.entries(scores).flatMap(([system, levels]) =>
    [...(levels ?? [])].flatMap(([n, own]) => {
      const other = scores[REFERENCE]?.get(n);
      if (!other || system === REFERENCE) return [];
      const subject = { system, metric: 'rmse', level: nameOf(n) };
      return [compareRmse(subject, REFERENCE, own, other, resamples)];
    }),
  );
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
