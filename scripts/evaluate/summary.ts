/** @file A mean with its standard error. */

export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

/** Mean and its standard error. */
export function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (values.length - 1) / values.length) };
}
