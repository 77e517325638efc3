/** @file One block of the two-tower space: a movie embedding table and the loss of its user tower. */
import type { FoldInLoss } from '../pack/manifest';
import { gramMatrix, meanRow } from './gram';

/** An embedding block ready for fold-in. Blocks are concatenated to make the whole space. */
export interface Block {
  readonly name: string;
  readonly dimensions: number;
  /** Share of the block in the retrieval score. */
  readonly weight: number;
  readonly loss: FoldInLoss;
  readonly movieCount: number;
  /** `[M, D]` movie embeddings. */
  readonly embedding: Float32Array;
  /** `[D, D]` `Σ v vᵀ` of the table. */
  readonly gram: Float64Array;
  /** `[D, D]` covariance of the rows: `uᵀ C u` is the variance of a person's scores. */
  readonly covariance: Float64Array;
}

/** Derives the second moments that fold-in and scoring need. */
export function createBlock(
  name: string,
  weight: number,
  loss: FoldInLoss,
  embedding: Float32Array,
  dimensions: number,
): Block {
  const movieCount = embedding.length / dimensions;
  const gram = gramMatrix(embedding, dimensions);
  const mean = meanRow(embedding, dimensions);
  const covariance = gram.map((value, at) => {
    const i = Math.floor(at / dimensions);
    return value / movieCount - mean[i] * mean[at % dimensions];
  });
  return { name, dimensions, weight, loss, movieCount, embedding, gram, covariance };
}
