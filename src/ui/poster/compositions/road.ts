/** @file A road to the horizon. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { circle, polygon, rect } from '../scene';
import type { Frame, Shape } from '../scene';

export function road({ width, height }: Frame, random: Random): Shape[] {
  const horizon = height * between(random, 0.4, 0.54);
  const vanish = width * between(random, 0.35, 0.65);
  const disc = width * between(random, 0.15, 0.24);
  const dashes = integer(random, 4, 6);
  const foot = width * between(random, 0.42, 0.58);
  const half = width * 0.4;
  const shapes: Shape[] = [
    circle(vanish, horizon, disc, 'spark'),
    rect(0, horizon, width, height - horizon, 'first'),
    polygon(
      [vanish - 2, horizon, vanish + 2, horizon, foot + half, height, foot - half, height],
      'shade',
    ),
  ];
  const depth = height - horizon;
  const at = (t: number): [x: number, y: number, half: number] => [
    vanish + (foot - vanish) * t,
    horizon + depth * t,
    0.4 + 4.6 * t,
  ];
  for (let i = 0; i < dashes; i += 1) {
    const [x0, y0, w0] = at(((i + 0.35) / dashes) ** 1.7);
    const [x1, y1, w1] = at(((i + 0.85) / dashes) ** 1.7);
    shapes.push(polygon([x0 - w0, y0, x0 + w0, y0, x1 + w1, y1, x1 - w1, y1], 'second'));
  }
  return shapes;
}
