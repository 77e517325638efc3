/** @file Retrieval by brute force on the CPU, for training and evaluation. */
import type { History } from '../dataset/columns';
import { foldInAll } from '../towers/closedForm';
import { dotProducts } from '../towers/dotProducts';
import { itemTable, queryOf, type TwoTowerSpace } from '../towers/space';

/** Both towers: the retrieval score of every movie for a history, `[M]`. */
export function scoresIn(space: TwoTowerSpace): (history: History) => Float32Array {
  const items = itemTable(space);
  return (history) => {
    const user = foldInAll(space, history);
    return dotProducts(items, queryOf(space, user, history.movies.length, history.context));
  };
}
