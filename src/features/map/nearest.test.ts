import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filmAt, filmInMiddle, filmTree, nearestToCentre } from './nearest';
import { chartOf } from './testing/charts';
import { viewAt } from './viewport';

const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
const films = fc.array(
  fc.record({ x: coordinate, y: coordinate, ratingCount: fc.integer({ min: 1, max: 900 }) }),
  { minLength: 1, maxLength: 80 },
);
const size = { width: 800, height: 600 };

describe('the film under the pointer', () => {
  test('is the one that a search through all films finds', () => {
    fc.assert(
      fc.property(films, coordinate, coordinate, (all, x, y) => {
        const chart = chartOf(all);
        const radiusOf = (i: number) => chart.ratingCount[i] / 10_000;
        const options = { reach: 0.1, radiusOf, largest: radiusOf(0) };
        const hits = [...chart.movieId.keys()]
          .map((i) => {
            const middle = Math.hypot(chart.x[i] - x, chart.y[i] - y);
            return { i, middle, edge: Math.max(0, middle - radiusOf(i)) };
          })
          .filter(({ edge }) => edge <= options.reach)
          .sort((a, b) => a.edge - b.edge || a.middle - b.middle || a.i - b.i);
        expect(filmAt(filmTree(chart), chart, { x, y }, options)).toBe(hits[0]?.i);
      }),
    );
  });

  test('is the better known of two in the same place', () => {
    const chart = chartOf([
      { x: 0, y: 0, ratingCount: 2 },
      { x: 0, y: 0, ratingCount: 50 },
    ]);
    const at = filmAt(
      filmTree(chart),
      chart,
      { x: 0.01, y: 0 },
      { reach: 0.1, radiusOf: () => 0, largest: 0 },
    );
    expect(at === undefined ? at : chart.movieId[at]).toBe(2);
  });

  test('is none where nothing is within reach', () => {
    const chart = chartOf([{ x: 0.5, y: 0.5 }]);
    const options = { reach: 0.1, radiusOf: () => 0.01, largest: 0.01 };
    expect(filmAt(filmTree(chart), chart, { x: 0, y: 0 }, options)).toBeUndefined();
  });
});

describe('the film in the middle of the view', () => {
  const known = Array.from({ length: 70 }, (_, i) => ({ x: 0.2, y: i / 200, ratingCount: 100 }));
  const chosen = (x: number) => {
    const chart = chartOf([...known, { x, y: 0, ratingCount: 1 }]);
    const view = viewAt({ x: 0, y: 0 }, 400, size);
    const index = filmInMiddle(filmTree(chart), chart, view, size, 8);
    const [first] = nearestToCentre(chart, view, size);
    return { movieId: chart.movieId[index ?? NaN], firstOfList: chart.movieId[first] };
  };

  test('is the one under the crosshair, also one that is too little known for the list', () => {
    // Seven pixels from the middle.
    const { movieId, firstOfList } = chosen(7 / 400);
    expect(movieId).toBe(71);
    expect(firstOfList).toBe(1);
  });

  test('is the first of the list where nothing lies under the crosshair', () => {
    const { movieId, firstOfList } = chosen(9 / 400);
    expect(movieId).toBe(firstOfList);
  });

  test('is none where no film is in view', () => {
    const chart = chartOf([{ x: 0.9, y: 0 }]);
    const view = viewAt({ x: 0, y: 0 }, 4000, size);
    expect(filmInMiddle(filmTree(chart), chart, view, size, 8)).toBeUndefined();
  });
});

describe('the list around the middle', () => {
  test('begins with the nearest film and goes outwards', () => {
    const chart = chartOf([
      { x: 0.3, y: 0 },
      { x: 0.1, y: 0 },
      { x: 0.2, y: 0 },
    ]);
    const view = viewAt({ x: 0, y: 0 }, 400, size);
    const listed = nearestToCentre(chart, view, size);
    expect(listed.map((i) => chart.movieId[i])).toEqual([2, 3, 1]);
  });

  test('leaves out films that are not in view', () => {
    const chart = chartOf([
      { x: 0.9, y: 0 },
      { x: 0.02, y: 0 },
    ]);
    const view = viewAt({ x: 0, y: 0 }, 4000, size);
    const listed = nearestToCentre(chart, view, size);
    expect(listed.map((i) => chart.movieId[i])).toEqual([2]);
  });

  test('lists well-known films from afar, and every film close up', () => {
    const known = Array.from({ length: 60 }, (_, i) => ({ x: 0.5, y: i / 100, ratingCount: 100 }));
    const chart = chartOf([{ x: 0, y: 0, ratingCount: 1 }, ...known]);
    const listed = (k: number) =>
      nearestToCentre(chart, viewAt({ x: 0, y: 0 }, k, size), size).map((i) => chart.movieId[i]);
    expect(listed(300)).not.toContain(1);
    expect(listed(3000)).toEqual([1]);
  });
});
