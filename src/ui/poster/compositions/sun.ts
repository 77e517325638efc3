/** @file A setting sun, cut by slits that widen towards the horizon. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { circle, rect } from '../scene';
import type { Frame, Shape } from '../scene';

export function sun({ width, height }: Frame, random: Random): Shape[] {
  const radius = Math.min(width, height) * between(random, 0.3, 0.4);
  const cx = width * between(random, 0.42, 0.58);
  const cy = height * 0.53;
  const slits = integer(random, 4, 6);
  const shapes = [circle(cx, cy, radius, 'first')];
  for (let i = 0; i < slits; i += 1) {
    const y = cy + radius * (-0.05 + (i * 1.05) / slits);
    shapes.push(rect(cx - radius, y, 2 * radius, 1.6 + i * 1.7, 'ground'));
  }
  const side = random() < 0.5 ? -1 : 1;
  const small = radius * between(random, 0.14, 0.22);
  return [
    ...shapes,
    circle(cx + side * (radius + small * 0.4), cy - radius * 0.86, small, 'second'),
  ];
}
