import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowMask, type FilterSpec } from './filter';

const DRAMA = 1;
const COMEDY = 2;
const WAR = 4;
const columns = {
  genres: Int32Array.from([DRAMA, DRAMA | COMEDY, WAR, 0, COMEDY]),
  year: Int16Array.from([1990, 2000, 2010, 2000, 0]),
};
const OPEN: FilterSpec = { exclude: [], anyGenre: 0, fromYear: null, toYear: null };

const allowed = (spec: Partial<FilterSpec>): number[] =>
  Array.from(allowMask(columns, { ...OPEN, ...spec }));

describe('the filter of a search', () => {
  it('lets everything through without a constraint, movies without year or genre as well', () => {
    expect(allowed({})).toEqual([1, 1, 1, 1, 1]);
  });

  it('wants any one of the genres', () => {
    expect(allowed({ anyGenre: COMEDY })).toEqual([0, 1, 0, 0, 1]);
    expect(allowed({ anyGenre: COMEDY | WAR })).toEqual([0, 1, 1, 0, 1]);
  });

  it('includes both ends of the years, and no movie without a year', () => {
    expect(allowed({ fromYear: 2000 })).toEqual([0, 1, 1, 1, 0]);
    expect(allowed({ toYear: 2000 })).toEqual([1, 1, 0, 1, 0]);
    expect(allowed({ fromYear: 2000, toYear: 2000 })).toEqual([0, 1, 0, 1, 0]);
    expect(allowed({ fromYear: 2001, toYear: 1999 })).toEqual([0, 0, 0, 0, 0]);
  });

  it('excludes the movies named, and ignores indices that are no movie', () => {
    expect(allowed({ exclude: [0, 3, 99, -1] })).toEqual([0, 1, 1, 0, 1]);
  });

  it('joins its constraints with and', () => {
    const genre = fc.integer({ min: 0, max: 7 });
    const year = fc.option(fc.integer({ min: 1985, max: 2015 }));
    const exclude = fc.uniqueArray(fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(genre, year, year, exclude, (anyGenre, fromYear, toYear, excluded) => {
        const whole = allowed({ anyGenre, fromYear, toYear, exclude: excluded });
        const parts = [allowed({ anyGenre }), allowed({ fromYear, toYear })];
        const expected = parts[0].map((genreAllows, movie) =>
          genreAllows && parts[1][movie] && !excluded.includes(movie) ? 1 : 0,
        );
        expect(whole).toEqual(expected);
      }),
    );
  });
});
