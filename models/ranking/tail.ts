/** @file What follows behind the ranked candidates when a longer list is asked for. */
import type { RankedCandidate } from './rankCandidates';

/**
 * The ranked candidates, then the other retrieved movies in retrieval order. Their scores go on
 * downwards: the lowest ranking score, less the fall of the retrieval score since the last candidate.
 *
 * @param ranked the first of `retrieved`, in any order
 * @param retrieved best first, scored by retrieval
 */
export function withTail(
  ranked: readonly RankedCandidate[],
  retrieved: readonly RankedCandidate[],
): readonly RankedCandidate[] {
  const tail = retrieved.slice(ranked.length);
  if (tail.length === 0 || ranked.length === 0) return ranked;
  const lowest = ranked.reduce((least, { score }) => Math.min(least, score), Infinity);
  const last = retrieved[ranked.length - 1].score;
  return [...ranked, ...tail.map((item) => ({ ...item, score: lowest + item.score - last }))];
}
