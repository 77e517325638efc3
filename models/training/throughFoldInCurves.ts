/**
 * @file What training through the fold-in learns besides embeddings: target slope, weight of unrated
 * movies and regulariser of each block, weights of the blocks, and the popularity prior.
 *
 * The score that the softmax sees is that of `towers/space.ts` times a gain `γ(n)`, which changes no
 * order: how sure a list is after `n` ratings. What must be positive is learned as its logarithm, at
 * the knots of `towers/curve.ts`; the pack stores exactly what was trained.
 */
import { createBlock, type Block } from '../towers/block';
import { curveAt, CURVE_RATINGS } from '../towers/curve';
import { createSpace, type TwoTowerSpace } from '../towers/space';

const KNOTS = CURVE_RATINGS.length;

/** What is learned of one block. */
export interface TowerCurves {
  /** `[1]` `s` of the target; its centre only scales the user embedding, and stays. */
  readonly targetSlope: Float64Array;
  /** `[1]` logarithm of the block's share in the score. */
  readonly logWeight: Float64Array;
  /** `[knots]` `log α(n)` */
  readonly logUnobserved: Float64Array;
  /** `[knots]` `log ρ(n)` */
  readonly logRidge: Float64Array;
}

/** What is learned of a space; gradients have the same form. */
export interface SpaceCurves {
  readonly towers: readonly TowerCurves[];
  /** `[knots]` `log γ(n)` */
  readonly logGain: Float64Array;
  /** `[knots]` `w(n)` */
  readonly prior: Float64Array;
}

/** The curves of a space as they are, with a gain of 1. */
export function curvesOf({ blocks, prior }: TwoTowerSpace): SpaceCurves {
  return {
    towers: blocks.map(({ loss, weight }) => ({
      targetSlope: Float64Array.of(loss.targetSlope),
      logWeight: Float64Array.of(Math.log(weight)),
      logUnobserved: Float64Array.from(loss.unobservedWeight, Math.log),
      logRidge: Float64Array.from(loss.ridge, Math.log),
    })),
    logGain: new Float64Array(KNOTS),
    prior: Float64Array.from(prior.weight),
  };
}

/** Room for the gradient by the curves of so many blocks. */
export function emptyCurves(blocks: number): SpaceCurves {
  return {
    towers: Array.from({ length: blocks }, () => ({
      targetSlope: new Float64Array(1),
      logWeight: new Float64Array(1),
      logUnobserved: new Float64Array(KNOTS),
      logRidge: new Float64Array(KNOTS),
    })),
    logGain: new Float64Array(KNOTS),
    prior: new Float64Array(KNOTS),
  };
}

/** All the arrays, in an order that depends on the number of blocks alone. */
export function curveArrays({ towers, logGain, prior }: SpaceCurves): Float64Array[] {
  const ofTowers = towers.flatMap(({ targetSlope, logWeight, logUnobserved, logRidge }) => [
    targetSlope,
    logWeight,
    logUnobserved,
    logRidge,
  ]);
  return [...ofTowers, logGain, prior];
}

/** A space with other curves, and the second moments of what its embeddings are now. */
export function spaceWith(
  space: TwoTowerSpace,
  curves: SpaceCurves,
  hasMoved: (block: number) => boolean = () => false,
): TwoTowerSpace {
  const blocks = space.blocks.map((block, b) => {
    const towers = curves.towers[b];
    const loss = {
      targetCentre: block.loss.targetCentre,
      targetSlope: towers.targetSlope[0],
      unobservedWeight: exponentials(towers.logUnobserved),
      ridge: exponentials(towers.logRidge),
    };
    const changed: Block = { ...block, loss, weight: Math.exp(towers.logWeight[0]) };
    return hasMoved(b)
      ? createBlock(block.name, changed.weight, loss, block.embedding, block.dimensions)
      : changed;
  });
  return createSpace(blocks, { ...space.prior, weight: Array.from(curves.prior) });
}

/** Gain `γ(n)`. */
export function gainOf({ logGain }: SpaceCurves, ratings: number): number {
  return curveAt(exponentials(logGain), ratings);
}

/** Adds the slope of a quantity to the knots of its curve. */
export function addToKnots(gradient: Float64Array, shares: readonly number[], slope: number): void {
  for (let knot = 0; knot < KNOTS; knot++) gradient[knot] += shares[knot] * slope;
}

/** As {@link addToKnots}, for a curve that is learned as its logarithm. */
export function addToLogKnots(
  gradient: Float64Array,
  logs: Float64Array,
  shares: readonly number[],
  slope: number,
): void {
  for (let knot = 0; knot < KNOTS; knot++) {
    if (shares[knot] !== 0) gradient[knot] += shares[knot] * slope * Math.exp(logs[knot]);
  }
}

function exponentials(logs: Float64Array): number[] {
  return Array.from(logs, Math.exp);
}
