/** @file What the ScaNN index of a table is built with. */

/** Choices of the build; the operating point is measured, not chosen. */
export interface ScannConfig {
  /** `P`: partitions of the k-means. */
  readonly partitions: number;
  /** Subspaces of the product quantiser, a multiple of {@link SUBSPACE_MULTIPLE}. */
  readonly subspaces: number;
  /**
   * `T` of the score-aware loss: the cosine of query and row above which errors count (Guo et al.
   * 2020, section 3.2). 0.2 is the paper's choice; 0 makes the loss that of plain quantisation.
   */
  readonly threshold: number;
  /** Whether the space is shaped by the sample queries; otherwise all directions count alike. */
  readonly isQueryAware: boolean;
  /** Recall that the operating points must reach on the tuning queries. */
  readonly targetRecall: number;
  /**
   * Sizes of answers that an operating point is measured for, ascending. Filters make small answers
   * lie as deep as large ones.
   */
  readonly answerSizes: readonly number[];
}

/** Centres of each subspace: a code has 4 bits. */
export const CENTRES = 16;

/** Rows of codes are whole 32-bit words, 8 codes each. */
export const SUBSPACE_MULTIPLE = 8;

/** One byte of codes for 8 dimensions. */
const DIMENSIONS_PER_SUBSPACE = 4;
const MIN_PARTITIONS = 1;
const MAX_PARTITIONS = 512;

/** The configuration for a table of that size. */
export function defaultScannConfig(movies: number, dimensions: number): ScannConfig {
  const nearestPower = 2 ** Math.round(Math.log2(Math.sqrt(Math.max(1, movies))));
  const units = Math.round(dimensions / DIMENSIONS_PER_SUBSPACE / SUBSPACE_MULTIPLE);
  return {
    partitions: Math.min(MAX_PARTITIONS, Math.max(MIN_PARTITIONS, nearestPower)),
    subspaces: SUBSPACE_MULTIPLE * Math.max(1, units),
    threshold: 0.2,
    isQueryAware: true,
    targetRecall: 0.97,
    answerSizes: [100, 400, 1600],
  };
}
