/** @file An open eye, with or without lashes of light. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { almond, circle, polygon } from '../scene';
import type { Frame, Shape } from '../scene';

export function eye({ width, height }: Frame, random: Random): Shape[] {
  const half = width * between(random, 0.36, 0.42);
  const cx = width / 2;
  const cy = height * 0.52;
  const bulge = half * between(random, 0.44, 0.56);
  const iris = bulge * 0.86;
  const lashes = integer(random, 0, 1) * integer(random, 7, 11);
  const shapes: Shape[] = [];
  for (let i = 0; i < lashes; i += 1) {
    const angle = Math.PI * (1.1 + (0.8 * (i + 0.5)) / lashes);
    const reach = half * 1.08;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const base = [cx + c * reach * 0.9 - 2.4, cy + s * reach * 0.62, cx + c * reach * 0.9 + 2.4];
    shapes.push(
      polygon([...base, cy + s * reach * 0.62, cx + c * reach, cy + s * reach], 'second'),
    );
  }
  const look = between(random, -0.18, 0.18) * half;
  return [
    ...shapes,
    almond([cx - half, cy, cx + half, cy], bulge, 'middle'),
    almond([cx - half * 0.9, cy, cx + half * 0.9, cy], bulge * 0.86, 'spark'),
    circle(cx + look, cy, iris * 0.84, 'first'),
    circle(cx + look, cy, iris * 0.62, 'second'),
    circle(cx + look, cy, iris * 0.34, 'ground'),
    circle(cx + look + iris * 0.24, cy - iris * 0.26, iris * 0.12, 'spark'),
  ];
}
