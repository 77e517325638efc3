import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createProjection, weightedQuantiles } from './projection';

/** A crowd in the middle and a few far away, as layouts are. */
const places = Array.from({ length: 2000 }, (_, i) => {
  const angle = i * 2.399963;
  const radius = i < 1900 ? 0.05 * Math.sqrt(i / 1900) : 0.05 + 0.45 * ((i - 1900) / 100);
  return { x: 0.5 + radius * Math.cos(angle), y: 0.5 + radius * Math.sin(angle) };
});
const x = places.map((place) => place.x);
const y = places.map((place) => place.y);
const project = createProjection(x, y, new Float32Array(places.length).fill(1));
const radiusOf = (place: { x: number; y: number }) => Math.hypot(place.x, place.y);

describe('the projection', () => {
  test('keeps every film inside the disc, with the crowd spread over most of it', () => {
    const radii = places.map((place) => radiusOf(project(place))).sort((a, b) => a - b);
    expect(radii.at(-1)).toBeLessThanOrEqual(1);
    // The crowd fills a tenth of the layout's radius, and holds half of the films within 0.7 of that.
    expect(radii[1000]).toBeGreaterThan(0.45);
    expect(radii[1000]).toBeLessThan(0.75);
  });

  test('keeps the order of distances from the middle', () => {
    const along = Array.from({ length: 200 }, (_, i) =>
      radiusOf(project({ x: 0.5 + (0.499 * i) / 199, y: 0.5 })),
    );
    for (let i = 1; i < along.length; i += 1) expect(along[i]).toBeGreaterThanOrEqual(along[i - 1]);
    expect(along[199]).toBeGreaterThan(along[0]);
  });

  test('keeps directions from the middle', () => {
    const middle = { x: 0.5, y: 0.5 };
    const east = project({ x: middle.x + 0.03, y: middle.y });
    const south = project({ x: middle.x, y: middle.y + 0.03 });
    expect(east.x).toBeGreaterThan(0);
    expect(Math.abs(east.y)).toBeLessThan(0.1);
    expect(south.y).toBeGreaterThan(0);
    expect(Math.abs(south.x)).toBeLessThan(0.1);
  });

  test('puts a place beyond the last film on the rim', () => {
    expect(radiusOf(project({ x: 40, y: -3 }))).toBeCloseTo(1, 10);
  });

  test('holds for no film, for one film and for films in one place', () => {
    expect(createProjection([], [], [])({ x: 0.3, y: 0.9 })).toEqual({ x: 0, y: 0 });
    expect(createProjection([0.4], [0.4], [1])({ x: 0.4, y: 0.4 })).toEqual({ x: 0, y: 0 });
    const same = createProjection([0.2, 0.2, 0.2], [0.7, 0.7, 0.7], [1, 1, 1]);
    expect(same({ x: 0.2, y: 0.7 })).toEqual({ x: 0, y: 0 });
  });
});

test('weighted quantiles are those of a list in which each value stands as often as it weighs', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ value: fc.integer(), weight: fc.integer({ min: 0, max: 5 }) }), {
        minLength: 1,
      }),
      fc.integer({ min: 1, max: 10 }),
      (items, tenths) => {
        const spread = items
          .flatMap(({ value, weight }) => Array<number>(weight).fill(value))
          .sort((a, b) => a - b);
        fc.pre(spread.length > 0);
        const [quantile] = weightedQuantiles(
          items.map(({ value }) => value),
          items.map(({ weight }) => weight),
          [tenths / 10],
        );
        expect(quantile).toBe(spread[Math.ceil((tenths / 10) * spread.length - 1e-9) - 1]);
      },
    ),
  );
});
