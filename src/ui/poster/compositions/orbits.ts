/** @file Orbits about a star. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { circle, d, path } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const PLANETS: readonly Slot[] = ['second', 'spark', 'first'];
const LINE = 1.3;

function orbit(cx: number, cy: number, rx: number, ry: number, tilt: number): Shape {
  const [c, s] = [Math.cos(tilt), Math.sin(tilt)];
  const turn = (tilt * 180) / Math.PI;
  const loop = (a: number, b: number, sweep: 0 | 1): string => {
    const [x, y] = [a * c, a * s];
    const half = (toX: number, toY: number) => d('A', a, b, turn, `1 ${sweep}`, toX, toY);
    return `${d('M', cx - x, cy - y)} ${half(cx + x, cy + y)} ${half(cx - x, cy - y)} Z`;
  };
  return path(
    `${loop(rx + LINE / 2, ry + LINE / 2, 0)} ${loop(rx - LINE / 2, ry - LINE / 2, 1)}`,
    'middle',
  );
}

export function orbits({ width, height }: Frame, random: Random): Shape[] {
  const [cx, cy] = [width / 2, height * 0.52];
  const reach = Math.min(width, height) * 0.44;
  const count = integer(random, 3, 5);
  const tilt = between(random, -0.6, 0.6);
  const flat = between(random, 0.34, 1);
  const lines: Shape[] = [];
  const planets: Shape[] = [];
  for (let i = 0; i < count; i += 1) {
    const rx = reach * (0.36 + (0.64 * (i + 1)) / count);
    lines.push(orbit(cx, cy, rx, rx * flat, tilt));
    const angle = between(random, 0, 2 * Math.PI);
    const [x, y] = [rx * Math.cos(angle), rx * flat * Math.sin(angle)];
    const px = cx + x * Math.cos(tilt) - y * Math.sin(tilt);
    const py = cy + x * Math.sin(tilt) + y * Math.cos(tilt);
    planets.push(circle(px, py, between(random, 4, 10), PLANETS[i % PLANETS.length] ?? 'second'));
  }
  return [
    ...lines,
    circle(cx, cy, reach * between(random, 0.26, 0.36) * Math.max(flat, 0.7), 'first'),
    ...planets,
  ];
}
