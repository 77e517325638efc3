import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyOf, toInteractions } from './interactions';
import { sampleNegatives, sampleUnrated } from './negatives';
import { createRandom } from './random';
import { ratingColumns } from '../testing/ratingRows';
import type { RatingRow } from '../testing/ratingRows';

const movieCount = 15;
const rated = fc.subarray(Array.from({ length: movieCount }, (_, movie) => movie));

describe('sampleUnrated', () => {
  it('draws different movies, none of them rated, as many as asked for or as there are', () => {
    fc.assert(
      fc.property(rated, fc.nat({ max: 20 }), fc.integer(), (movies, count, seed) => {
        const drawn = sampleUnrated(Int32Array.from(movies), movieCount, count, createRandom(seed));
        expect(drawn).toHaveLength(Math.min(count, movieCount - movies.length));
        expect(new Set(drawn).size).toBe(drawn.length);
        for (const movie of drawn) {
          expect(movies).not.toContain(movie);
          expect(movie).toBeGreaterThanOrEqual(0);
          expect(movie).toBeLessThan(movieCount);
        }
      }),
    );
  });

  it('finds the one unrated movie among a hundred thousand', () => {
    const all = Int32Array.from({ length: 100_000 }, (_, movie) => movie);
    const butOne = all.filter((movie) => movie !== 77_777);
    const random = createRandom(1);
    for (let round = 0; round < 100; round++) {
      expect([...sampleUnrated(butOne, all.length, 4, random)]).toEqual([77_777]);
    }
    expect(sampleUnrated(all, all.length, 4, random)).toHaveLength(0);
  });

  it('draws every unrated movie equally often', () => {
    const random = createRandom(2);
    const counts = new Map<number, number>();
    const rounds = 12_000;
    for (let round = 0; round < rounds; round++) {
      for (const movie of sampleUnrated(Int32Array.of(0, 3, 4, 9), 10, 2, random)) {
        counts.set(movie, (counts.get(movie) ?? 0) + 1);
      }
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 5, 6, 7, 8]);
    const expected = (rounds * 2) / 6;
    for (const count of counts.values()) expect(Math.abs(count / expected - 1)).toBeLessThan(0.06);
  });
});

describe('sampleNegatives', () => {
  const rows: RatingRow[] = [
    [1, 0, 5, 0],
    [1, 1, 5, 0],
    [2, 3, 5, 0],
    ...[0, 1, 2, 3].map((movie): RatingRow => [3, movie, 5, 0]),
    ...[0, 1, 2, 3, 4].map((movie): RatingRow => [4, movie, 5, 0]),
  ];
  const { interactions } = toInteractions(ratingColumns(rows), Int32Array.of(0, 1, 2, 3, 4));

  it('draws four for each rating, fewer only where fewer movies are unrated', () => {
    const { users, movies } = sampleNegatives(interactions, createRandom(3));
    const perUser = [0, 1, 2, 3].map((user) => users.filter((u) => u === user).length);
    // Three, four, one and no unrated movies for 2, 1, 4 and 5 ratings.
    expect(perUser).toEqual([2 * 3, 1 * 4, 4 * 1, 0]);
    users.forEach((user, i) => {
      expect(historyOf(interactions, user).movies).not.toContain(movies[i]);
    });
  });

  it('takes another ratio, and repeats itself for the same seed', () => {
    const draw = (seed: number) => sampleNegatives(interactions, createRandom(seed), 1);
    expect(draw(3).users).toHaveLength(2 + 1 + 4);
    expect(draw(3)).toEqual(draw(3));
  });
});
