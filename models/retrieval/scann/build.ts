/** @file Builds a ScaNN index: transform, partitions, codes, operating points. */
import { createRandom, type Random } from '../../dataset/random';
import type { ScannConfig } from './config';
import { assignAll, kMeans, randomRows } from './kMeans';
import { encodeRows, trainQuantizer, type ProductQuantizer } from './productQuantizer';
import {
  balancedRotation,
  queryFactor,
  queryMatrix,
  rotateRows,
  whitenRows,
} from './queryTransform';
import { directions, parallelWeight } from './scoreAwareLoss';
import { partitionOf, splitDimensions, type ScannTables } from './tables';
import { measureEfforts } from './tune';

const KMEANS_ROUNDS = 10;
/** Rows of the k-means for each partition. */
const KMEANS_ROWS_PER_PARTITION = 100;
/** Rows that the quantiser learns from. */
const QUANTIZER_ROWS = 40_000;
/** Rows that are encoded at once, to bound the memory of the build. */
const ENCODED_ROWS = 8192;

/** What happens during a build; both numbers count rows or queries. */
export type BuildProgress = (stage: string, done: number, total: number) => void;

/** The rows in the order of their partitions. */
interface Partitioning {
  readonly centroids: Float32Array;
  readonly partitionStart: Int32Array;
  readonly movieOf: Int32Array;
}

/**
 * Builds an index over the rows of a table. The same arguments give the same bytes.
 *
 * @param items `[M, D]`, `M` at least 1
 * @param queries `[Q, D]` examples of what will be asked: they shape the space, and the operating
 *   points are measured on them
 */
export function buildIndex(
  items: Float32Array,
  dimensions: number,
  queries: Float32Array,
  config: ScannConfig,
  seed: number,
  onProgress: BuildProgress = () => undefined,
): ScannTables {
  const random = createRandom(seed);
  const [shaping, tuning] = deal(queries, dimensions);
  const factor = queryFactor(config.isQueryAware ? shaping : new Float32Array(0), dimensions);
  const rows = whitenRows(items, factor, dimensions);
  const parts = partition(rows, dimensions, config.partitions, random, onProgress);
  const subspaceStart = splitDimensions(dimensions, config.subspaces);
  const sample = sampleSlots(parts, random);
  const rotation = balancedRotation(
    residualsOf(rows, parts, dimensions, sample),
    dimensions,
    subspaceStart,
  );
  const prepare = (slots: Int32Array) => ({
    residuals: rotateRows(residualsOf(rows, parts, dimensions, slots), rotation, dimensions),
    directions: rotateRows(
      directions(rowsOf(rows, parts, dimensions, slots), dimensions),
      rotation,
      dimensions,
    ),
  });
  onProgress('quantiser', 0, 1);
  const eta = parallelWeight(config.threshold, dimensions);
  const quantizer = trainQuantizer(prepare(sample), dimensions, subspaceStart, eta, random);
  const tables: ScannTables = {
    movies: parts.movieOf.length,
    dimensions,
    queryTransform: queryMatrix(rotation, factor, dimensions),
    centroids: rotateRows(parts.centroids, rotation, dimensions),
    spread: spreads(rows, parts, dimensions),
    partitionStart: parts.partitionStart,
    movieOf: parts.movieOf,
    codebooks: quantizer.codebooks,
    subspaceStart,
    codes: encodeAll(quantizer, parts.movieOf.length, prepare, onProgress),
    optimism: 0,
    operatingPoints: [],
  };
  const efforts = measureEfforts(tables, items, tuning, config.answerSizes, onProgress);
  return { ...tables, ...efforts(config.targetRecall) };
}

/**
 * Every other query to each hand: on those that shaped the space, an index looks better than it is.
 * A single query goes to both.
 */
function deal(queries: Float32Array, dimensions: number): [Float32Array, Float32Array] {
  const count = queries.length / dimensions;
  if (count < 2) return [queries, queries];
  const hands = [Math.ceil(count / 2), Math.floor(count / 2)].map(
    (size) => new Float32Array(size * dimensions),
  );
  for (let q = 0; q < count; q++) {
    const query = queries.subarray(q * dimensions, (q + 1) * dimensions);
    hands[q % 2].set(query, Math.floor(q / 2) * dimensions);
  }
  return [hands[0], hands[1]];
}

