/** @file How many rows a search scans and scores exactly, from what was measured at build time. */
import type { OperatingPoint, ScannTables } from './tables';

/**
 * The effort for `k` answers: in proportion between the two nearest measured ones, the first below
 * them all, growing with `k` beyond the last.
 */
export function pointFor(
  { movies, operatingPoints }: Pick<ScannTables, 'movies' | 'operatingPoints'>,
  k: number,
): OperatingPoint {
  const last = operatingPoints.at(-1);
  if (!last) return { k, scanned: movies, rescored: movies };
  const above = operatingPoints.findIndex((point) => point.k >= k);
  if (above === 0) return operatingPoints[0];
  const low = above < 0 ? { k: 0, scanned: 0, rescored: 0 } : operatingPoints[above - 1];
  const high = above < 0 ? last : operatingPoints[above];
  const share = (k - low.k) / (high.k - low.k);
  const between = (from: number, to: number): number =>
    Math.min(movies, Math.ceil(from + share * (to - from)));
  return {
    k,
    scanned: between(low.scanned, high.scanned),
    rescored: between(low.rescored, high.rescored),
  };
}
