/** @file A floor of quarter discs, turned this way and that. */
import { integer } from '../random';
import type { Random } from '../random';
import { d, path, rect } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const COLOURS: readonly Slot[] = ['first', 'second', 'middle', 'spark', 'first', 'shade'];

function quarter(x: number, y: number, size: number, turn: number, fill: Slot): Shape {
  const corners = [x, y, x + size, y, x + size, y + size, x, y + size];
  const at = (i: number): [number, number] => [
    corners[(2 * i) % 8] ?? 0,
    corners[(2 * i + 1) % 8] ?? 0,
  ];
  const [cx, cy] = at(turn);
  const [ax, ay] = at(turn + 1);
  const [bx, by] = at(turn + 3);
  return path(d('M', cx, cy, 'L', ax, ay, 'A', size, size, '0 0 1', bx, by, 'Z'), fill);
}

export function tiles({ width, height }: Frame, random: Random): Shape[] {
  const columns = integer(random, 3, 4);
  const size = width / columns;
  const rows = Math.ceil(height / size);
  const top = height - rows * size;
  const shapes: Shape[] = [];
  for (let i = 0; i < columns * rows; i += 1) {
    const x = (i % columns) * size;
    const y = top + Math.floor(i / columns) * size;
    if (integer(random, 0, 3) === 0) shapes.push(rect(x, y, size, size, 'shade'));
    const fill = COLOURS[integer(random, 0, COLOURS.length - 1)] ?? 'first';
    shapes.push(quarter(x, y, size, integer(random, 0, 3), fill));
  }
  return shapes;
}
