/** @file On-device fine-tuning of a whole user embedding: every block of the space in turn. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { History } from '../dataset/columns';
import type { TwoTowerSpace } from '../towers/space';
import { fitUser, type FitOptions, type FitResult, type LossPoint } from './fineTune';
import { joinCurves } from './lossCurve';

/**
 * Fits a person's embedding by conjugate gradients, block by block.
 *
 * @param grams `[D, D]` of each block
 * @param warmStart `[Σ D]`, or null to start at the origin
 * @returns vector `[Σ D]`, the sum of the blocks' losses and the largest of their residuals; null when
 *   it was cancelled
 */
export async function fitBlocks(
  space: TwoTowerSpace,
  grams: readonly Tensor2D[],
  history: History,
  warmStart: Float32Array | null,
  options: FitOptions,
): Promise<FitResult | null> {
  const vector = new Float32Array(space.userDimensions);
  let curve: readonly LossPoint[] = [];
  let relativeResidual = 0;
  let at = 0;
  for (const [b, block] of space.blocks.entries()) {
    const start = warmStart?.slice(at, at + block.dimensions) ?? null;
    const fit = await fitUser(block, grams[b], history, start, options);
    if (!fit) return null;
    vector.set(fit.vector, at);
    curve = joinCurves(curve, fit.curve);
    relativeResidual = Math.max(relativeResidual, fit.relativeResidual);
    at += block.dimensions;
  }
  return { vector, curve, relativeResidual };
}
