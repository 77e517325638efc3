/** @file The order of films to ask about, while the model changes its mind with every answer. */

/**
 * New questions behind those that have been in the row: what somebody is looking at stays where it is.
 *
 * @param shown films that have been in the row, in the order in which they came
 * @param fresh what the model wants to ask now; empty where it asks nothing
 */
export function continued(shown: readonly number[], fresh: readonly number[]): readonly number[] {
  if (fresh.length === 0) return shown;
  const before = new Set(shown);
  return [...shown, ...fresh.filter((movieId) => !before.has(movieId))];
}
