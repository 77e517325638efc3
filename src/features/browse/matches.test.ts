import { describe, expect, test } from 'vitest';
import type { Movie } from '../../domain/movie';
import { BROWSE } from '../../state/routes';
import { byStars, inOrder, narrowed } from './matches';

function film(id: number, title: string, facts: Partial<Movie> = {}): Movie {
  return {
    id,
    title,
    alternateTitle: '',
    year: 1990,
    genres: ['Drama'],
    imdbId: null,
    tmdbId: null,
    ratingCount: 0,
    ratingMean: null,
    place: null,
    ...facts,
  };
}

const FILMS = [
  film(1, 'The Zulu', { genres: ['War', 'Drama'], year: 1964, ratingCount: 5, ratingMean: 3.5 }),
  film(2, 'Été', { genres: ['Comedy'], year: null }),
  film(3, 'Zodiac', { genres: ['Crime'], year: 2007, ratingCount: 90, ratingMean: 3.9 }),
  film(4, 'A Bug’s Life', { genres: [], year: 1998, ratingCount: 50, ratingMean: 3.9 }),
];
const ids = (films: readonly Movie[]) => films.map(({ id }) => id);
const nobody = () => false;

describe('narrowing what a search found', () => {
  test('without filters keeps everything, in order', () => {
    expect(ids(narrowed(FILMS, BROWSE, nobody))).toEqual([1, 2, 3, 4]);
  });

  test('keeps films of any of the genres', () => {
    expect(ids(narrowed(FILMS, { ...BROWSE, genres: ['Crime', 'War'] }, nobody))).toEqual([1, 3]);
  });

  test('takes both ends of the years, and leaves out films without one', () => {
    const years = { ...BROWSE, fromYear: 1964, toYear: 1998 };
    expect(ids(narrowed(FILMS, years, nobody))).toEqual([1, 4]);
    expect(ids(narrowed(FILMS, { ...BROWSE, fromYear: 1999 }, nobody))).toEqual([3]);
  });

  test('hides what was rated only when asked to', () => {
    const isSeen = (id: number) => id === 3;
    expect(ids(narrowed(FILMS, { ...BROWSE, hideSeen: true }, isSeen))).toEqual([1, 2, 4]);
    expect(ids(narrowed(FILMS, BROWSE, isSeen))).toEqual([1, 2, 3, 4]);
  });
});

describe('the order of what a search found', () => {
  test.each([
    ['match', [1, 2, 3, 4]],
    ['popularity', [3, 4, 1, 2]],
    ['rating', [3, 4, 1, 2]],
    ['year', [3, 4, 1, 2]],
    ['title', [4, 2, 3, 1]],
  ] as const)('by %s', (sort, expected) => {
    expect(ids(inOrder(FILMS, sort))).toEqual(expected);
  });

  test('by predicted stars puts films without a prediction last, in their own order', () => {
    const stars = new Map([
      [4, 2.5],
      [2, 4.1],
    ]);
    expect(byStars([1, 2, 3, 4], stars)).toEqual([2, 4, 1, 3]);
  });
});
