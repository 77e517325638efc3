/**
 * @file The user tower of one block, forwards and backwards.
 *
 * With `A u = b` as in `towers/foldInLoss.ts` and `g = ∂L/∂u`, one more solve with the same factor
 * gives everything: `z = A⁻¹ g`, `∂L/∂b = z`, `∂L/∂A = −½ (z uᵀ + u zᵀ)` (the implicit function theorem).
 */
import type { History } from '../dataset/columns';
import type { Block } from '../towers/block';
import { choleskyInPlace, choleskySolveInPlace } from '../towers/cholesky';
import { normalEquations } from '../towers/closedForm';
import { targetOf, unobservedWeightOf } from '../towers/foldInLoss';

/** The target's slope by its own slope. */
const UNIT_SLOPE = { targetCentre: 0, targetSlope: 1 };

/** A person's embedding in one block, and the factor it was solved with. */
export interface SolvedTower {
  /** `[D]`, all zeros for an empty history. */
  readonly user: Float64Array;
  /** `[D, D]` Cholesky factor of `A` in the lower triangle. */
  readonly factor: Float64Array;
}

/** Sums over people. */
export interface TowerGradient {
  /** `[M, D]` by the embeddings of the rated movies; null where the table stays as it is. */
  readonly rows: Float32Array | null;
  /** `[D, D]` by `G = VᵀV`, not symmetric: `V` moves by its sum with its own transpose. */
  readonly gram: Float64Array;
}

/** Slopes by the scalars of one person's loss. */
export interface TowerSlopes {
  readonly targetSlope: number;
  /** By `α(n)`. */
  readonly unobservedWeight: number;
  /** By `ρ(n)`. */
  readonly ridge: number;
}

/** @throws NotPositiveDefiniteError */
export function solveTower(block: Block, history: History): SolvedTower {
  const { matrix, right } = normalEquations(block, history);
  choleskyInPlace(matrix, block.dimensions);
  choleskySolveInPlace(matrix, block.dimensions, right);
  return { user: right, factor: matrix };
}

/**
 * Adds what one person contributes to `gradient`.
 *
 * @param slope `[D]` `∂L/∂u`; becomes `z`
 */
export function solveTowerBackwards(
  block: Block,
  history: History,
  { user, factor }: SolvedTower,
  slope: Float64Array,
  gradient: TowerGradient,
): TowerSlopes {
  const { dimensions, embedding, gram, loss } = block;
  choleskySolveInPlace(factor, dimensions, slope);
  const unobserved = unobservedWeightOf(loss, history.movies.length);
  let targetSlope = 0;
  let unobservedWeight = 0;
  for (let h = 0; h < history.movies.length; h++) {
    const start = history.movies[h] * dimensions;
    let ofUser = 0;
    let ofSlope = 0;
    for (let i = 0; i < dimensions; i++) {
      ofUser += user[i] * embedding[start + i];
      ofSlope += slope[i] * embedding[start + i];
    }
    targetSlope += ofSlope * targetOf(UNIT_SLOPE, history.halfStars[h]);
    unobservedWeight += ofSlope * ofUser;
    if (!gradient.rows) continue;
    const bySlope = targetOf(loss, history.halfStars[h]) - (1 - unobserved) * ofUser;
    const byUser = (unobserved - 1) * ofSlope;
    for (let i = 0; i < dimensions; i++) {
      gradient.rows[start + i] += bySlope * slope[i] + byUser * user[i];
    }
  }
  let ridge = 0;
  for (let i = 0; i < dimensions; i++) {
    ridge -= slope[i] * user[i];
    const row = i * dimensions;
    const scaled = unobserved * slope[i];
    let image = 0;
    for (let j = 0; j < dimensions; j++) {
      image += gram[row + j] * user[j];
      gradient.gram[row + j] -= scaled * user[j];
    }
    unobservedWeight -= slope[i] * image;
  }
  return { targetSlope, unobservedWeight, ridge };
}
