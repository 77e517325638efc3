/** @file The paired bootstrap over people (Efron and Tibshirani 1993): is a difference more than chance? */
import { createRandom } from '../dataset/random';

export interface BootstrapOptions {
  readonly resamples: number;
  readonly seed: number;
}

export interface BootstrapEstimate {
  /** Of the people themselves, not of the resamples. */
  readonly value: number;
  /** 95 % percentile interval. */
  readonly low: number;
  readonly high: number;
  /** Two-sided: how often chance alone would put a resample on the other side of 0. */
  readonly p: number;
}

/** Any figure of a group: `weights[i]` says how often person `i` is in it. */
type Statistic = (weights: Uint8Array) => number;

/** What is left out at each end of a 95 % interval. */
const TAIL = 0.025;

/**
 * Groups as large as the people, drawn from them with replacement. Drawn once: statistics of the same
 * people, one for each pair of systems, share them.
 */
export class Resamples {
  readonly #people: number;
  /** `[resamples, people]`. Nobody is drawn 256 times: the odds are below 1e-500. */
  readonly #weights: Uint8Array;

  constructor(people: number, { resamples, seed }: BootstrapOptions) {
    this.#people = people;
    this.#weights = new Uint8Array(resamples * people);
    const random = createRandom(seed);
    for (let start = 0; start < this.#weights.length; start += people) {
      for (let draw = 0; draw < people; draw++) {
        this.#weights[start + Math.floor(random.next() * people)]++;
      }
    }
  }

  /** Interval and p of a statistic. Give it differences on the same people to compare two systems. */
  estimate(statistic: Statistic): BootstrapEstimate {
    const size = this.#people;
    const values = Float64Array.from({ length: this.#weights.length / size }, (_, at) =>
      statistic(this.#weights.subarray(at * size, (at + 1) * size)),
    ).sort();
    return {
      value: statistic(new Uint8Array(size).fill(1)),
      low: quantile(values, TAIL),
      high: quantile(values, 1 - TAIL),
      p: pValue(values),
    };
  }
}

/** `Σ weight · value` over people. */
export function weightedSum(weights: Uint8Array, values: ArrayLike<number>): number {
  let sum = 0;
  for (let person = 0; person < weights.length; person++) sum += weights[person] * values[person];
  return sum;
}

/** Linear between the sorted values. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** Never 0: with `R` resamples nothing below `2 / (R + 1)` can be told. */
function pValue(values: Float64Array): number {
  let negative = 0;
  let positive = 0;
  for (const value of values) {
    if (value <= 0) negative++;
    if (value >= 0) positive++;
  }
  return Math.min(1, (2 * (Math.min(negative, positive) + 1)) / (values.length + 1));
}
