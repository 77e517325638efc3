/** @file Steps, each in a deeper colour, to a small bright door. */
import { between, chance, integer } from '../random';
import type { Random } from '../random';
import { rect } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const COLOURS: readonly Slot[] = ['shade', 'middle', 'first', 'second'];

export function stairs({ width, height }: Frame, random: Random): Shape[] {
  const steps = integer(random, 5, 7);
  const mirrored = chance(random, 0.5);
  const wide = width / (steps + 0.5);
  const rise = (height * between(random, 0.56, 0.78)) / steps;
  const tone = integer(random, 0, COLOURS.length - 1);
  const shapes: Shape[] = [];
  for (let i = 0; i < steps; i += 1) {
    const x = i * wide;
    const top = height - (i + 1) * rise;
    const left = mirrored ? 0 : x;
    shapes.push(
      rect(left, top, width - x, height - top, COLOURS[(i + tone) % COLOURS.length] ?? 'first'),
    );
  }
  const top = height - steps * rise;
  const door = wide * 0.62;
  const doorX = (steps - 0.25) * wide - door / 2;
  const x = mirrored ? width - doorX - door : doorX;
  return [...shapes, rect(x, top - door * 1.5, door, door * 1.5, 'spark')];
}
