/** @file Candidates as unit vectors, so that an inner product is the similarity of two movies. */
import type { TwoTowerSpace } from '../towers/space';

/** Rows of unit length, `[N, D]`; a movie without an embedding is all zeros. */
export interface Directions {
  readonly values: Float64Array;
  readonly dimensions: number;
  readonly count: number;
}

/** The movie side of the space. */
export type MovieBlocks = Pick<TwoTowerSpace, 'blocks' | 'userDimensions'>;

/**
 * Directions of some movies, blocks side by side: the inner product of two rows is the mean cosine
 * over blocks, the similarity of `retrieval/similarity.ts`.
 */
export function directionsOf(
  { blocks, userDimensions }: MovieBlocks,
  movies: ArrayLike<number>,
): Directions {
  const values = new Float64Array(movies.length * userDimensions);
  let column = 0;
  for (const { embedding, dimensions } of blocks) {
    for (let row = 0; row < movies.length; row++) {
      const from = movies[row] * dimensions;
      const to = row * userDimensions + column;
      let squares = 0;
      for (let i = 0; i < dimensions; i++) squares += embedding[from + i] ** 2;
      const scale = squares > 0 ? 1 / Math.sqrt(squares * blocks.length) : 0;
      for (let i = 0; i < dimensions; i++) values[to + i] = scale * embedding[from + i];
    }
    column += dimensions;
  }
  return { values, dimensions: userDimensions, count: movies.length };
}

/** Inner product of two rows. */
export function similarityOf({ values, dimensions }: Directions, a: number, b: number): number {
  const rowA = a * dimensions;
  const rowB = b * dimensions;
  let dot = 0;
  for (let i = 0; i < dimensions; i++) dot += values[rowA + i] * values[rowB + i];
  return dot;
}
