import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MovieInteractions } from '../dataset/interactions';
import {
  audienceDistance,
  calibrationKl,
  exposureFigures,
  genreDistance,
  genreDistribution,
  genreMasks,
  giniIndex,
  intraListDiversity,
  listFigures,
  popularityPercentiles,
} from './beyondAccuracy';

const A = 1;
const B = 2;
const C = 4;
/** Movie 4 has no genre. */
const genres = Int32Array.of(A, A | B, B, B | C, 0);
/** Who of four people rated each of the five movies; nobody rated the last. */
const ratedBy = [[0, 1, 2, 3], [0, 1], [1, 2], [3], []];
const raters: MovieInteractions = {
  userCount: 4,
  movieCount: 5,
  offsets: Int32Array.of(0, 4, 6, 8, 9, 9),
  users: Int32Array.from(ratedBy.flat()),
  halfStars: new Uint8Array(9).fill(8),
};

describe('genre masks', () => {
  it('give each name a bit of its own', () => {
    const masks = genreMasks([{ genres: ['x', 'y'] }, { genres: [] }, { genres: ['y', 'z'] }]);
    expect(Array.from(masks)).toEqual([1 | 2, 0, 2 | 4]);
  });

  it('refuse more genres than bits', () => {
    const many = Array.from({ length: 32 }, (_, i) => ({ genres: [`genre ${i}`] }));
    expect(() => genreMasks(many)).toThrow(RangeError);
    expect(genreMasks(many.slice(1))).toHaveLength(31);
  });
});

describe('the diversity of a list', () => {
  it('by genre is the mean over pairs of one minus Jaccard', () => {
    // Pairs: {A},{A,B} 1/2; {A},{B,C} 1; {A,B},{B,C} 2/3.
    expect(intraListDiversity([0, 1, 3], genreDistance(genres))).toBeCloseTo((0.5 + 1 + 2 / 3) / 3);
    expect(genreDistance(genres)(4, 4)).toBe(0);
    expect(genreDistance(genres)(4, 0)).toBe(1);
  });

  it('by audience is the mean over pairs of one minus cosine', () => {
    const distance = audienceDistance(raters);
    expect(distance(0, 1)).toBeCloseTo(1 - 2 / Math.sqrt(8));
    expect(distance(1, 2)).toBeCloseTo(1 - 1 / 2);
    expect(distance(1, 3)).toBe(1);
    expect(distance(0, 0)).toBeCloseTo(0);
    expect(distance(0, 4)).toBe(1);
  });

  it('is 0 for one movie', () => {
    expect(intraListDiversity([3], () => 1)).toBe(0);
    expect(intraListDiversity([], () => 1)).toBe(0);
  });
});

describe('genre calibration', () => {
  it('spreads each movie evenly over its genres, by weight', () => {
    const shares = genreDistribution(genres, [0, 1, 4], [3, 2, 100]);
    expect(Array.from(shares.subarray(0, 3))).toEqual([4 / 5, 1 / 5, 0]);
    expect(genreDistribution(genres, [4]).every((share) => share === 0)).toBe(true);
  });

  it('is the Kullback-Leibler divergence calculated by hand', () => {
    const wanted = genreDistribution(genres, [1]);
    expect(calibrationKl(wanted, genreDistribution(genres, [1, 1]))).toBeCloseTo(0, 12);
    // The list is all A: q̃(A) = .99 + .005, q̃(B) = .005.
    const byHand = 0.5 * Math.log(0.5 / 0.995) + 0.5 * Math.log(0.5 / 0.005);
    expect(calibrationKl(wanted, genreDistribution(genres, [0]))).toBeCloseTo(byHand, 12);
  });

  it('is never negative, and 0 only for equal distributions', () => {
    const movies = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(movies, movies, (history, list) => {
        const wanted = genreDistribution(genres, history);
        const listed = genreDistribution(genres, list);
        const divergence = calibrationKl(wanted, listed);
        const gap = Math.max(...wanted.map((share, g) => Math.abs(share - listed[g])));
        if (gap < 1e-12) expect(divergence).toBeCloseTo(0, 12);
        else expect(divergence).toBeGreaterThan(0);
      }),
    );
  });
});

describe('popularity percentiles', () => {
  it('rank the movies from 0 to 1, ties in the middle', () => {
    expect(Array.from(popularityPercentiles([5, 0, 9, 5, 7]))).toEqual([0.375, 0, 1, 0.375, 0.75]);
    expect(Array.from(popularityPercentiles([3]))).toEqual([0]);
  });
});

describe('the Gini index', () => {
  it('is half the relative mean absolute difference', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, (values) => {
        const n = values.length;
        const total = values.reduce((a, b) => a + b, 0);
        const gaps = values.flatMap((a) => values.map((b) => Math.abs(a - b)));
        const expected = total === 0 ? 0 : gaps.reduce((a, b) => a + b, 0) / (2 * n * total);
        expect(giniIndex(values)).toBeCloseTo(expected, 12);
      }),
    );
  });
});

describe('many lists together', () => {
  it('cover the movies that any of them names', () => {
    // Listed 2, 1, 1, 0 times: Σ(2i − n − 1)x over ascending = −1 + 1 + 6 over 4 · 4.
    expect(exposureFigures([[0, 1], Int32Array.of(0, 2)], 4)).toEqual({
      coverage: 0.75,
      gini: 6 / 16,
    });
  });
});

describe('one list', () => {
  it('has every figure that the parts give by hand', () => {
    const percentiles = popularityPercentiles(ratedBy.map((users) => users.length));
    const history = { movies: Int32Array.of(0), halfStars: [10] };
    const figures = listFigures([0, 3], history, { genres, raters, percentiles });
    expect(figures.genreDiversity).toBe(1);
    expect(figures.audienceDiversity).toBeCloseTo(1 - 1 / 2);
    expect(figures.calibrationKl).toBeCloseTo(-Math.log(0.99 * 0.5 + 0.01), 12);
    expect(figures.popularityPercentile).toBeCloseTo((1 + 0.25) / 2);
    // Movie 0 was rated by everybody (0 bits), movie 3 by one in four (2 bits).
    expect(figures.novelty).toBe(1);
  });
});
