/** @file A labyrinth: walls with one way through each. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { circle, polygon, ring } from '../scene';
import type { Frame, Shape } from '../scene';

export function labyrinth({ width, height }: Frame, random: Random): Shape[] {
  const [cx, cy] = [width / 2, height * 0.52];
  const outer = Math.min(width, height) * 0.44;
  const walls = integer(random, 4, 6);
  const pitch = outer / walls;
  const shapes: Shape[] = [];
  for (let i = 0; i < walls - 1; i += 1) {
    const r = outer - i * pitch;
    shapes.push(ring(cx, cy, r, r - pitch * 0.42, i % 2 === 0 ? 'first' : 'second'));
    const angle = between(random, 0, 2 * Math.PI);
    const half = pitch * 0.4;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const corner = (along: number, across: number) => [
      cx + c * along - s * across,
      cy + s * along + c * across,
    ];
    const [inner, far] = [r - pitch * 0.5, r + 1.5];
    const gate = [corner(inner, -half), corner(far, -half), corner(far, half), corner(inner, half)];
    shapes.push(polygon(gate.flat(), 'ground'));
  }
  return [...shapes, circle(cx, cy, pitch * 0.44, 'spark')];
}
