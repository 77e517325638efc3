/** @file A spiral that draws the eye in. */
import { between, integer, chance } from '../random';
import type { Random } from '../random';
import { circle, ribbon } from '../scene';
import type { Frame, Shape } from '../scene';

const STEPS_PER_TURN = 36;

export function spiral({ width, height }: Frame, random: Random): Shape[] {
  const turns = between(random, 3.6, 5.4);
  const outer = Math.min(width, height) * 0.43;
  const pitch = outer / (turns + 0.3);
  const turn = between(random, 0, 2 * Math.PI);
  const hand = chance(random, 0.5) ? 1 : -1;
  const steps = Math.round(turns * STEPS_PER_TURN);
  const points: number[] = [];
  for (let i = 0; i <= steps; i += 1) {
    const angle = turn + (hand * i * 2 * Math.PI) / STEPS_PER_TURN;
    const r = pitch * (0.3 + i / STEPS_PER_TURN);
    points.push(width / 2 + r * Math.cos(angle), height * 0.52 + r * Math.sin(angle));
  }
  const disc = integer(random, 0, 1) === 1;
  const ground: Shape[] = disc ? [circle(width / 2, height * 0.52, outer * 1.06, 'shade')] : [];
  const core = circle(width / 2, height * 0.52, pitch * 0.34, 'second');
  return [...ground, ribbon(points, pitch * between(random, 0.42, 0.58), 'first'), core];
}
