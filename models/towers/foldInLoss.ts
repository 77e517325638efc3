/**
 * @file The loss that defines a user embedding.
 *
 * For one block, a person with history `H` (movies and half stars) is the minimiser of
 *
 *     f(u) = ½ Σ_{m ∈ H} (u·v_m − t(r_m))² + ½ α(n) Σ_{m ∉ H} (u·v_m)² + ½ ρ(n) |u|²
 *     t(r) = c + s (stars(r) − 3) / 2
 *
 * with `n = |H|`: graded implicit feedback (Hu, Koren and Volinsky 2008). How much an unrated movie
 * counts, and how tight the prior is, are curves over `n`: while little is known, the prior has to do
 * the work, and a movie without a rating says next to nothing. It is a ridge regression, so its
 * minimum is unique and `A u = b` with
 *
 *     A = (1 − α) Σ_{m ∈ H} v_m v_mᵀ + α G + ρ I,    b = Σ_{m ∈ H} t(r_m) v_m,    G = Σ_m v_m v_mᵀ
 */
import type { FoldInLoss } from '../pack/manifest';
import { starsOf, type HalfStars } from '../shapes';
import { curveAt } from './curve';

const NEUTRAL_STARS = 3;
const STARS_FROM_NEUTRAL_TO_BEST = 2;

/** Target `t(r)` of a rated movie. */
export function targetOf(
  { targetCentre, targetSlope }: Pick<FoldInLoss, 'targetCentre' | 'targetSlope'>,
  halfStars: HalfStars,
): number {
  const deviation = (starsOf(halfStars) - NEUTRAL_STARS) / STARS_FROM_NEUTRAL_TO_BEST;
  return targetCentre + targetSlope * deviation;
}

/** Weight `α(n)` of an unrated movie, where a rated one has 1. */
export function unobservedWeightOf(loss: FoldInLoss, ratings: number): number {
  return curveAt(loss.unobservedWeight, ratings);
}

/** Regulariser `ρ(n)`. */
export function ridgeOf(loss: FoldInLoss, ratings: number): number {
  return curveAt(loss.ridge, ratings);
}
