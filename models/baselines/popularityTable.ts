/** @file Answering with popularity: the same list for everybody. */
import type { ItemTable, SystemState } from './system';

/** @param state `likes` `[M]` */
export function popularityTable({ likes }: SystemState): ItemTable {
  return { items: Float32Array.from(likes), dimensions: 1, queryOf: () => Float32Array.of(1) };
}