/** k-means on a sample, then every row to its nearest centroid. Empty partitions are left out. */
function partition(
  rows: Float32Array,
  dimensions: number,
  partitions: number,
  random: Random,
  onProgress: BuildProgress,
): Partitioning {
  onProgress('partitions', 0, 1);
  const movies = rows.length / dimensions;
  const size = Math.min(movies, partitions * KMEANS_ROWS_PER_PARTITION);
  const sample = size === movies ? rows : randomRows(rows, dimensions, size, random);
  const found = kMeans(sample, dimensions, partitions, KMEANS_ROUNDS, random);
  const assigned = new Int32Array(movies);
  assignAll(rows, dimensions, found, assigned);
  const sizes = new Int32Array(found.length / dimensions);
  for (const at of assigned) sizes[at]++;
  const kept = Array.from(sizes.keys()).filter((at) => sizes[at] > 0);
  const next = new Int32Array(sizes.length);
  const partitionStart = new Int32Array(kept.length + 1);
  const centroids = new Float32Array(kept.length * dimensions);
  kept.forEach((from, to) => {
    next[from] = partitionStart[to];
    partitionStart[to + 1] = partitionStart[to] + sizes[from];
    centroids.set(found.subarray(from * dimensions, (from + 1) * dimensions), to * dimensions);
  });
  const movieOf = new Int32Array(movies);
  assigned.forEach((at, movie) => {
    movieOf[next[at]] = movie;
    next[at]++;
  });
  return { centroids, partitionStart, movieOf };
}

function sampleSlots({ movieOf }: Partitioning, random: Random): Int32Array {
  const slots = Int32Array.from(movieOf.keys());
  return movieOf.length <= QUANTIZER_ROWS ? slots : random.shuffle(slots).slice(0, QUANTIZER_ROWS);
}

function rowsOf(
  rows: Float32Array,
  { movieOf }: Partitioning,
  dimensions: number,
  slots: Int32Array,
): Float32Array {
  const picked = new Float32Array(slots.length * dimensions);
  slots.forEach((slot, i) => {
    const start = movieOf[slot] * dimensions;
    picked.set(rows.subarray(start, start + dimensions), i * dimensions);
  });
  return picked;
}

function residualsOf(
  rows: Float32Array,
  parts: Partitioning,
  dimensions: number,
  slots: Int32Array,
): Float32Array {
  const residuals = rowsOf(rows, parts, dimensions, slots);
  slots.forEach((slot, i) => {
    const centroid = partitionOf(parts.partitionStart, slot) * dimensions;
    const start = i * dimensions;
    for (let d = 0; d < dimensions; d++) residuals[start + d] -= parts.centroids[centroid + d];
  });
  return residuals;
}

function spreads(rows: Float32Array, parts: Partitioning, dimensions: number): Float32Array {
  const { partitionStart } = parts;
  return Float32Array.from({ length: partitionStart.length - 1 }, (_, p) => {
    const size = partitionStart[p + 1] - partitionStart[p];
    const slots = Int32Array.from({ length: size }, (_slot, i) => partitionStart[p] + i);
    const squares = residualsOf(rows, parts, dimensions, slots).reduce((sum, x) => sum + x * x, 0);
    return Math.sqrt(squares / (size * dimensions));
  });
}

function encodeAll(
  quantizer: ProductQuantizer,
  movies: number,
  prepare: (slots: Int32Array) => { residuals: Float32Array; directions: Float32Array },
  onProgress: BuildProgress,
): Uint8Array {
  const subspaces = quantizer.subspaceStart.length - 1;
  const packed = new Uint8Array((movies * subspaces) / 2);
  for (let from = 0; from < movies; from += ENCODED_ROWS) {
    const size = Math.min(ENCODED_ROWS, movies - from);
    const slots = Int32Array.from({ length: size }, (_, i) => from + i);
    const { codes } = encodeRows(quantizer, prepare(slots));
    const start = (from * subspaces) / 2;
    for (let i = 0; i < codes.length; i += 2) {
      packed[start + i / 2] = codes[i] | (codes[i + 1] << 4);
    }
    onProgress('codes', from + size, movies);
  }
  return packed;
}
