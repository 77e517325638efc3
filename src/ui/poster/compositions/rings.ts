/** @file Rings that spread from one point, as on water. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { circle } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const ORDER: readonly Slot[] = ['shade', 'first', 'ground', 'second', 'middle'];

export function rings({ width, height }: Frame, random: Random): Shape[] {
  const count = integer(random, 6, 9);
  const radius = Math.min(width, height) * 0.46;
  const cx = width / 2;
  const cy = height * 0.5;
  const driftX = between(random, -0.35, 0.35);
  const driftY = between(random, -0.3, 0.35);
  const offset = integer(random, 0, 1);
  return Array.from({ length: count }, (_, i) => {
    const r = radius * (1 - i / count);
    const slack = radius - r;
    const fill = i === count - 1 ? 'spark' : (ORDER[(i + offset) % ORDER.length] ?? 'first');
    return circle(cx + slack * driftX, cy + slack * driftY, r, fill);
  });
}
