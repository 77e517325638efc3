/**
 * @file Two dot-product systems blended: each one's scores are divided by their standard deviation
 * over the catalogue, for each person, and added with a weight. The blend is a dot product again.
 */
import type { History } from '../dataset/columns';
import { dotProducts } from '../towers/dotProducts';
import type { ItemTable, SystemState } from './system';

/** The rows of both tables side by side. */
function joinRows(first: ItemTable, second: ItemTable): Float32Array {
  const dimensions = first.dimensions + second.dimensions;
  const movies = first.items.length / first.dimensions;
  const items = new Float32Array(movies * dimensions);
  for (let movie = 0; movie < movies; movie++) {
    let at = movie * dimensions;
    for (const table of [first, second]) {
      const start = movie * table.dimensions;
      items.set(table.items.subarray(start, start + table.dimensions), at);
      at += table.dimensions;
    }
  }
  return items;
}

/** Query whose scores have standard deviation `share` over the catalogue; zeros stay zeros. */
function scaledQuery(table: ItemTable, history: History, share: number): Float32Array {
  const query = table.queryOf(history);
  const deviation = standardDeviation(dotProducts(table.items, query));
  return query.map((value) => (deviation > 0 ? (share * value) / deviation : 0));
}

function standardDeviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** `share` of the first table and the rest of the second. */
export function blendTables(first: ItemTable, second: ItemTable, share: number): ItemTable {
  return {
    items: joinRows(first, second),
    dimensions: first.dimensions + second.dimensions,
    queryOf: (history) =>
      Float32Array.of(
        ...scaledQuery(first, history, share),
        ...scaledQuery(second, history, 1 - share),
      ),
  };
}

/** What one of the two systems has learned, of the state of both. */
export function statePart(state: SystemState, part: number): SystemState {
  const prefix = partKey(part, '');
  return Object.fromEntries(
    Object.entries(state)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, values]) => [key.slice(prefix.length), values]),
  );
}

/** Name of an array of the first system, `part` 0, or the second, 1, in the state of both. */
export function partKey(part: number, key: string): string {
  return `${part}.${key}`;
}
