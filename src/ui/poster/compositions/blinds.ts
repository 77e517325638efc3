/** @file A disc seen through the slats of a blind. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { d, path, rect } from '../scene';
import type { Frame, Shape } from '../scene';

export function blinds({ width, height }: Frame, random: Random): Shape[] {
  const slats = integer(random, 8, 12);
  const pitch = height / slats;
  const radius = Math.min(width, height) * between(random, 0.32, 0.4);
  const [cx, cy] = [width * between(random, 0.38, 0.62), height * between(random, 0.44, 0.56)];
  const slip = between(random, 4, 16);
  const open = between(random, 0.46, 0.62);
  const shapes: Shape[] = [];
  for (let i = 0; i < slats; i += 1) shapes.push(rect(0, i * pitch, width, pitch * open, 'middle'));
  for (let i = 0; i < slats; i += 1) {
    for (const [top, bottom, shift, fill] of [
      [i * pitch, (i + open) * pitch, slip, 'spark'],
      [(i + open) * pitch, (i + 1) * pitch, -slip, 'first'],
    ] as const) {
      const [upperY, lowerY] = [Math.max(top, cy - radius), Math.min(bottom, cy + radius)];
      if (upperY >= lowerY) continue;
      const chord = (y: number) => Math.sqrt(Math.max(0, radius * radius - (y - cy) ** 2));
      const [upper, lower] = [chord(upperY), chord(lowerY)];
      const x = cx + shift;
      const over = d('M', x - upper, upperY, 'L', x + upper, upperY, 'A', radius, radius, '0 0 1');
      const under = d(x + lower, lowerY, 'L', x - lower, lowerY, 'A', radius, radius, '0 0 1');
      shapes.push(path(`${over} ${under} ${d(x - upper, upperY, 'Z')}`, fill));
    }
  }
  return shapes;
}
