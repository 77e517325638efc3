import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../models/dataset/random';
import { drawHistory, withoutOne } from './histories';

const MOVIES = 60;

describe('a drawn history', () => {
  const counts = Int32Array.from({ length: MOVIES }, (_, movie) => (movie % 3 === 0 ? 0 : movie));

  it('has different movies in order, none without ratings, and legal ratings', () => {
    const { movies, halfStars } = drawHistory(counts, 30, createRandom(1));
    expect(movies).toHaveLength(30);
    expect(Array.from(movies)).toEqual([...new Set(movies)].sort((a, b) => a - b));
    expect(movies.every((movie) => counts[movie] > 0)).toBe(true);
    expect(Array.from(halfStars).every((x) => Number.isInteger(x) && x >= 1 && x <= 10)).toBe(true);
  });

  it('takes a movie as often as its share of all ratings says', () => {
    const random = createRandom(2);
    const drawn = Array.from(
      { length: 3000 },
      () => drawHistory([1, 3, 0, 6], 1, random).movies[0],
    );
    const share = (movie: number): number => drawn.filter((one) => one === movie).length / 3000;
    // Four standard deviations of a share of 3,000 draws are at most .037.
    expect(Math.abs(share(1) - 0.3)).toBeLessThan(0.037);
    expect(Math.abs(share(3) - 0.6)).toBeLessThan(0.037);
    expect(share(2)).toBe(0);
  });

  it('says so when there are not enough movies', () => {
    expect(() => drawHistory(counts, 41, createRandom(1))).toThrow('Only 40 movies');
  });

  it('loses one rating and keeps the others as they are', () => {
    const history = drawHistory(counts, 12, createRandom(3));
    const before = withoutOne(history, 4);
    expect(before.movies).toHaveLength(11);
    const given = new Map(Array.from(history.movies, (movie, i) => [movie, history.halfStars[i]]));
    before.movies.forEach((movie, i) => expect(before.halfStars[i]).toBe(given.get(movie)));
  });
});
