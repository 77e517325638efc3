/** @file Two discs that almost meet; where they do, a third colour. */
import { between } from '../random';
import type { Random } from '../random';
import { circle, d, path } from '../scene';
import type { Frame, Shape } from '../scene';

export function pair({ width, height }: Frame, random: Random): Shape[] {
  const large = Math.min(width, height) * between(random, 0.24, 0.29);
  const small = large * between(random, 0.7, 1);
  const gap = (large + small) * between(random, 0.52, 0.74);
  const angle = between(random, -0.7, 0.7) + (random() < 0.5 ? Math.PI : 0);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const middle = (large - small) / 2;
  const ax = width / 2 - (c * gap) / 2 + c * middle;
  const ay = height * 0.52 - (s * gap) / 2 + s * middle;
  const [bx, by] = [ax + c * gap, ay + s * gap];
  const along = (gap * gap + large * large - small * small) / (2 * gap);
  const across = Math.sqrt(Math.max(0, large * large - along * along));
  const [px, py] = [ax + c * along, ay + s * along];
  const [x0, y0, x1, y1] = [px - s * across, py + c * across, px + s * across, py - c * across];
  const lens = d(
    'M',
    x0,
    y0,
    'A',
    large,
    large,
    '0 0 0',
    x1,
    y1,
    'A',
    small,
    small,
    '0 0 0',
    x0,
    y0,
  );
  return [circle(ax, ay, large, 'first'), circle(bx, by, small, 'second'), path(lens, 'spark')];
}
