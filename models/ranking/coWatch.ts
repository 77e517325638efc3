/**
 * @file Who watches one movie, watches which others: linear filters of the graph of people and movies,
 * as features of the ranker.
 *
 * Let `Z` be the people's watched movies, each column divided by `s_j = √(count_j + floor)`, and
 * `ZᵀZ = V diag(μ) Vᵀ`. Ridge regression of one movie on all others, with penalty `ρ s_j²`, gives a
 * history `x` the score
 *
 *     s_j / (1 − Σ_k f_k v_jk²) · Σ_k f_k v_jk a_k,    a_k = Σ_i x_i v_ik / s_i,    f_k = μ_k / (μ_k + ρ)
 *
 * The denominator keeps a movie from predicting itself (EASE; Steck 2019); with the leading `k` alone,
 * the filter is low-pass (Shen et al. 2021, "How Powerful is Graph Convolution for Recommendation?").
 * One table thus serves every `ρ`: a large one trusts what is popular, a small one what is particular.
 * A score is divided by the length of `f a`, so that it means the same after few and many ratings.
 */
import type { History } from '../dataset/columns';
import { writeDotProducts } from '../towers/dotProducts';

/** What is learned: the leading right singular vectors of `Z`. */
export interface CoWatchTable {
  readonly dimensions: number;
  /** Movies with fewer ratings have no place. */
  readonly ownFrom: number;
  /** `[D]` `μ`, squared singular values. */
  readonly energy: Float32Array;
  /** `[M, D]` `V`; zeros for a movie without a place. */
  readonly directions: Float32Array;
}

/** A table ready to score. */
export interface CoWatch extends CoWatchTable {
  /** `[M]` `s_j` */
  readonly scale: Float32Array;
  readonly filters: readonly CoWatchFilter[];
}

interface CoWatchFilter {
  /** `[D]` `f` */
  readonly pass: Float32Array;
  /** `[M]` `s_j / (1 − Σ f v_j²)` */
  readonly gain: Float32Array;
}

/** Added to every count: movies with few ratings are watched together by chance. */
const COUNT_FLOOR = 25;
/** `ρ` of each filter. */
const PENALTIES = [0.5, 6, 30] as const;
/** Keeps the gain finite for a movie that the table nearly spans. */
const LEAST_REST = 0.05;
/** Added to the length of a filtered history, which is zero for nobody. */
const LEAST_LENGTH = 1e-6;

/** One for each filter over what was watched, and one of the first filter over how it was liked. */
export const CO_WATCH_FEATURES = PENALTIES.length + 1;

/** `s_j` of a movie with so many ratings. */
export function coWatchScale(ratings: number): number {
  return Math.sqrt(ratings + COUNT_FLOOR);
}

/**
 * @param ratingCount `[M]`
 */
export function createCoWatch(table: CoWatchTable, ratingCount: ArrayLike<number>): CoWatch {
  const { dimensions, energy, directions } = table;
  const scale = Float32Array.from(ratingCount, coWatchScale);
  const filters = PENALTIES.map((penalty): CoWatchFilter => {
    const pass = energy.map((value) => value / (value + penalty));
    const gain = scale.map((own, movie) => {
      let rest = 1;
      const start = movie * dimensions;
      for (let k = 0; k < dimensions; k++) rest -= pass[k] * directions[start + k] ** 2;
      return own / Math.max(LEAST_REST, rest);
    });
    return { pass, gain };
  });
  return { ...table, scale, filters };
}

/** One person's filtered histories: what {@link writeCoWatchScores} multiplies with a movie's direction. */
export interface CoWatchQueries {
  /** `[M]` for each of the {@link CO_WATCH_FEATURES} rows. */
  readonly gains: readonly Float32Array[];
  /** `[CO_WATCH_FEATURES, D]`, each row of unit length or zero. */
  readonly rows: Float32Array;
}

/** @param deviations `[H]` stars above what was expected of the person and the movie */
export function coWatchQueries(
  coWatch: CoWatch,
  { movies }: History,
  deviations: ArrayLike<number>,
): CoWatchQueries {
  const { dimensions, directions, scale, filters } = coWatch;
  const watched = new Float64Array(dimensions);
  const liked = new Float64Array(dimensions);
  for (let h = 0; h < movies.length; h++) {
    const start = movies[h] * dimensions;
    const weight = 1 / scale[movies[h]];
    for (let k = 0; k < dimensions; k++) {
      const value = weight * directions[start + k];
      watched[k] += value;
      liked[k] += deviations[h] * value;
    }
  }
  const rows = new Float32Array(CO_WATCH_FEATURES * dimensions);
  const used = [...filters, filters[0]];
  used.forEach(({ pass }, row) => {
    const values = row < filters.length ? watched : liked;
    const filtered = Float32Array.from(values, (value, k) => pass[k] * value);
    const length = Math.hypot(...filtered) + LEAST_LENGTH;
    filtered.forEach((value, k) => (rows[row * dimensions + k] = value / length));
  });
  return { gains: used.map(({ gain }) => gain), rows };
}

/** Writes the scores of one movie, {@link CO_WATCH_FEATURES} of them, into `row` from `at` on. */
export function writeCoWatchScores(
  { dimensions, directions }: CoWatch,
  { gains, rows }: CoWatchQueries,
  movie: number,
  row: Float32Array,
  at: number,
): void {
  const start = movie * dimensions;
  const dots = new Float64Array(CO_WATCH_FEATURES);
  writeDotProducts(dots, rows, directions.subarray(start, start + dimensions));
  for (let q = 0; q < CO_WATCH_FEATURES; q++) row[at + q] = gains[q][movie] * dots[q];
}
