/** @file Order statistics of measured times. */

export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly samples: number;
}

const P95 = 0.95;

/** Median and 95th percentile (nearest rank). Throws a RangeError without samples. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('Nothing was measured.');
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), p95: quantile(sorted, P95), samples: sorted.length };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
