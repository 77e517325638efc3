/** @file Glass, broken from one point. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { polygon } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const COLOURS: readonly Slot[] = ['first', 'shade', 'middle', 'second', 'middle'];

export function shards({ width, height }: Frame, random: Random): Shape[] {
  const [cx, cy] = [width * between(random, 0.3, 0.7), height * between(random, 0.35, 0.65)];
  const count = integer(random, 11, 16);
  const angles = Array.from(
    { length: count },
    (_, i) => ((i + between(random, -0.32, 0.32)) / count) * 2 * Math.PI,
  );
  const reach = width + height;
  const bright = integer(random, 0, count - 1);
  return angles.map((from, i) => {
    const to = (angles[i + 1] ?? (angles[0] ?? 0) + 2 * Math.PI) - 0.035;
    const start = between(random, 3, 20);
    const middle = (from + to) / 2;
    const tip = [cx + Math.cos(middle) * start, cy + Math.sin(middle) * start];
    const a = [cx + Math.cos(from) * reach, cy + Math.sin(from) * reach];
    const b = [cx + Math.cos(to) * reach, cy + Math.sin(to) * reach];
    return polygon(
      [...tip, ...a, ...b],
      i === bright ? 'spark' : (COLOURS[i % COLOURS.length] ?? 'first'),
    );
  });
}
