import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BROWSE,
  BROWSE_SORTS,
  FILM_LISTS,
  FILM_SORTS,
  FILMS,
  formatRoute,
  pageKey,
  parseRoute,
  type Route,
} from './routes';

const text = fc.string({ unit: 'grapheme' });
const year = fc.option(fc.integer({ min: 1870, max: 2100 }));
const route: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>(
    { name: 'for-you' },
    { name: 'map' },
    { name: 'model' },
    { name: 'about' },
  ),
  fc.record({
    name: fc.constant('browse' as const),
    query: text,
    genres: fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 })),
    fromYear: year,
    toYear: year,
    hideSeen: fc.boolean(),
    sort: fc.option(fc.constantFrom(...BROWSE_SORTS)),
  }),
  fc.record({ name: fc.constant('map' as const), movie: fc.integer({ min: 1, max: 999_999_999 }) }),
  fc.record({ name: fc.constant('movie' as const), id: fc.integer({ min: 1, max: 999_999_999 }) }),
  fc.record({
    name: fc.constant('films' as const),
    list: fc.constantFrom(...FILM_LISTS),
    sort: fc.constantFrom(...FILM_SORTS),
  }),
);

describe('an address', () => {
  it('is read as the route that it was made from', () => {
    fc.assert(
      fc.property(route, (made) => {
        expect(parseRoute(formatRoute(made))).toEqual(made);
      }),
    );
  });

  it.each([
    ['', { name: 'for-you' }],
    ['#', { name: 'for-you' }],
    ['#/', { name: 'for-you' }],
    ['#/browse', BROWSE],
    [
      '#/browse?q=heat+2&genre=Crime&genre=Drama',
      { ...BROWSE, query: 'heat 2', genres: ['Crime', 'Drama'] },
    ],
    ['#/movie/318', { name: 'movie', id: 318 }],
    ['#/films?list=watchlist', { ...FILMS, list: 'watchlist' }],
    ['#/map?movie=318', { name: 'map', movie: 318 }],
    ['#/map?movie=everything', { name: 'map' }],
  ])('%s shows the page that a person would expect', (hash, expected) => {
    expect(parseRoute(hash)).toEqual(expected);
  });

  it('leaves defaults out', () => {
    expect(formatRoute(BROWSE)).toBe('#/browse');
    expect(formatRoute(FILMS)).toBe('#/films');
  });

  it.each([
    '#/movie/',
    '#/movie/0',
    '#/movie/-1',
    '#/movie/1.5',
    '#/movie/1e3',
    '#/movie/9999999999',
    '#/movie/318/cast',
    '#/nowhere',
    '#//',
    '#/Browse',
  ])('%s is not found', (hash) => {
    expect(parseRoute(hash)).toEqual({ name: 'not-found', path: hash.slice(1) });
  });

  it('with an illegal query value uses the default of that value only', () => {
    expect(parseRoute('#/browse?sort=best&genre=&genre=War&genre=War&q=x')).toEqual({
      ...BROWSE,
      query: 'x',
      genres: ['War'],
    });
    expect(parseRoute('#/films?list=seen&sort=rating')).toEqual({ ...FILMS, sort: 'rating' });
  });

  it('never throws, whatever is in it', () => {
    fc.assert(
      fc.property(text, (garbage) => {
        expect(parseRoute(`#/${garbage}`)).toHaveProperty('name');
      }),
    );
    expect(parseRoute('#/browse?q=%E0%A4%A')).toMatchObject({ name: 'browse' });
  });
});

describe('the key of a page', () => {
  it('stays when only the query changes, and differs between two films', () => {
    expect(pageKey({ ...BROWSE, query: 'a' })).toBe(pageKey(BROWSE));
    expect(pageKey({ name: 'movie', id: 1 })).not.toBe(pageKey({ name: 'movie', id: 2 }));
  });
});
