/** @file Open fans, blade by blade. */
import { integer, between } from '../random';
import type { Random } from '../random';
import { d, path } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const BLADES: readonly Slot[] = ['first', 'second', 'middle'];

function fan(cx: number, base: number, radius: number, blades: number): Shape[] {
  return Array.from({ length: blades }, (_, i) => {
    const from = Math.PI * (1 + i / blades);
    const to = Math.PI * (1 + (i + 0.82) / blades);
    const at = (angle: number, r: number) => [cx + Math.cos(angle) * r, base + Math.sin(angle) * r];
    const inner = radius * 0.2;
    const out = d('M', ...at(from, inner), 'L', ...at(from, radius), 'A', radius, radius, '0 0 1');
    const back = d(...at(to, radius), 'L', ...at(to, inner), 'Z');
    return path(
      `${out} ${back}`,
      i === Math.floor(blades / 2) ? 'spark' : (BLADES[i % 3] ?? 'first'),
    );
  });
}

export function fans({ width, height }: Frame, random: Random): Shape[] {
  const blades = integer(random, 3, 5) * 2 + 1;
  const radius = Math.min(width * 0.43, height * 0.42);
  const lean = between(random, -0.05, 0.05) * width;
  return [
    ...fan(width / 2 + lean, height * 0.49, radius, blades),
    ...fan(width / 2 - lean, height * 0.94, radius, blades),
  ];
}
