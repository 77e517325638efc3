/** @file Arches within arches, alone or side by side. */
import { between, chance, integer } from '../random';
import type { Random } from '../random';
import { dome } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const COLOURS: readonly Slot[] = [
  'first',
  'ground',
  'second',
  'ground',
  'middle',
  'ground',
  'spark',
];

function arch(cx: number, base: number, radius: number, count: number): Shape[] {
  return Array.from({ length: count }, (_, i) =>
    dome(cx, base, radius * (1 - i / count), COLOURS[i % COLOURS.length] ?? 'first'),
  );
}

export function arcs({ width, height }: Frame, random: Random): Shape[] {
  const count = integer(random, 3, 5) * 2 - 1;
  if (chance(random, 0.4)) {
    const radius = width / (2 * integer(random, 1, 2) + 2);
    const inner = between(random, 0.8, 0.98);
    const rows = Math.max(2, Math.floor(height / radius));
    return Array.from({ length: rows }, (_, row) => {
      const base = height - (rows - 1 - row) * (height / rows);
      const shift = row % 2 === 0 ? 0 : radius;
      return [-1, 0, 1].flatMap((i) =>
        arch(shift + radius + i * 2 * radius, base, radius * inner, 4),
      );
    }).flat();
  }
  const radius = Math.min(width * 0.43, height * 0.8);
  return arch(width / 2, height * between(random, 0.8, 0.9), radius, count);
}
