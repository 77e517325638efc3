/** @file Exact nearest neighbours by cosine, in batches on the current TensorFlow.js backend. */
import { matMul, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { selectTopK } from '../../models/retrieval/topK';

const QUERY_ROWS = 512;

/** A neighbour: position in the list of candidates, and cosine. */
export interface Neighbour {
  readonly row: number;
  readonly cosine: number;
}

/** Rows divided by their length; a row of zeros stays zero. */
export function unitRows(embedding: Float32Array, dimensions: number): Float32Array {
  const units = new Float32Array(embedding.length);
  for (let start = 0; start < embedding.length; start += dimensions) {
    const row = embedding.subarray(start, start + dimensions);
    const norm = Math.hypot(...row);
    if (norm > 0)
      units.set(
        row.map((value) => value / norm),
        start,
      );
  }
  return units;
}

/**
 * For each query the `k` candidates with the largest positive cosine, best first; never the query
 * itself.
 *
 * @param units `[M, D]` unit rows
 * @param queries rows of `units`
 * @param candidates rows of `units`; results are positions in this list
 */
export async function nearestRows(
  units: Float32Array,
  dimensions: number,
  queries: Int32Array,
  candidates: Int32Array,
  k: number,
): Promise<Neighbour[][]> {
  const table = tensor2d(rowsOf(units, dimensions, candidates), [candidates.length, dimensions]);
  const neighbours: Neighbour[][] = [];
  for (let start = 0; start < queries.length; start += QUERY_ROWS) {
    const batch = queries.subarray(start, start + QUERY_ROWS);
    const product = tidy(() => {
      const rows = tensor2d(rowsOf(units, dimensions, batch), [batch.length, dimensions]);
      return matMul(rows, table, false, true);
    });
    const cosines = await product.data<'float32'>();
    product.dispose();
    batch.forEach((query, i) => {
      const line = cosines.subarray(i * candidates.length, (i + 1) * candidates.length);
      const top = selectTopK(line, k, (row) => candidates[row] !== query && line[row] > 0);
      neighbours.push(
        Array.from(top.positions, (row, rank) => ({ row, cosine: top.scores[rank] })),
      );
    });
  }
  table.dispose();
  return neighbours;
}

function rowsOf(units: Float32Array, dimensions: number, rows: Int32Array): Float32Array {
  const picked = new Float32Array(rows.length * dimensions);
  rows.forEach((row, i) => {
    picked.set(units.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions);
  });
  return picked;
}
