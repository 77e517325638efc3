/**
 * @file The data of a ScaNN index, as it is built and stored.
 *
 * Everything lives in the space of the query transform `B`: a query becomes `q' = B q`, a row
 * `x' = B⁻ᵀ x`, and `q' · x' = q · x`. A row is approximated by the centroid of its partition plus the
 * centres that its codes name: `x' ≈ c_p + Σ_s C_s[code_s]`.
 */
/** How much of the index a search touches; measured when the index was built. */
export interface OperatingPoint {
  /** Size of the answer it was measured for. */
  readonly k: number;
  /** Rows whose codes are read. */
  readonly scanned: number;
  /** Rows whose inner product is computed exactly. */
  readonly rescored: number;
}

export interface ScannTables {
  readonly movies: number;
  readonly dimensions: number;
  /** `[D, D]` `B`, row-major. */
  readonly queryTransform: Float32Array;
  /** `[P, D]` */
  readonly centroids: Float32Array;
  /** `[P]` root mean square, for one dimension, of the rows' distances from their centroid. */
  readonly spread: Float32Array;
  /** `[P + 1]` first slot of each partition; slots are rows in the order of their partitions. */
  readonly partitionStart: Int32Array;
  /** `[M]` movie of each slot, ascending within a partition. */
  readonly movieOf: Int32Array;
  /** `[16, D]` centres; those of subspace `s` lie in its columns. */
  readonly codebooks: Float32Array;
  /** `[S + 1]` first column of each subspace. */
  readonly subspaceStart: Int32Array;
  /** `[M, S / 2]` two codes a byte, the first in the low bits, in the order of the slots. */
  readonly codes: Uint8Array;
  /** How many spreads above its centroid's score a partition is expected to reach. */
  readonly optimism: number;
  /** Ascending in `k`. */
  readonly operatingPoints: readonly OperatingPoint[];
}

/** Bytes of the codes of one row. */
export function bytesPerRow(subspaces: number): number {
  return subspaces / 2;
}

/** First column of each subspace, `[S + 1]`; sizes differ by one at most. */
export function splitDimensions(dimensions: number, subspaces: number): Int32Array {
  return Int32Array.from({ length: subspaces + 1 }, (_, s) =>
    Math.round((s * dimensions) / subspaces),
  );
}

/** The partition that a slot lies in. */
export function partitionOf(partitionStart: Int32Array, slot: number): number {
  let low = 0;
  let high = partitionStart.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (partitionStart[middle] <= slot) low = middle;
    else high = middle;
  }
  return low;
}
