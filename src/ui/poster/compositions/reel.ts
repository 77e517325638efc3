/** @file A film reel and its strip. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { circle, rect } from '../scene';
import type { Frame, Shape } from '../scene';

export function reel({ width, height }: Frame, random: Random): Shape[] {
  const radius = Math.min(width, height) * between(random, 0.34, 0.38);
  const cx = width * between(random, 0.46, 0.54);
  const cy = height * 0.46;
  const holes = integer(random, 5, 6);
  const turn = between(random, 0, 1);
  const strip = height - 26;
  const shapes: Shape[] = [
    rect(0, strip, width, 18, 'second'),
    circle(cx, cy, radius, 'first'),
    circle(cx, cy, radius * 0.93, 'middle'),
    circle(cx, cy, radius * 0.86, 'first'),
  ];
  for (let i = 0; i < holes; i += 1) {
    const angle = (turn + i / holes) * 2 * Math.PI;
    const [x, y] = [cx + Math.cos(angle) * radius * 0.52, cy + Math.sin(angle) * radius * 0.52];
    shapes.push(circle(x, y, radius * 0.2, 'ground'));
  }
  shapes.push(circle(cx, cy, radius * 0.1, 'spark'));
  for (let x = 5; x < width; x += 14) {
    shapes.push(rect(x, strip + 3, 5, 3, 'ground'), rect(x, strip + 12, 5, 3, 'ground'));
  }
  return shapes;
}
