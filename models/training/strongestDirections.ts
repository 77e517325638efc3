/** @file A table in the coordinates of its strongest directions. */
import { gramMatrix } from '../towers/gram';
import { principalAxes } from './principalAxes';

/**
 * The coordinates of every row along the eigenvectors of the table's Gram matrix, strongest first,
 * `[rows, count]`.
 *
 * @param table `[rows, width]`
 * @param scaleOf factor of a coordinate, from its eigenvalue and the largest one; default 1
 */
export function strongestDirections(
  table: Float32Array,
  width: number,
  count: number,
  scaleOf: (eigenvalue: number, largest: number) => number = () => 1,
): Float32Array<ArrayBuffer> {
  const { values, axes } = principalAxes(gramMatrix(table, width), width);
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  const scales = order.map((k) => scaleOf(values[k], values[order[0]]));
  const rows = table.length / width;
  const turned = new Float32Array(rows * count);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < count; k++) {
      const axis = order[k] * width;
      let dot = 0;
      for (let i = 0; i < width; i++) dot += table[row * width + i] * axes[axis + i];
      turned[row * count + k] = scales[k] * dot;
    }
  }
  return turned;
}
