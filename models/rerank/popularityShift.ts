/**
 * @file The popularity dial: a shift of relevance by standardised log popularity.
 *
 * The same shift does nothing to one person's list and turns another's over, because scores fall off
 * differently. So the dial says where the list is to go, and the shift that takes it there is found by
 * bisection: the mean log popularity of the top never falls as the shift rises.
 */
import { standardized } from '../towers/space';

/** Places whose popularity the dial is about. */
const TOP = 20;
/** Rating counts at the top change by this factor, as a geometric mean, with the dial at its end. */
const FULL_FACTOR = 3;
/** Points of relevance for one standard deviation of log popularity, at most. */
const LARGEST_SHIFT = 1.5;
const BISECTIONS = 12;

/**
 * Relevance moved towards popular movies, or away from them.
 *
 * @param relevance `[N]` standardised
 * @param ratingCount `[N]`
 * @param dial −1 obscure to 1 mainstream; 0 changes nothing
 */
export function shiftedByPopularity(
  relevance: Float64Array,
  ratingCount: ArrayLike<number>,
  dial: number,
): Float64Array {
  if (dial === 0 || relevance.length === 0) return relevance;
  const logCounts = Float64Array.from(ratingCount, (count) => Math.log1p(count));
  const fame = standardized(logCounts);
  const shifted = (shift: number): Float64Array =>
    relevance.map((points, i) => points + Math.sign(dial) * shift * fame[i]);
  const moved = (shift: number): number =>
    Math.abs(meanOfTop(shifted(shift), logCounts) - meanOfTop(relevance, logCounts));
  const goal = Math.abs(dial) * Math.min(Math.log(FULL_FACTOR), moved(LARGEST_SHIFT));
  let [low, high] = [0, LARGEST_SHIFT];
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (moved(middle) < goal) low = middle;
    else high = middle;
  }
  return shifted(high);
}

/** Mean of `values` over the {@link TOP} largest of `relevance`. */
function meanOfTop(relevance: Float64Array, values: Float64Array): number {
  const order = Array.from(relevance, (_, i) => i).sort(
    (a, b) => relevance[b] - relevance[a] || a - b,
  );
  const top = order.slice(0, TOP);
  return top.reduce((sum, i) => sum + values[i], 0) / top.length;
}
