/**
 * @file Top-k metrics of one ranked list. Targets are a set; relevance is binary.
 *
 * Denominators follow the Mult-VAE protocol (Liang et al. 2018): `min(k, targets)`.
 */

/** Whether rank `i` (0 = first) of the list is a target. */
export type Hits = readonly boolean[];

/** Marks which of the first `k` entries of a list are targets. */
export function hitsOf(list: ArrayLike<number>, targets: ReadonlySet<number>, k: number): Hits {
  const length = Math.min(k, list.length);
  return Array.from({ length }, (_, rank) => targets.has(list[rank]));
}

/** Normalised discounted cumulative gain at `k`, 0 to 1; 0 when there are no targets. */
export function ndcgAt(k: number, hits: Hits, targetCount: number): number {
  if (targetCount === 0) return 0;
  let gain = 0;
  for (let rank = 0; rank < Math.min(k, hits.length); rank++) {
    if (hits[rank]) gain += discount(rank);
  }
  let ideal = 0;
  for (let rank = 0; rank < Math.min(k, targetCount); rank++) ideal += discount(rank);
  return gain / ideal;
}

/** Share of the targets found in the first `k`, out of the `min(k, targets)` that could be. */
export function recallAt(k: number, hits: Hits, targetCount: number): number {
  if (targetCount === 0) return 0;
  let found = 0;
  for (let rank = 0; rank < Math.min(k, hits.length); rank++) if (hits[rank]) found++;
  return found / Math.min(k, targetCount);
}

/** 1 when any of the first `k` is a target, else 0. */
export function hitRateAt(k: number, hits: Hits): number {
  return hits.slice(0, k).includes(true) ? 1 : 0;
}

function discount(rank: number): number {
  return 1 / Math.log2(rank + 2);
}
