/** @file A halftone: dots that swell around one place. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { circle } from '../scene';
import type { Frame, Shape } from '../scene';

const COLUMNS = 7;
const MAX_ROWS = 8;

export function dots({ width, height }: Frame, random: Random): Shape[] {
  const pitch = width / (COLUMNS + 0.6);
  const rows = Math.min(MAX_ROWS, Math.floor(height / pitch - 0.4));
  const left = (width - (COLUMNS - 1) * pitch) / 2;
  const top = (height - (rows - 1) * pitch) / 2;
  const focusX = between(random, 0.5, COLUMNS - 1.5);
  const focusY = between(random, 0.5, rows - 1.5);
  const reach = between(random, 4, 6.5);
  const second = integer(random, 2, 4);
  const shapes: Shape[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const distance = Math.hypot(column - focusX, row - focusY);
      const swell = Math.max(0.16, 1 - distance / reach);
      const fill = distance < 0.8 ? 'spark' : distance < second ? 'first' : 'second';
      shapes.push(circle(left + column * pitch, top + row * pitch, pitch * 0.46 * swell, fill));
    }
  }
  return shapes.sort((a, b) => a.fill.localeCompare(b.fill));
}
