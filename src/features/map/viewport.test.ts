import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  centreOf,
  closeness,
  homeView,
  isInside,
  resizedView,
  toChart,
  toScreen,
  viewAt,
  visibleBox,
} from './viewport';

const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
const place = fc.record({ x: coordinate, y: coordinate });
const side = fc.integer({ min: 200, max: 4000 });
const size = fc.record({ width: side, height: side });
const scale = fc.double({ min: 50, max: 20_000, noNaN: true });

test('from the chart to the screen and back is where one was', () => {
  fc.assert(
    fc.property(place, place, scale, size, (middle, point, k, window) => {
      const view = viewAt(middle, k, window);
      const back = toChart(view, toScreen(view, point));
      expect(back.x).toBeCloseTo(point.x, 8);
      expect(back.y).toBeCloseTo(point.y, 8);
    }),
  );
});

test('a view at a place has it in the middle', () => {
  fc.assert(
    fc.property(place, scale, size, (middle, k, window) => {
      const centre = centreOf(viewAt(middle, k, window), window);
      expect(centre.x).toBeCloseTo(middle.x, 8);
      expect(centre.y).toBeCloseTo(middle.y, 8);
    }),
  );
});

test('the home view shows the whole disc, on a phone as on a wide screen', () => {
  for (const window of [
    { width: 390, height: 520 },
    { width: 2560, height: 1300 },
  ]) {
    const box = visibleBox(homeView(window), window);
    for (const [x, y] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]) {
      expect(isInside(box, x, y)).toBe(true);
    }
    expect(closeness(homeView(window), window)).toBe(1);
  }
});

test('turning a phone keeps the middle and how close one was', () => {
  const upright = { width: 390, height: 700 };
  const flat = { width: 700, height: 390 };
  const before = viewAt({ x: 0.3, y: -0.2 }, 900, upright);
  const after = resizedView(before, upright, flat);
  expect(centreOf(after, flat).x).toBeCloseTo(0.3, 10);
  expect(centreOf(after, flat).y).toBeCloseTo(-0.2, 10);
  expect(closeness(after, flat)).toBeCloseTo(closeness(before, upright), 10);
});

test('a border widens what counts as visible, and a negative one narrows it', () => {
  const window = { width: 100, height: 100 };
  const view = viewAt({ x: 0, y: 0 }, 50, window);
  expect(isInside(visibleBox(view, window), 1.1, 0)).toBe(false);
  expect(isInside(visibleBox(view, window, 10), 1.1, 0)).toBe(true);
  expect(isInside(visibleBox(view, window, -10), 0.9, 0)).toBe(false);
});
