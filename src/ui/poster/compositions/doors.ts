/** @file A door in a door in a door; the last is lit. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { rect } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const COLOURS: readonly Slot[] = ['shade', 'middle', 'first', 'second'];

export function doors({ width, height }: Frame, random: Random): Shape[] {
  const count = integer(random, 4, 6);
  const aim = between(random, 0.3, 0.7);
  const wide = width * 0.8;
  const tall = height * 0.88;
  return Array.from({ length: count }, (_, i) => {
    const scale = 1 - (0.84 * i) / (count - 1);
    const x = (width - wide) / 2 + wide * (1 - scale) * aim;
    const fill = i === count - 1 ? 'spark' : (COLOURS[i % COLOURS.length] ?? 'first');
    return rect(
      x,
      height - tall * (0.16 + 0.84 * scale),
      wide * scale,
      tall * (0.16 + 0.84 * scale),
      fill,
    );
  });
}
