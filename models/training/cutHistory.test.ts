import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { LIKED_FROM_HALF_STARS } from '../shapes';
import { exampleHistory } from '../testing/examples';
import { cutHistory } from './cutHistory';

const history = exampleHistory(400, 60);
const POOL = 48;

const halfStarsOf = (movie: number): number => history.halfStars[history.movies.indexOf(movie)];

const ascending = (movies: Iterable<number>): number[] => [...movies].sort((a, b) => a - b);

describe('a history that is cut', () => {
  it('falls into a pool of four fifths, of which some is given, and the rest', () => {
    const random = createRandom(3);
    for (let i = 0; i < 50; i++) {
      const { given, known, rest } = cutHistory(history, random);
      expect(ascending([...known, ...rest.movies])).toEqual(Array.from(history.movies));
      expect(known).toHaveLength(POOL);
      expect(given.movies.every((movie) => known.includes(movie))).toBe(true);
      expect(Array.from(given.movies)).toEqual(ascending(given.movies));
      for (const part of [given, rest]) {
        part.movies.forEach((movie, h) => expect(part.halfStars[h]).toBe(halfStarsOf(movie)));
      }
    }
  });

  it('is often given as a whole pool, and often as very few ratings', () => {
    const random = createRandom(4);
    const cuts = Array.from({ length: 400 }, () => cutHistory(history, random));
    const shareOf = (isIt: (given: number) => boolean): number =>
      cuts.filter(({ given }) => isIt(given.movies.length)).length / cuts.length;
    expect(shareOf((size) => size === POOL)).toBeGreaterThan(0.3);
    expect(shareOf((size) => size <= 3)).toBeGreaterThan(0.1);
    expect(shareOf((size) => size > 3 && size < POOL)).toBeGreaterThan(0.2);
  });

  it('leaves the likes of the rest to be found, or all of it where every rating is relevant', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { relevant, rest } = cutHistory(history, createRandom(seed));
      const likes = rest.movies.filter((movie) => halfStarsOf(movie) >= LIKED_FROM_HALF_STARS);
      expect(likes.length).toBeLessThan(rest.movies.length);
      expect(Array.from(relevant)).toEqual(Array.from(likes));
      const watched = cutHistory(history, createRandom(seed), 1);
      expect(watched.rest).toEqual(rest);
      expect(watched.relevant).toEqual(rest.movies);
    }
  });
});
