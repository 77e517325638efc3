/** @file Z-scores: a column, such as timestamps, to mean 0 and standard deviation 1. */

/** Mean and standard deviation of a training column; apply the same to every later value. */
export interface Normalization {
  readonly mean: number;
  /** Of the population. 1 for a column without spread, so that its z-scores are 0. */
  readonly standardDeviation: number;
}

/** Fits a column in one pass (Welford, 1962), exact enough for Unix seconds in doubles. */
export function fitNormalization(values: ArrayLike<number>): Normalization {
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = values[i] - mean;
    mean += distance / (i + 1);
    squares += distance * (values[i] - mean);
  }
  const standardDeviation = values.length > 0 ? Math.sqrt(squares / values.length) : 0;
  return { mean, standardDeviation: standardDeviation || 1 };
}

/** The z-score of one value. */
export function zScore(value: number, { mean, standardDeviation }: Normalization): number {
  return (value - mean) / standardDeviation;
}

/** The z-scores of a column, float32. */
export function zScores(values: ArrayLike<number>, normalization: Normalization): Float32Array {
  return Float32Array.from(values, (value) => zScore(value, normalization));
}
