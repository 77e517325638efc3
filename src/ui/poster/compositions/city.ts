/** @file A skyline at night with a few windows lit. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { circle, rect } from '../scene';
import type { Frame, Shape, Slot } from '../scene';

const MAX_WINDOWS = 18;
const FLOOR = 10;

interface Building {
  readonly x: number;
  readonly wide: number;
  readonly tall: number;
}

function row({ width, height }: Frame, random: Random, low: number): Building[] {
  const buildings: Building[] = [];
  for (let x = -between(random, 0, 12); x < width;) {
    const wide = between(random, 18, 34);
    buildings.push({ x, wide, tall: height * between(random, low, low + 0.3) });
    x += wide;
  }
  return buildings;
}

function drawn(buildings: readonly Building[], bottom: number, fill: Slot): Shape[] {
  return buildings.map(({ x, wide, tall }) => rect(x, bottom - tall, wide + 0.5, tall, fill));
}

function lit({ x, wide, tall }: Building, bottom: number, random: Random): Shape[] {
  const floors = Math.floor(tall / FLOOR) - 1;
  const columns = Math.floor((wide - 6) / 7);
  return Array.from({ length: integer(random, 0, 4) }, () => {
    const column = integer(random, 0, Math.max(0, columns - 1));
    const floor = integer(random, 1, Math.max(1, floors));
    return rect(x + 6 + column * 7, bottom - floor * FLOOR, 3, 5, 'spark');
  });
}

export function city(frame: Frame, random: Random): Shape[] {
  const { width, height } = frame;
  const moon = circle(
    width * between(random, 0.2, 0.8),
    height * 0.2,
    width * between(random, 0.08, 0.13),
    'second',
  );
  const front = row(frame, random, 0.16);
  return [
    moon,
    ...drawn(row(frame, random, 0.48), height, 'shade'),
    ...drawn(row(frame, random, 0.32), height, 'middle'),
    ...drawn(front, height, 'first'),
    ...front.flatMap((building) => lit(building, height, random)).slice(0, MAX_WINDOWS),
  ];
}
