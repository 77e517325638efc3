/** @file A projector's beam, with dust in it. */
import { between, integer, chance } from '../random';
import type { Random } from '../random';
import { circle, polygon, rect } from '../scene';
import type { Frame, Shape } from '../scene';

export function beam({ width, height }: Frame, random: Random): Shape[] {
  const mirrored = chance(random, 0.5);
  const at = (x: number): number => (mirrored ? width - x : x);
  const lensY = height * between(random, 0.2, 0.34);
  const screenX = width * 0.84;
  const top = height * between(random, 0.2, 0.3);
  const bottom = height * between(random, 0.74, 0.84);
  const lensX = width * 0.2;
  const motes = integer(random, 8, 14);
  const shapes: Shape[] = [
    polygon([at(lensX), lensY, at(screenX), top, at(screenX), bottom], 'shade'),
    polygon([at(lensX), lensY, at(screenX), top + 14, at(screenX), bottom - 14], 'middle'),
    polygon(
      [
        at(screenX),
        top - 6,
        at(screenX + 8),
        top - 10,
        at(screenX + 8),
        bottom + 10,
        at(screenX),
        bottom + 6,
      ],
      'spark',
    ),
    rect(Math.min(at(lensX - 24), at(lensX)), lensY - 11, 24, 22, 'first'),
    circle(at(lensX - 20), lensY - 20, 11, 'first'),
    circle(at(lensX + 1), lensY, 7, 'second'),
  ];
  for (let i = 0; i < motes; i += 1) {
    const t = between(random, 0.25, 0.95);
    const middle = lensY + ((top + bottom) / 2 - lensY) * t;
    const half = ((bottom - top) / 2 - 12) * t;
    const y = middle + between(random, -half, half);
    shapes.push(circle(at(lensX + (screenX - lensX) * t), y, between(random, 1.2, 3.4), 'second'));
  }
  return shapes;
}
