/** @file Overlapping waves, scale upon scale. */
import { integer, between } from '../random';
import type { Random } from '../random';
import { circle, rect } from '../scene';
import type { Frame, Shape } from '../scene';

export function scales({ width, height }: Frame, random: Random): Shape[] {
  const columns = integer(random, 3, 4);
  const radius = width / columns / 2;
  const rows = columns === 3 ? 5 : 6;
  const step = radius * between(random, 0.62, 0.8);
  const top = height - (rows - 1) * step;
  const bright = integer(random, 0, rows - 1);
  const shapes: Shape[] = [];
  for (let row = 0; row < rows; row += 1) {
    const shift = row % 2 === 0 ? 0 : radius;
    for (let x = -shift + radius; x <= width + radius - 1; x += 2 * radius) {
      const y = top + row * step;
      shapes.push(circle(x, y, radius, row === bright ? 'spark' : 'first'));
      shapes.push(circle(x, y, radius * 0.66, row % 2 === 0 ? 'middle' : 'second'));
    }
  }
  return [rect(0, top, width, height - top, 'middle'), ...shapes];
}
