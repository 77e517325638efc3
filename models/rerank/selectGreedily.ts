/** @file Fills a list place by place: what a candidate is worth depends on what is listed already. */

/** One wish about the list as a whole. `N` candidates, named by their position. */
export interface ListTerm {
  /** Points of relevance for one point of gain. */
  readonly weight: number;
  /** `[N]` what each candidate would add to the list as it is now. */
  readonly gains: Float64Array;
  /** Puts a candidate on the list and brings the gains up to date. */
  choose(candidate: number): void;
}

/**
 * The order in which candidates are chosen, `[N]`: each of the first `places` has the largest relevance
 * plus weighted gains of those left, the others follow by relevance alone. Ties keep the given order.
 *
 * @param relevance `[N]`
 */
export function selectGreedily(
  relevance: Float64Array,
  terms: readonly ListTerm[],
  places: number,
): number[] {
  const left = Array.from(relevance, (_, candidate) => candidate).sort(
    (a, b) => relevance[b] - relevance[a] || a - b,
  );
  if (terms.length === 0) return left;
  const chosen: number[] = [];
  while (chosen.length < places && left.length > 0) {
    const at = bestOf(left, relevance, terms);
    const [candidate] = left.splice(at, 1);
    chosen.push(candidate);
    for (const term of terms) term.choose(candidate);
  }
  return [...chosen, ...left];
}

/** Where in `left` the most valuable candidate stands; the first one of equals. */
function bestOf(
  left: readonly number[],
  relevance: Float64Array,
  terms: readonly ListTerm[],
): number {
  let best = 0;
  let bestValue = -Infinity;
  left.forEach((candidate, at) => {
    let value = relevance[candidate];
    for (const { weight, gains } of terms) value += weight * gains[candidate];
    if (value <= bestValue) return;
    bestValue = value;
    best = at;
  });
  return best;
}
