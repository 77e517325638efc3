/** @file Balloons on their strings. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { almond, circle, ribbon } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const COLOURS: readonly Slot[] = ['first', 'second', 'middle', 'spark', 'first'];

export function balloons({ width, height }: Frame, random: Random): Shape[] {
  const count = integer(random, 4, 6);
  const knot: [number, number] = [width * between(random, 0.42, 0.58), height * 1.02];
  const strings: Shape[] = [];
  const bodies: Shape[] = [];
  for (let i = 0; i < count; i += 1) {
    const across = count === 1 ? 0.5 : i / (count - 1);
    const r = width * between(random, 0.105, 0.145);
    const x = width * (0.17 + 0.66 * across);
    const y = height * (0.24 + 0.24 * ((i * 2) % 3) * 0.7) + between(random, -6, 8);
    strings.push(
      ribbon([x, y + r, (x + knot[0]) / 2 + 4, (y + knot[1]) / 2, ...knot], 1.1, 'middle'),
    );
    const fill = COLOURS[i % COLOURS.length] ?? 'first';
    bodies.push(
      circle(x, y, r, fill),
      almond([x - 3.6, y + r + 3.4, x + 3.6, y + r + 3.4], 2.6, fill),
    );
  }
  return [...strings, ...bodies];
}
