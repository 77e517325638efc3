/** @file Exact search in the table of a reference system. */
import type { ItemTable } from '../baselines/system';
import type { History } from '../dataset/columns';
import { dotProducts } from '../towers/dotProducts';
import type { AllowMask } from './filter';
import { selectTopK, type TopK } from './topK';

/**
 * The `k` allowed movies that the system scores highest for a person, best first. In plain JavaScript:
 * it holds no tensor, so there is nothing to free and nothing to lose with a device.
 */
export function searchTable(
  table: ItemTable,
  history: History,
  k: number,
  allowed: AllowMask,
): TopK {
  const scores = dotProducts(table.items, table.queryOf(history));
  return selectTopK(scores, k, (movie) => allowed[movie] === 1);
}
