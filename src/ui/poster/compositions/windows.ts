/** @file A wall of windows; somebody stands in one. */
import { between, integer, chance } from '../random';
import type { Random } from '../random';
import { circle, d, path, rect } from '../scene';
import type { Frame, Shape } from '../scene';

export function windows({ width, height }: Frame, random: Random): Shape[] {
  const columns = integer(random, 2, 3);
  const rows = columns === 2 ? integer(random, 2, 3) : 3;
  const margin = width * 0.11;
  const gutter = between(random, 5, 9);
  const wide = (width - 2 * margin - (columns - 1) * gutter) / columns;
  const tall = (height - 2 * margin - (rows - 1) * gutter) / rows;
  const watched = integer(random, 0, columns * rows - 1);
  const shapes: Shape[] = [];
  for (let i = 0; i < columns * rows; i += 1) {
    const x = margin + (i % columns) * (wide + gutter);
    const y = margin + Math.floor(i / columns) * (tall + gutter);
    const lit = i === watched || chance(random, 0.22);
    shapes.push(rect(x, y, wide, tall, lit ? (i === watched ? 'spark' : 'second') : 'middle'));
    if (i !== watched) {
      if (!lit && chance(random, 0.5)) shapes.push(rect(x, y, wide, tall * 0.42, 'shade'));
      continue;
    }
    const head = Math.min(wide, tall) * 0.15;
    const cx = x + wide * between(random, 0.4, 0.6);
    const neck = y + tall - head * 2.1;
    const [left, right] = [cx - head * 1.9, cx + head * 1.9];
    const body = d('M', left, y + tall, 'C', left, neck, right, neck, right, y + tall, 'Z');
    shapes.push(circle(cx, neck - head * 0.7, head, 'ground'), path(body, 'ground'));
  }
  return shapes;
}
