/** @file Rays that burst from one point to every edge. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { circle, polygon } from '../scene';
import type { Frame, Shape } from '../scene';

export function rays({ width, height }: Frame, random: Random): Shape[] {
  const cx = width * between(random, 0.36, 0.64);
  const cy = height * between(random, 0.46, 0.72);
  const count = integer(random, 11, 17);
  const turn = between(random, 0, Math.PI);
  const reach = width + height;
  const shapes: Shape[] = [];
  for (let i = 0; i < count; i += 1) {
    const from = turn + (i / count) * 2 * Math.PI;
    const to = from + Math.PI / count;
    const edge = [cx + Math.cos(from) * reach, cy + Math.sin(from) * reach];
    const other = [cx + Math.cos(to) * reach, cy + Math.sin(to) * reach];
    shapes.push(
      polygon(
        [cx, cy, ...edge, ...other],
        i % 3 === 0 ? 'second' : i % 3 === 1 ? 'first' : 'middle',
      ),
    );
  }
  const disc = width * between(random, 0.1, 0.17);
  return [...shapes, circle(cx, cy, disc * 1.3, 'ground'), circle(cx, cy, disc, 'spark')];
}
