/** @file Principal component analysis of a dense table. */
import { meanRow } from '../towers/gram';
import { strongestDirections } from '../training/strongestDirections';

/**
 * Scores of every row on the leading principal components, `[rows, count]`, not whitened.
 *
 * @param table `[rows, width]`
 * @param count at most `width`
 */
export function principalComponents(
  table: Float32Array,
  width: number,
  count: number,
): Float32Array {
  if (count > width) throw new RangeError(`${width} columns have no ${count} components.`);
  const mean = meanRow(table, width);
  const centred = table.map((value, i) => value - mean[i % width]);
  return strongestDirections(centred, width, count);
}
