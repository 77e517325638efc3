/** @file A boat on a striped sea. */
import { between, chance } from '../random';
import type { Random } from '../random';
import { below, circle, d, path, polygon } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const SEA: readonly Slot[] = ['middle', 'second', 'shade'];
const STEPS = 28;

export function sails({ width, height }: Frame, random: Random): Shape[] {
  const water = height * between(random, 0.62, 0.7);
  const x = width * between(random, 0.42, 0.58);
  const tall = height * between(random, 0.4, 0.5);
  const side = chance(random, 0.5) ? 1 : -1;
  const sun = circle(
    x - side * width * 0.26,
    height * 0.24,
    width * between(random, 0.09, 0.14),
    'second',
  );
  const mast = water - 10;
  const hull = d(
    'M',
    x - 40,
    mast + 2,
    'L',
    x + 40,
    mast + 2,
    'Q',
    x + 26,
    mast + 22,
    x,
    mast + 22,
  );
  const stern = d('Q', x - 26, mast + 22, x - 40, mast + 2, 'Z');
  const seas = SEA.map((fill, layer) => {
    const base = water + (layer * (height - water)) / 3;
    const phase = between(random, 0, 6.28);
    const line: number[] = [];
    for (let i = 0; i <= STEPS; i += 1) {
      line.push((i / STEPS) * width, base + 3.5 * Math.sin(phase + (i / STEPS) * 18.84));
    }
    return below(line, height, fill);
  });
  return [
    sun,
    polygon([x + side * 3, mast - 3, x + side * 3, mast - tall, x + side * 46, mast - 3], 'first'),
    polygon(
      [x - side * 3, mast - 3, x - side * 3, mast - tall * 0.8, x - side * 32, mast - 3],
      'spark',
    ),
    path(`${hull} ${stern}`, 'first'),
    ...seas,
  ];
}
