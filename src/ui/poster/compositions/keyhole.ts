/** @file Light through a keyhole. */
import { between, chance } from '../random';
import type { Random } from '../random';
import { circle, polygon } from '../scene';
import type { Frame, Shape } from '../scene';

export function keyhole({ width, height }: Frame, random: Random): Shape[] {
  const head = Math.min(width, height) * between(random, 0.15, 0.19);
  const cx = width * between(random, 0.42, 0.58);
  const cy = height * 0.36;
  const foot = head * between(random, 1, 1.4);
  const base = cy + head * 2.6;
  const neck = head * 0.5;
  const hole = (fill: 'spark' | 'ground', scale: number): Shape[] => [
    circle(cx, cy, head * scale, fill),
    polygon(
      [
        cx - neck * scale,
        cy,
        cx + neck * scale,
        cy,
        cx + foot * scale,
        base,
        cx - foot * scale,
        base,
      ],
      fill,
    ),
  ];
  const spread = chance(random, 0.5) ? 0.5 : 0.34;
  const plate = width * 0.36;
  const beam = polygon(
    [cx - foot, base, cx + foot, base, cx + width * spread, height, cx - width * spread, height],
    'second',
  );
  return [circle(cx, cy + head * 0.7, plate, 'first'), beam, ...hole('spark', 1)];
}
