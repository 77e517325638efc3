/** @file Systems whose scores are the dot products of a query with the rows of a table. */
import type { Interactions } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import { dotProducts } from '../towers/dotProducts';
import type { ItemTable, TrainedSystem } from './system';

/** `[M, D + 1]`: the rows with one more column behind them. */
export function withColumn(
  items: Float32Array,
  dimensions: number,
  column: ArrayLike<number>,
): Float32Array {
  const table = new Float32Array(items.length + column.length);
  for (let movie = 0; movie < column.length; movie++) {
    const at = movie * (dimensions + 1);
    table.set(items.subarray(movie * dimensions, (movie + 1) * dimensions), at);
    table[at + dimensions] = column[movie];
  }
  return table;
}

/**
 * A table whose last column is popularity: who left no trace in the other columns gets the popular
 * movies, everybody else is not touched by it.
 *
 * @param items `[M, D]`
 * @param popularity `[M]`
 * @param embed `[D]` of a history, all zeros when it says nothing
 */
export function popularityForStrangers(
  items: Float32Array,
  dimensions: number,
  popularity: ArrayLike<number>,
  embed: ItemTable['queryOf'],
): ItemTable {
  return {
    items: withColumn(items, dimensions, popularity),
    dimensions: dimensions + 1,
    queryOf: (history) => {
      const embedding = embed(history);
      const isStranger = embedding.every((value) => value === 0);
      return Float32Array.of(...embedding, isStranger ? 1 : 0);
    },
  };
}

/** A person of the training set is answered through the same fold-in as everybody else. */
export function tableSystem(table: ItemTable, training: Interactions): TrainedSystem {
  const scores: TrainedSystem['scores'] = (history) =>
    dotProducts(table.items, table.queryOf(history));
  return {
    table,
    scores,
    scoresOfUser: (user) => scores(historyOf(training, user)),
    dispose: () => undefined,
  };
}
