/** @file The phases of a moon, in rows. */
import { integer, chance } from '../random';
import type { Random } from '../random';
import { circle, d, path } from '../scene';
import type { Frame, Shape } from '../scene';

function phase(cx: number, cy: number, r: number, lit: number): Shape[] {
  const dark = circle(cx, cy, r, 'middle');
  if (lit >= 0.98) return [circle(cx, cy, r, 'spark')];
  if (lit <= 0.02) return [dark];
  const bulge = Math.abs(1 - 2 * lit) * r;
  const sweep = lit > 0.5 ? 1 : 0;
  const outer = d('M', cx, cy - r, 'A', r, r, '0 0 1', cx, cy + r);
  return [dark, path(`${outer} ${d('A', bulge, r, `0 0 ${sweep}`, cx, cy - r, 'Z')}`, 'spark')];
}

export function moons({ width, height }: Frame, random: Random): Shape[] {
  const columns = integer(random, 2, 4);
  const rows = Math.max(2, Math.round((columns * height) / width));
  const cell = Math.min(width / (columns + 0.5), height / (rows + 0.4));
  const left = (width - (columns - 1) * cell) / 2;
  const top = (height - (rows - 1) * cell) / 2;
  const start = integer(random, 0, 7);
  const forward = chance(random, 0.5);
  const count = columns * rows;
  const special = integer(random, 0, count - 1);
  return Array.from({ length: count }, (_, i) => {
    const cx = left + (i % columns) * cell;
    const cy = top + Math.floor(i / columns) * cell;
    if (i === special) return [circle(cx, cy, cell * 0.4, 'second')];
    const turn = (((forward ? i : -i) + start + 80) % 8) / 8;
    return phase(cx, cy, cell * 0.4, 1 - Math.abs(1 - 2 * turn));
  }).flat();
}
