/** @file Hills that roll one behind another, under a low sun. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { below, circle } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const COLOURS: readonly Slot[] = ['shade', 'middle', 'second', 'first'];
const STEPS = 24;

export function dunes({ width, height }: Frame, random: Random): Shape[] {
  const layers = integer(random, 3, 4);
  const sunX = width * between(random, 0.25, 0.75);
  const shapes = [circle(sunX, height * between(random, 0.2, 0.3), width * 0.12, 'spark')];
  for (let layer = 0; layer < layers; layer += 1) {
    const base = height * (0.4 + (0.52 * layer) / layers);
    const swell = height * between(random, 0.05, 0.1);
    const length = between(random, 0.7, 1.4);
    const phase = between(random, 0, 6.28);
    const line: number[] = [];
    for (let i = 0; i <= STEPS; i += 1) {
      const x = (i / STEPS) * width;
      line.push(x, base + swell * Math.sin(phase + (i / STEPS) * 6.28 * length));
    }
    shapes.push(below(line, height, COLOURS[layer + 4 - layers] ?? 'first'));
  }
  return shapes;
}
