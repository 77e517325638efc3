import { describe, expect, it } from 'vitest';
import { genreNamesOf, movieFacts, movieTraits } from './movieFacts';

const movies = [
  { genres: ['War', 'Comedy'], year: 2010 },
  { genres: [], year: null },
  { genres: ['Drama'], year: 1970 },
];
const names = genreNamesOf(movies);

describe('the facts of movies', () => {
  it('name every genre once, in alphabetical order', () => {
    expect(names).toEqual(['Comedy', 'Drama', 'War']);
  });

  it('are bits of genres, and years with 0 where unknown', () => {
    const { genres, genreCount, year } = movieFacts(movies, names);
    expect([...genres]).toEqual([0b101, 0, 0b010]);
    expect([...year]).toEqual([2010, 0, 1970]);
    expect(genreCount).toBe(3);
  });

  it('leave out genres that have no bit', () => {
    expect([...movieFacts(movies, ['War']).genres]).toEqual([1, 0, 0]);
  });
});

describe('the traits of movies', () => {
  const { era, genre, meanGenre } = movieTraits(movieFacts(movies, names));

  it('share a movie among its genres, so that every row has length one or zero', () => {
    const half = Math.SQRT1_2;
    const expected = [half, 0, half, 0, 0, 0, 0, 1, 0];
    genre.forEach((value, at) => expect(value).toBeCloseTo(expected[at], 6));
    [half / 3, 1 / 3, half / 3].forEach((value, g) => expect(meanGenre[g]).toBeCloseTo(value, 6));
  });

  it('count eras of twenty years from 1990, and know nothing of an unknown year', () => {
    expect([...era]).toEqual([1, 0, -1]);
  });
});
