/** @file Somebody alone on a plain, with a long shadow. */
import { between, chance } from '../random';
import type { Random } from '../random';
import { circle, polygon, rect } from '../scene';
import type { Frame, Shape } from '../scene';

export function figure({ width, height }: Frame, random: Random): Shape[] {
  const horizon = height * between(random, 0.56, 0.66);
  const disc = Math.min(width, height) * between(random, 0.2, 0.3);
  const discX = width * between(random, 0.34, 0.66);
  const x = discX + width * between(random, -0.14, 0.14);
  const tall = height * between(random, 0.2, 0.27);
  const feet = horizon + height * 0.12;
  const slant = (chance(random, 0.5) ? 1 : -1) * width * between(random, 0.12, 0.4);
  const top = feet - tall;
  return [
    circle(discX, horizon - disc * between(random, 0.2, 0.9), disc, 'first'),
    rect(0, horizon, width, height - horizon, 'middle'),
    polygon([x - 4, feet, x + 4, feet, x + slant + 9, height, x + slant - 9, height], 'shade'),
    polygon(
      [
        x - 3,
        top + 11,
        x + 3,
        top + 11,
        x + 8,
        feet - tall * 0.3,
        x + 4,
        feet,
        x - 4,
        feet,
        x - 8,
        feet - tall * 0.3,
      ],
      'spark',
    ),
    circle(x, top + 6, 5.6, 'spark'),
  ];
}
