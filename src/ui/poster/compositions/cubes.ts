/** @file Cubes that turn inside out when looked at. */
import { integer, between } from '../random';
import type { Random } from '../random';
import { polygon } from '../scene';
import type { Frame, Shape } from '../scene';

export function cubes({ width, height }: Frame, random: Random): Shape[] {
  const columns = integer(random, 2, 3);
  const half = width / columns / 2;
  const rise = half * between(random, 0.54, 0.62);
  const side = half * between(random, 1, 1.2);
  const rows = Math.ceil(height / (rise + side)) + 1;
  const bright = integer(random, 1, Math.max(1, rows * columns - 2));
  const shapes: Shape[] = [];
  for (let row = 0; row < rows; row += 1) {
    const shift = row % 2 === 0 ? 0 : half;
    for (let column = -1; column < columns; column += 1) {
      const x = half + column * 2 * half + shift;
      const y = height - row * (rise + side) - side;
      const top = row * columns + column === bright ? 'spark' : 'second';
      shapes.push(
        polygon([x, y - rise, x + half, y, x, y + rise, x - half, y], top),
        polygon([x - half, y, x, y + rise, x, y + rise + side, x - half, y + side], 'middle'),
        polygon([x + half, y, x, y + rise, x, y + rise + side, x + half, y + side], 'first'),
      );
    }
  }
  return shapes;
}
