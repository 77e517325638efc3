import { describe, expect, test } from 'vitest';
import { headline, type HeadlineInput } from './headline';
import { genreSharesOf } from './taste';

type Film = HeadlineInput['picks'][number];

/** Roughly the shares among the best-known films. */
const genreShares = new Map([
  ['Drama', 0.45],
  ['Comedy', 0.35],
  ['Thriller', 0.3],
  ['Crime', 0.17],
  ['Romance', 0.18],
  ['Sci-Fi', 0.18],
  ['Western', 0.02],
  ['Film-Noir', 0.02],
  ['Musical', 0.04],
  ['IMAX', 0.08],
]);

const film = (year: number | null, ...genres: string[]): Film => ({ year, genres });
const rated = (halfStars: number, ...films: Film[]) =>
  films.map((movie) => ({ movie: { title: 'Any', ...movie }, halfStars }));
const sentence = (input: Partial<HeadlineInput>) =>
  headline({ rated: [], picks: [], genreShares, ...input });

const noir = [1941, 1944, 1946, 1949].map((year) => film(year, 'Film-Noir', 'Crime'));
const comedies = [1995, 2001, 2004].map((year) => film(year, 'Comedy'));

describe('before there is enough to say', () => {
  test('it says what to do', () => {
    expect(sentence({})).toBe('Rate a few films you know. Every answer moves the shelves below.');
  });

  test('it counts what is missing', () => {
    expect(sentence({ rated: rated(8, ...noir.slice(0, 1)) })).toBe(
      'One rated. Four more, and there is something to say about your taste.',
    );
    expect(sentence({ rated: rated(8, ...noir) })).toBe(
      'Four rated. One more, and there is something to say about your taste.',
    );
  });
});

describe('with five ratings or more', () => {
  test('it names the genres that stand out, and their decade', () => {
    expect(sentence({ rated: [...rated(9, ...noir), ...rated(8, film(1994, 'Drama'))] })).toBe(
      'Film noir and crime of the 1940s.',
    );
  });

  test('a common genre does not win by being common', () => {
    const westerns = [1956, 1966, 1968].map((year) => film(year, 'Western', 'Drama'));
    const dramas = [film(1972, 'Drama')];
    expect(sentence({ rated: rated(9, ...westerns, ...dramas, film(1960, 'Drama')) })).toMatch(
      /^Westerns/,
    );
  });

  test('it says what is liked less, when that was rated twice and clearly lower', () => {
    expect(sentence({ rated: [...rated(9, ...noir), ...rated(3, ...comedies)] })).toBe(
      'Film noir and crime of the 1940s, and little patience for comedy.',
    );
    const once = [...rated(9, ...noir), ...rated(3, ...comedies.slice(0, 1))];
    expect(sentence({ rated: once })).not.toContain('comedy');
  });

  test('it says where the picks lead, when nothing is disliked', () => {
    const picks = Array.from({ length: 12 }, () => film(1950, 'Film-Noir', 'Romance'));
    expect(sentence({ rated: rated(9, ...noir, film(1947, 'Crime')), picks })).toBe(
      'Film noir and crime of the 1940s, and picks that lean to romance.',
    );
  });

  test('it says when the picks are older than everything liked', () => {
    const likes = [1990, 1994, 1995, 1997, 1999].map((year) => film(year, 'Crime'));
    const picks = [film(1955, 'Crime'), film(1962, 'Crime'), film(1994, 'Crime')];
    expect(sentence({ rated: rated(9, ...likes), picks })).toBe(
      'Crime of the 1990s, and picks that reach back to the 1950s.',
    );
  });

  test('two decades are both named, more become a span of years', () => {
    const of = (...years: number[]) => rated(9, ...years.map((year) => film(year, 'Crime')));
    expect(sentence({ rated: of(1981, 1985, 1988, 1991, 1992, 1999) })).toBe(
      'Crime of the 1980s and 1990s.',
    );
    expect(sentence({ rated: of(1941, 1955, 1967, 1974, 1995) })).toBe('Crime, from 1941 to 1995.');
  });

  test('without a genre that stands out it says how wide the taste is', () => {
    const all = [
      film(1941, 'Drama'),
      film(1964, 'Comedy'),
      film(1979, 'Sci-Fi'),
      film(1995, 'Thriller'),
      film(2019, 'Drama'),
    ];
    expect(sentence({ rated: rated(8, ...all) })).toBe(
      'Many kinds of film from 1941 to 2019, drama most often.',
    );
  });

  test('it does not call a film liked that was given three stars', () => {
    expect(sentence({ rated: rated(6, ...noir, ...comedies) })).toBe(
      'None of 7 films pleased you. The search goes on below.',
    );
    expect(sentence({ rated: [...rated(2, ...noir), ...rated(8, film(1999, 'Crime'))] })).toBe(
      'Only one of 5 films pleased you. The search goes on below.',
    );
  });

  test('a format is not a genre, and unknown years are left out', () => {
    const films = Array.from({ length: 5 }, () => film(null, 'IMAX', 'Sci-Fi'));
    expect(sentence({ rated: rated(9, ...films) })).toBe('Science fiction.');
  });
});

test('shares of genres are counted over all films', () => {
  const shares = genreSharesOf([film(1999, 'Drama', 'War'), film(1999, 'Drama')]);
  expect(shares.get('Drama')).toBeCloseTo(1);
  expect(shares.get('War')).toBeCloseTo(0.5);
});
