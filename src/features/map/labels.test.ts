import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeLabels, type LabelCandidate } from './labels';
import type { Box } from './viewport';

const size = { width: 800, height: 600 };
const label = (id: number, x: number, y: number, width = 80): LabelCandidate => ({
  id,
  where: 'beside',
  x,
  y,
  radius: 4,
  width,
  height: 14,
});
const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const candidates = fc
  .array(
    fc.record({
      x: fc.double({ min: 0, max: 800, noNaN: true }),
      y: fc.double({ min: 0, max: 600, noNaN: true }),
      width: fc.integer({ min: 10, max: 200 }),
    }),
    { maxLength: 60 },
  )
  .map((points) => points.map(({ x, y, width }, id) => label(id, x, y, width)));

describe('labels', () => {
  test('never overlap each other or an obstacle, and stay in the window', () => {
    const obstacle = { left: 700, top: 0, right: 800, bottom: 200 };
    fc.assert(
      fc.property(candidates, (all) => {
        const placed = placeLabels(all, { size, limit: Infinity, obstacles: [obstacle] });
        placed.forEach(({ box }, i) => {
          expect(overlap(box, obstacle)).toBe(false);
          expect(box.left >= 0 && box.top >= 0).toBe(true);
          expect(box.right <= size.width && box.bottom <= size.height).toBe(true);
          for (const other of placed.slice(i + 1)) expect(overlap(box, other.box)).toBe(false);
        });
      }),
    );
  });

  test('what is placed does not depend on less important candidates', () => {
    fc.assert(
      fc.property(candidates, fc.nat(60), (all, cut) => {
        const options = { size, limit: Infinity, obstacles: [] };
        const few = placeLabels(all.slice(0, cut), options);
        expect(placeLabels(all, options).slice(0, few.length)).toEqual(few);
      }),
    );
  });

  test('a label is on the right of its dot, or on another side where that is taken', () => {
    const alone = placeLabels([label(1, 400, 300)], { size, limit: 9, obstacles: [] });
    expect(alone[0].x).toBe(408);
    expect(alone[0].y).toBe(300);
    const wall = { left: 405, top: 0, right: 800, bottom: 600 };
    const [pushed] = placeLabels([label(1, 400, 300)], { size, limit: 9, obstacles: [wall] });
    expect(pushed.box.right).toBe(392);
  });

  test('a label over a point is centred on it', () => {
    const [region] = placeLabels([{ ...label(1, 400, 300), where: 'over', radius: 0 }], {
      size,
      limit: 1,
      obstacles: [],
    });
    expect((region.box.left + region.box.right) / 2).toBe(400);
    expect(region.y).toBe(300);
  });

  test('one that fits nowhere is left out, and the limit is kept', () => {
    const full = { left: 0, top: 0, right: 800, bottom: 600 };
    const two = [label(1, 100, 100), label(2, 400, 400)];
    expect(placeLabels(two, { size, limit: 9, obstacles: [full] })).toEqual([]);
    expect(placeLabels(two, { size, limit: 1, obstacles: [] }).map(({ id }) => id)).toEqual([1]);
  });
});
