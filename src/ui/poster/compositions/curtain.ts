/** @file A curtain, just parted, and a light on the stage. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { circle, d, path, rect } from '../scene';
import type { Frame, Shape } from '../scene';

function drape(from: number, to: number, folds: number, height: number): Shape[] {
  const wide = (to - from) / folds;
  return Array.from({ length: folds }, (_, i) => {
    const x = from + i * wide;
    const hem = height * 0.9;
    const fold = d('M', x, 0, 'L', x + wide, 0, 'L', x + wide, hem);
    const scallop = d('Q', x + wide / 2, hem + Math.abs(wide) * 0.5, x, hem, 'Z');
    return path(`${fold} ${scallop}`, i % 2 === 0 ? 'first' : 'middle');
  });
}

export function curtain({ width, height }: Frame, random: Random): Shape[] {
  const gap = width * between(random, 0.12, 0.22);
  const centre = width * between(random, 0.44, 0.56);
  const folds = integer(random, 4, 6);
  const spot = circle(centre, height * between(random, 0.42, 0.56), gap * 1.5, 'spark');
  return [
    rect(0, 0, width, height, 'shade'),
    spot,
    ...drape(0, centre - gap / 2, folds, height),
    ...drape(width, centre + gap / 2, folds, height),
    rect(0, 0, width, height * 0.07, 'second'),
  ];
}
