/** @file Retrieval by brute force on the CPU, for training and evaluation. */
import type { History } from '../dataset/columns';
import { foldInAll } from '../towers/closedForm';
import { itemTable, queryOf, type TwoTowerSpace } from '../towers/space';

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

/** Both towers: the scores of {@link retrievalScores} for a history. */
export function scoresIn(space: TwoTowerSpace): (history: History) => Float32Array {
  const items = itemTable(space);
  return (history) => {
    const user = foldInAll(space, history);
    return retrievalScores(queryOf(space, user, history.movies.length, history.context), items);
  };
}
