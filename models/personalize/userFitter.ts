/** @file On-device fitting of whole user embeddings: every block of a space in turn. */
import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import type { History } from '../dataset/columns';
import type { TwoTowerSpace } from '../towers/space';
import { fitUser, type FitOptions, type FitResult, type LossPoint } from './fineTune';
import { joinCurves } from './lossCurve';

/** Holds tensors of the backend that is current when it is made, until {@link dispose}. */
export class UserFitter {
  readonly #space: TwoTowerSpace;
  /** `[D, D]` of each block. */
  readonly #grams: readonly Tensor2D[];
  /** The last fit: its person is asked about before whoever asks has the embedding. */
  #last: { readonly history: History; readonly vector: Float32Array } | null = null;

  constructor(space: TwoTowerSpace) {
    this.#space = space;
    this.#grams = space.blocks.map(({ gram, dimensions }) =>
      tensor2d(Float32Array.from(gram), [dimensions, dimensions]),
    );
  }

  /**
   * Fits a person's embedding by conjugate gradients, block by block.
   *
   * @param warmStart `[Σ D]`, or null to start at the origin
   * @returns vector `[Σ D]`, the sum of the blocks' losses and the largest of their residuals; null when
   *   it was cancelled
   */
  async fit(
    history: History,
    warmStart: Float32Array | null,
    options: FitOptions = {},
  ): Promise<FitResult | null> {
    const vector = new Float32Array(this.#space.userDimensions);
    let curve: readonly LossPoint[] = [];
    let relativeResidual = 0;
    let at = 0;
    for (const [b, block] of this.#space.blocks.entries()) {
      const start = warmStart?.slice(at, at + block.dimensions) ?? null;
      const fit = await fitUser(block, this.#grams[b], history, start, options);
      if (!fit) return null;
      vector.set(fit.vector, at);
      curve = joinCurves(curve, fit.curve);
      relativeResidual = Math.max(relativeResidual, fit.relativeResidual);
      at += block.dimensions;
    }
    this.#last = { history, vector: vector.slice() };
    return { vector, curve, relativeResidual };
  }

  /** `[Σ D]` of the last fit, if it was of these ratings; else they are fitted from the origin. */
  async vectorOf(history: History): Promise<Float32Array> {
    if (this.#last && isSameHistory(this.#last.history, history)) return this.#last.vector;
    const fit = await this.fit(history, null);
    return fit?.vector ?? new Float32Array(this.#space.userDimensions);
  }

  dispose(): void {
    this.#grams.forEach((gram) => gram.dispose());
  }
}

function isSameHistory(a: History, b: History): boolean {
  return (
    a.movies.length === b.movies.length &&
    a.movies.every((movie, h) => movie === b.movies[h] && a.halfStars[h] === b.halfStars[h])
  );
}
