/** @file Peaks with snow, a disc behind them. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { circle, polygon } from '../scene';
import type { Frame, Shape } from '../scene';

function peak(
  x: number,
  top: number,
  base: number,
  slope: number,
  fill: 'middle' | 'first',
): Shape[] {
  const half = (base - top) * slope;
  const snow = Math.min(34, (base - top) * 0.3);
  const edge = snow * slope;
  const cap = [x, top, x + edge, top + snow, x + edge * 0.34, top + snow * 0.74];
  const zigzag = [x - edge * 0.08, top + snow * 1.12, x - edge * 0.5, top + snow * 0.76];
  return [
    polygon([x - half, base, x, top, x + half, base], fill),
    polygon([...cap, ...zigzag, x - edge, top + snow], 'spark'),
  ];
}

export function mountains({ width, height }: Frame, random: Random): Shape[] {
  const disc = width * between(random, 0.13, 0.2);
  const x = width * between(random, 0.3, 0.7);
  const slope = between(random, 0.55, 0.8);
  const side = random() < 0.5 ? -1 : 1;
  const far = integer(random, 1, 2);
  const shapes: Shape[] = [circle(x + side * width * 0.2, height * 0.24, disc, 'second')];
  for (let i = 0; i < far; i += 1) {
    const away = x + (i === 0 ? side : -side) * width * between(random, 0.26, 0.4);
    shapes.push(...peak(away, height * between(random, 0.42, 0.52), height, slope, 'middle'));
  }
  return [
    ...shapes,
    ...peak(x - side * width * 0.08, height * between(random, 0.26, 0.34), height, slope, 'first'),
  ];
}
