/**
 * @file The place of a movie from what its ratings taught and what its content says, by the number
 * of its ratings.
 *
 *     v(c) = learned · [c ≥ ownFrom] + g(c) · content
 *     g(c) = g_c                    for c < ownFrom
 *            γ h / (h + c)          from there on
 *
 * Learned embeddings are added to rather than averaged, because the regulariser has already shrunk
 * them toward zero by their count: the content takes the place of that zero. A movie with hardly a
 * rating gets a short vector, as its learned one would have been. Longer ones, though better ordered
 * among themselves, flood the lists of movies that people watch.
 */
import { contentEmbedding, type ContentEncoder } from './contentEncoder';
import type { ContentDescription } from './contentEncoderFeatures';

export interface ContentBlend {
  /** Fewest ratings with which a movie has an embedding of its own. */
  readonly ownFrom: number;
  /** `[ownFrom]` factor of the content for each count below it. */
  readonly shareBelow: readonly number[];
  /** `γ`: factor of the content beside an embedding of its own, before its count is looked at. */
  readonly weight: number;
  /** `h`: ratings with which half of that is left. */
  readonly halfCount: number;
}

/** Chosen on validation people of the pooled latest sets; `docs/training.md`. */
export const CONTENT_BLEND: ContentBlend = {
  ownFrom: 3,
  shareBelow: [0.1, 0.25, 0.35],
  weight: 0.5,
  halfCount: 30,
};

/** Factor `g(c)` of the content place of a movie with `count` ratings. */
function contentShare(blend: ContentBlend, count: number): number {
  if (count < blend.ownFrom) return blend.shareBelow[count];
  return (blend.weight * blend.halfCount) / (blend.halfCount + count);
}

/**
 * Movie embeddings, `[M, D]`.
 *
 * @param learned `[M, D]` from ratings; rows below `ownFrom` ratings are not read
 * @param content `[M, D]` from the content encoder
 * @param ratingCount `[M]`
 */
export function blendByCount(
  learned: Float32Array,
  content: Float32Array,
  ratingCount: ArrayLike<number>,
  blend: ContentBlend,
): Float32Array {
  const dimensions = learned.length / ratingCount.length;
  const blended = new Float32Array(learned.length);
  for (let movie = 0; movie < ratingCount.length; movie++) {
    const count = ratingCount[movie];
    const own = count >= blend.ownFrom ? 1 : 0;
    const share = contentShare(blend, count);
    for (let at = movie * dimensions; at < (movie + 1) * dimensions; at++) {
      blended[at] = own * learned[at] + share * content[at];
    }
  }
  return blended;
}

/** A content encoder, and how much of it a movie gets by its count. */
export interface ContentTower {
  readonly encoder: ContentEncoder;
  readonly blend: ContentBlend;
  /** `[M, R]` what the sources add to the codes of the movies; present where the encoder has some. */
  readonly sourceCodes?: Float32Array;
}

/**
 * {@link blendByCount} for each block of a space.
 *
 * @param tables learned embeddings of the blocks that the encoder was fitted to, in that order
 * @param movies `[M]`
 */
export function blendBlocks(
  { encoder, blend }: ContentTower,
  tables: readonly { readonly embedding: Float32Array; readonly dimensions: number }[],
  movies: readonly ContentDescription[],
  ratingCount: ArrayLike<number>,
): Float32Array[] {
  const places = contentEmbedding(encoder, movies);
  let start = 0;
  return tables.map(({ embedding, dimensions }) => {
    const content = new Float32Array(embedding.length);
    movies.forEach((_, movie) => {
      const from = movie * encoder.dimensions + start;
      content.set(places.subarray(from, from + dimensions), movie * dimensions);
    });
    start += dimensions;
    return blendByCount(embedding, content, ratingCount, blend);
  });
}
