/**
 * @file Lays the rated movies out in two dimensions when the pack is built: UMAP (McInnes, Healy and
 * Melville 2018) over exact cosine neighbours of the movie embeddings.
 */
import { matMul, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { UMAP } from 'umap-js';
import { createRandom } from '../../models/dataset/random';
import { selectTopK } from '../../models/retrieval/topK';

const NEIGHBOURS = 15;
const MIN_DISTANCE = 0.12;
const EPOCHS = 300;
const QUERY_ROWS = 512;
/** Free border around the map, as a share of its side. */
const MARGIN = 0.02;

export interface MapLayout {
  /** `[M]` 0 to 1. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/**
 * Places of all rows of an embedding table; seeded.
 *
 * @param embedding `[M, D]`, row-major
 * @param onProgress called with the share done, 0 to 1
 */
export async function layOutMap(
  embedding: Float32Array,
  dimensions: number,
  seed: number,
  onProgress: (share: number) => void,
): Promise<MapLayout> {
  const units = unitRows(embedding, dimensions);
  const { indices, distances } = await nearestNeighbours(units, dimensions);
  const random = createRandom(seed);
  const umap = new UMAP({
    nNeighbors: NEIGHBOURS,
    minDist: MIN_DISTANCE,
    nEpochs: EPOCHS,
    random: () => random.next(),
  });
  umap.setPrecomputedKNN(indices, distances);
  const rows = Array.from({ length: units.length / dimensions }, (_, row) =>
    Array.from(units.subarray(row * dimensions, (row + 1) * dimensions)),
  );
  await umap.fitAsync(rows, (epoch) => onProgress(epoch / EPOCHS));
  const places = umap.getEmbedding();
  return { x: scaled(places.map(([x]) => x)), y: scaled(places.map(([, y]) => y)) };
}

function unitRows(embedding: Float32Array, dimensions: number): Float32Array {
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

/** The nearest rows by cosine, the row itself first, as UMAP expects. */
async function nearestNeighbours(
  units: Float32Array,
  dimensions: number,
): Promise<{ indices: number[][]; distances: number[][] }> {
  const count = units.length / dimensions;
  const all = tensor2d(units, [count, dimensions]);
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let start = 0; start < count; start += QUERY_ROWS) {
    const rows = Math.min(QUERY_ROWS, count - start);
    const product = tidy(() => {
      const queries = tensor2d(units.subarray(start * dimensions, (start + rows) * dimensions), [
        rows,
        dimensions,
      ]);
      return matMul(queries, all, false, true);
    });
    const cosines = await product.data<'float32'>();
    product.dispose();
    for (let row = 0; row < rows; row++) {
      const self = start + row;
      const line = cosines.subarray(row * count, (row + 1) * count);
      const top = selectTopK(line, NEIGHBOURS - 1, (other) => other !== self);
      indices.push([self, ...top.positions]);
      distances.push([0, ...Array.from(top.scores, (cosine) => Math.max(0, 1 - cosine))]);
    }
  }
  all.dispose();
  return { indices, distances };
}

function scaled(values: readonly number[]): Float32Array {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const span = Math.max(high - low, Number.MIN_VALUE);
  return Float32Array.from(values, (value) => MARGIN + ((1 - 2 * MARGIN) * (value - low)) / span);
}
