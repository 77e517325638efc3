/** @file A stem with leaves on both sides. */
import { between, integer, chance } from '../random';
import type { Random } from '../random';
import { almond, circle, ribbon } from '../scene';
import type { Frame, Shape } from '../scene';

export function leaves({ width, height }: Frame, random: Random): Shape[] {
  const pairs = integer(random, 4, 6);
  const bend = between(random, -0.16, 0.16) * width;
  const stem: number[] = [];
  const at = (t: number): [number, number] => [
    width / 2 + bend * Math.sin(t * Math.PI),
    height * (1.02 - 0.86 * t),
  ];
  for (let i = 0; i <= 12; i += 1) stem.push(...at(i / 12));
  const shapes: Shape[] = [];
  if (chance(random, 0.6)) {
    const sun = width * between(random, 0.16, 0.24);
    shapes.push(circle(width * (bend > 0 ? 0.3 : 0.7), height * 0.3, sun, 'spark'));
  }
  shapes.push(ribbon(stem, 2.6, 'first'));
  for (let i = 0; i < pairs; i += 1) {
    const t = 0.14 + (0.74 * i) / pairs;
    const [x, y] = at(t);
    const length = width * 0.38 * (1 - t * 0.55);
    for (const side of [-1, 1]) {
      const tip: [number, number] = [x + side * length, y - length * 0.55 + (side > 0 ? 0 : 6)];
      shapes.push(almond([x, y, ...tip], length * 0.17, side > 0 ? 'first' : 'second'));
    }
  }
  const [x, y] = at(0.9);
  return [...shapes, almond([x, y + 8, x + bend * 0.1, y - 20], 6, 'first')];
}
