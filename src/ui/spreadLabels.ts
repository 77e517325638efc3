/** @file Labels beside lines that end close together: moved apart as little as it takes. */

/**
 * Places at least `gap` apart, in the order of the wanted ones, and within `[lowest, highest]` as long
 * as there is room for all.
 *
 * @param wanted places in any order, in the unit of `gap`
 */
export function spreadLabels(
  wanted: readonly number[],
  gap: number,
  lowest: number,
  highest: number,
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const places = [...wanted];
  let free = lowest;
  for (const i of order) {
    places[i] = Math.max(wanted[i], free);
    free = places[i] + gap;
  }
  let limit = highest;
  for (const i of [...order].reverse()) {
    places[i] = Math.min(places[i], limit);
    limit = places[i] - gap;
  }
  return places;
}
