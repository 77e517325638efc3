/** @file A flower opened flat. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { almond, circle } from '../scene';
import type { Frame, Shape } from '../scene';

export function petals({ width, height }: Frame, random: Random): Shape[] {
  const [cx, cy] = [width / 2, height * 0.52];
  const count = integer(random, 4, 8) * 2;
  const reach = Math.min(width, height) * 0.44;
  const turn = between(random, 0, Math.PI);
  const bulge = ((reach * Math.PI) / count) * between(random, 0.4, 0.62);
  const shapes = Array.from({ length: count }, (_, i) => {
    const angle = turn + (i / count) * 2 * Math.PI;
    const length = i % 2 === 0 ? reach : reach * 0.74;
    const tip: [number, number] = [cx + Math.cos(angle) * length, cy + Math.sin(angle) * length];
    return almond([cx, cy, ...tip], bulge, i % 2 === 0 ? 'first' : 'second');
  });
  return [
    ...shapes.sort((a, b) => a.fill.localeCompare(b.fill)),
    circle(cx, cy, reach * between(random, 0.18, 0.26), 'spark'),
  ];
}
