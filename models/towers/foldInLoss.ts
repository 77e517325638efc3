/**
 * @file The loss that defines a user embedding.
 *
 * For one block, a person with history `H` (movies and half stars) is the minimiser of
 *
 *     f(u) = ½ Σ_{m ∈ H} (u·v_m − t(r_m))² + ½ α₀ Σ_{m ∉ H} (u·v_m)² + ½ ρ(n) |u|²
 *     t(r) = c + s (stars(r) − 3) / 2
 *     ρ(n) = λ (n + α₀ M (1 + β / (1 + n / h)))
 *
 * with `n = |H|`: graded implicit feedback (Hu, Koren and Volinsky 2008, with Rendle et al. 2021's
 * count-proportional regulariser), and a prior that is tighter while little is known. It is a ridge
 * regression, so its minimum is unique and `A u = b` with
 *
 *     A = (1 − α₀) Σ_{m ∈ H} v_m v_mᵀ + α₀ G + ρ I,    b = Σ_{m ∈ H} t(r_m) v_m,    G = Σ_m v_m v_mᵀ
 */
import type { FoldInLoss } from '../pack/manifest';
import { starsOf, type HalfStars } from '../shapes';

const NEUTRAL_STARS = 3;
const STARS_FROM_NEUTRAL_TO_BEST = 2;

/** Target `t(r)` of a rated movie. */
export function targetOf(loss: FoldInLoss, halfStars: HalfStars): number {
  const deviation = (starsOf(halfStars) - NEUTRAL_STARS) / STARS_FROM_NEUTRAL_TO_BEST;
  return loss.targetCentre + loss.targetSlope * deviation;
}

/** Regulariser `ρ(n)` for `n` usable ratings over a table of `movieCount` movies. */
export function ridgeOf(loss: FoldInLoss, ratings: number, movieCount: number): number {
  const prior = 1 + loss.priorBoost / (1 + ratings / loss.priorHalfLife);
  return loss.regularization * (ratings + loss.unobservedWeight * movieCount * prior);
}
