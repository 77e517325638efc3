/** @file How much of its memory an index reads to answer one query. */

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** The movie of the slot and one byte of the mask. */
const FILTER_BYTES = Int32Array.BYTES_PER_ELEMENT + 1;

/** Bytes read, by what they are. */
export interface BytesTouched {
  /** Query transform, centroids, spreads and codebooks: read by every query. */
  readonly overhead: number;
  readonly codes: number;
  readonly filter: number;
  /** Rows of the table for exact scores, and their movies. */
  readonly rows: number;
  readonly total: number;
}

/** Counts of one search. */
export interface SearchCounts {
  /** Slots whose codes were read. */
  readonly scanned: number;
  /** Slots whose filter was read. */
  readonly tested: number;
  /** Rows scored exactly. */
  readonly rescored: number;
}

/** Sizes of an index that the bytes depend on. */
export interface IndexSizes {
  readonly dimensions: number;
  readonly partitions: number;
  readonly centres: number;
  readonly codeBytes: number;
}

/** Bytes of a search on an index. */
export function bytesTouched(sizes: IndexSizes, counts: SearchCounts): BytesTouched {
  const { dimensions, partitions, centres, codeBytes } = sizes;
  const floats = dimensions * (dimensions + partitions + centres) + 2 * partitions;
  const overhead = FLOAT_BYTES * floats;
  const codes = counts.scanned * codeBytes;
  const filter = counts.tested * FILTER_BYTES;
  const rows = counts.rescored * (dimensions + 1) * FLOAT_BYTES;
  return { overhead, codes, filter, rows, total: overhead + codes + filter + rows };
}

/** Bytes that exact search over float rows reads for each query. */
export function bruteForceBytes(movies: number, dimensions: number): number {
  return movies * dimensions * FLOAT_BYTES;
}
