/** @file Diagonal bands of unequal width, from edge to edge. */
import { between, chance } from '../random';
import type { Random } from '../random';
import { polygon } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const COLOURS: readonly Slot[] = ['first', 'middle', 'second', 'shade'];

export function bands({ width, height }: Frame, random: Random): Shape[] {
  const rise = width * between(random, 0.45, 0.95);
  const falling = chance(random, 0.5);
  const shapes: Shape[] = [];
  let y = -rise;
  for (let i = 0; y < height + rise; i += 1) {
    const thickness = between(random, 9, 30);
    const left = falling ? y : y + rise;
    const right = falling ? y + rise : y;
    const fill = i % 7 === 4 ? 'spark' : (COLOURS[Math.floor(random() * 4)] ?? 'first');
    const points = [0, left, width, right, width, right + thickness, 0, left + thickness];
    shapes.push(polygon(points, fill));
    y += thickness + between(random, 6, 16);
  }
  return shapes;
}
