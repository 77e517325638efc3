/** @file hnswlib-wasm on Node, for comparison. */
import 'fake-indexeddb/auto';
import type { HierarchicalNSW } from 'hnswlib-wasm/dist/hnswlib.js';

const LINKS = 16;
const EF_CONSTRUCTION = 100;
const SEED = 100;

/** A built graph. */
export interface HnswGraph {
  /** The `k` movies that a search of breadth `ef` finds. */
  search(query: Float32Array, k: number, ef: number): readonly number[];
}

/**
 * Builds an HNSW graph with `M` = 16 and `efConstruction` = 100 for inner products.
 *
 * @param onRow called after every row
 */
export async function buildHnsw(
  items: Float32Array,
  dimensions: number,
  onRow: (done: number) => void,
): Promise<HnswGraph> {
  const rows = items.length / dimensions;
  const index = await emptyIndex(dimensions);
  index.initIndex(rows, LINKS, EF_CONSTRUCTION, SEED);
  for (let row = 0; row < rows; row++) {
    index.addPoint(items.slice(row * dimensions, (row + 1) * dimensions), row, false);
    onRow(row + 1);
  }
  return {
    search(query, k, ef) {
      index.setEfSearch(Math.max(k, ef));
      return index.searchKnn(query.slice(), k, undefined).neighbors;
    },
  };
}

/** The package is built for browsers: it looks for a window, and keeps its files in IndexedDB. */
async function emptyIndex(dimensions: number): Promise<HierarchicalNSW> {
  const hasWindow = 'window' in globalThis;
  const { log } = console;
  if (!hasWindow) Reflect.set(globalThis, 'window', globalThis);
  // It reports on stdout, which belongs to the result.
  console.log = console.error;
  try {
    const { loadHnswlib } = await import('hnswlib-wasm/dist/hnswlib.js');
    const library = await loadHnswlib();
    return new library.HierarchicalNSW('ip', dimensions, '');
  } finally {
    console.log = log;
    if (!hasWindow) Reflect.deleteProperty(globalThis, 'window');
  }
}
