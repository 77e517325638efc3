import fc from 'fast-check';
import { expect, test } from 'vitest';
import { colouringOf } from './colouring';
import { colourBatches, dotGrowth, dotRadius, plainRadii, TIERS } from './dots';
import { chartOf } from './testing/charts';

test('every film is in exactly one batch, with the films of its colour', () => {
  const film = fc.record({
    x: fc.constant(0),
    y: fc.constant(0),
    ratingCount: fc.integer({ min: 1, max: 2000 }),
  });
  fc.assert(
    fc.property(fc.array(film, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (films, n) => {
      const chart = chartOf(films);
      const classOf = Uint8Array.from(chart.movieId, (movieId) => movieId % n);
      const batches = colourBatches(chart, classOf);
      const all = batches.flatMap(({ indices }) => [...indices]).sort((a, b) => a - b);
      expect(all).toEqual(films.map((_, i) => i));
      for (const { colour, indices } of batches) {
        expect([...indices].every((i) => classOf[i] === colour)).toBe(true);
      }
    }),
  );
});

test('bright films are painted first, so that no small dot lies under a large one', () => {
  const chart = chartOf([1, 500, 20, 2, 90].map((ratingCount) => ({ x: 0, y: 0, ratingCount })));
  const tiers = colourBatches(chart, Uint8Array.of(0, 1, 0, 1, 0)).map(({ tier }) => tier);
  const ranks = tiers.map((tier) => TIERS.indexOf(tier));
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  expect(new Set(tiers)).toEqual(new Set(TIERS));
});

test('a dot grows with ratings and with the zoom, but not without end', () => {
  expect(dotRadius(1000, 400)).toBeGreaterThan(dotRadius(10, 400));
  expect(dotRadius(10, 2000)).toBeGreaterThan(dotRadius(10, 400));
  expect(dotGrowth(400)).toBe(1);
  expect(dotGrowth(1e9)).toBe(dotGrowth(1e12));
});

test('a film with a rating of one’s own can be found when colours say ratings', () => {
  const chart = chartOf([
    { x: 0, y: 0 },
    { x: 0, y: 0 },
  ]);
  const colouring = colouringOf(chart, 'rating', [{ movieId: 2, halfStars: 9 }]);
  const [unrated, rated] = plainRadii(chart, colouring);
  expect(rated).toBeGreaterThan(2 * unrated);
});
