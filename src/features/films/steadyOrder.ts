/** @file A list that does not move while somebody works in it. */

/**
 * The order to show after a change: the one shown before, as long as nothing was added, so that a
 * film does not run away from under the finger that rates it. The same array when nothing changed.
 */
export function steadyOrder(
  shown: readonly number[],
  sorted: readonly number[],
): readonly number[] {
  const left = new Set(sorted);
  const kept = shown.filter((movieId) => left.has(movieId));
  if (kept.length !== sorted.length) return sorted;
  return kept.length === shown.length ? shown : kept;
}
