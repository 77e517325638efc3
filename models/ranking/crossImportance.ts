/** @file How strongly a cross layer multiplies one feature with another (Wang et al. 2021, figure 6). */

export interface FeatureImportance {
  readonly features: readonly string[];
  /** `[features][features]`, of {@link crossBlockNorms} */
  readonly norms: readonly (readonly number[])[];
}

/**
 * Frobenius norms of the blocks of a cross layer's kernel.
 *
 * @param kernel `[F, F]` of `cross.ts`: rows are inputs, columns features of `x_0`
 * @param widths columns of each feature, in order; their sum is `F`
 * @returns `[features][features]`: entry `[i][j]` is how much of feature `i` multiplies feature `j`
 */
export function crossBlockNorms(kernel: Float32Array, widths: readonly number[]): number[][] {
  const columns = widths.reduce((sum, width) => sum + width, 0);
  if (kernel.length !== columns ** 2) {
    throw new RangeError(`A kernel of ${kernel.length} numbers does not fit ${columns} columns.`);
  }
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width, 0));
  return widths.map((rows, i) =>
    widths.map((width, j) => {
      let squares = 0;
      for (let row = starts[i]; row < starts[i] + rows; row++) {
        for (let column = starts[j]; column < starts[j] + width; column++) {
          squares += kernel[row * columns + column] ** 2;
        }
      }
      return Math.sqrt(squares);
    }),
  );
}
