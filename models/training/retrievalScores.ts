/** @file Retrieval by brute force on the CPU, for training and evaluation. */

/**
 * Retrieval score of every movie, `[M]`.
 *
 * @param query `[D]` of `towers/space.ts`
 * @param items `[M, D]` item table
 */
export function retrievalScores(query: Float32Array, items: Float32Array): Float32Array {
  const width = query.length;
  const scores = new Float32Array(items.length / width);
  for (let movie = 0, at = 0; movie < scores.length; movie++, at += width) {
    let dot = 0;
    for (let i = 0; i < width; i++) dot += query[i] * items[at + i];
    scores[movie] = dot;
  }
  return scores;
}
