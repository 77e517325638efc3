import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridWindow } from './gridWindow';

test('rows in view are drawn, with some more on both sides', () => {
  expect(gridWindow(1000, 600, 100, 50, 2)).toEqual({ from: 8, to: 18 });
});

test('before the grid, and past its end, nothing out of range is drawn', () => {
  expect(gridWindow(-5000, 600, 100, 50, 1)).toEqual({ from: 0, to: 0 });
  expect(gridWindow(-300, 600, 100, 50, 1)).toEqual({ from: 0, to: 4 });
  expect(gridWindow(99_000, 600, 100, 50, 1)).toEqual({ from: 50, to: 50 });
});

test('an empty grid, and one that is not measured yet, draw nothing', () => {
  expect(gridWindow(0, 600, 100, 0, 2)).toEqual({ from: 0, to: 0 });
  expect(gridWindow(0, 600, 0, 10, 2)).toEqual({ from: 0, to: 0 });
});

test('every row that can be seen is drawn', () => {
  const natural = fc.integer({ min: 1, max: 5000 });
  fc.assert(
    fc.property(
      natural,
      natural,
      natural,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (...input) => {
        const [rows, rowHeight, viewport, share] = input;
        const top = share * rows * rowHeight;
        const { from, to } = gridWindow(top, viewport, rowHeight, rows, 0);
        for (let row = 0; row < Math.min(rows, 200); row += 1) {
          const visible = (row + 1) * rowHeight > top && row * rowHeight < top + viewport;
          if (visible) expect(row >= from && row < to).toBe(true);
        }
      },
    ),
  );
});
