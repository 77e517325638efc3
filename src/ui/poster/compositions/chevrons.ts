/** @file Chevrons, stacked. */
import { between, integer, chance } from '../random';
import type { Random } from '../random';
import { polygon } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const COLOURS: readonly Slot[] = ['first', 'middle', 'second', 'shade'];

export function chevrons({ width, height }: Frame, random: Random): Shape[] {
  const count = integer(random, 5, 8);
  const point = width * between(random, 0.2, 0.38) * (chance(random, 0.5) ? 1 : -1);
  const pitch = (height + Math.abs(point)) / count;
  const thickness = pitch * between(random, 0.56, 0.76);
  const apex = width * between(random, 0.4, 0.6);
  const start = Math.min(0, -point);
  const bright = integer(random, 1, count - 2);
  return Array.from({ length: count }, (_, i) => {
    const y = start + i * pitch;
    const upper = [0, y, apex, y + point, width, y];
    const lower = [width, y + thickness, apex, y + point + thickness, 0, y + thickness];
    return polygon([...upper, ...lower], i === bright ? 'spark' : (COLOURS[i % 4] ?? 'first'));
  });
}
