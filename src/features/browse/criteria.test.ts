import { describe, expect, test } from 'vitest';
import { BROWSE } from '../../state/routes';
import { isNarrowed, sortOf, sortOptions, withYears, yearOptions, yearsInWords } from './criteria';

describe('the order', () => {
  test('is the best match of a search, and what most people rated without one', () => {
    expect(sortOf({ ...BROWSE, query: 'heat' })).toBe('match');
    expect(sortOf(BROWSE)).toBe('popularity');
    expect(sortOf({ ...BROWSE, query: '   ' })).toBe('popularity');
  });

  test('is the one that was chosen, in a search too', () => {
    expect(sortOf({ ...BROWSE, query: 'heat', sort: 'year' })).toBe('year');
    expect(sortOf({ ...BROWSE, sort: 'predicted' })).toBe('predicted');
  });

  test('by best match is neither offered nor kept without a search', () => {
    expect(sortOf({ ...BROWSE, sort: 'match' })).toBe('popularity');
    expect(sortOptions(BROWSE).map(({ value }) => value)).not.toContain('match');
    expect(sortOptions({ ...BROWSE, query: 'heat' }).at(0)?.value).toBe('match');
  });
});

describe('the range of years', () => {
  test('never becomes empty: the other end gives way', () => {
    const nineties = { ...BROWSE, fromYear: 1990, toYear: 1999 };
    expect(withYears(nineties, { fromYear: 2010 })).toMatchObject({ fromYear: 2010, toYear: 2019 });
    expect(withYears(nineties, { toYear: 1959 })).toMatchObject({ fromYear: 1950, toYear: 1959 });
    expect(withYears(nineties, { toYear: 2009 })).toMatchObject({ fromYear: 1990, toYear: 2009 });
    expect(withYears(nineties, { fromYear: null })).toMatchObject({ fromYear: null, toYear: 1999 });
  });

  test('offers decades, latest first, by their first or their last year', () => {
    const values = (end: 'from' | 'to') =>
      yearOptions(end, [1987, 2012], null).map(({ value, label }) => [value, label]);
    expect(values('from')).toEqual([
      ['', 'any year'],
      ['2010', '2010s'],
      ['2000', '2000s'],
      ['1990', '1990s'],
      ['1980', '1980s'],
    ]);
    expect(values('to').at(1)).toEqual(['2019', '2010s']);
  });

  test('keeps a year that a link brought, in its place', () => {
    const options = yearOptions('from', [1990, 2009], 1995);
    expect(options.map(({ label }) => label)).toEqual(['any year', '2000s', '1995', '1990s']);
  });

  test.each([
    [null, null, null],
    [1990, 1999, 'the 1990s'],
    [1995, 1995, '1995'],
    [1970, 1989, '1970 to 1989'],
    [1995, 1999, '1995 to 1999'],
    [1990, null, '1990 or later'],
    [null, 1939, '1939 or earlier'],
  ])('from %s to %s reads %s', (fromYear, toYear, words) => {
    expect(yearsInWords({ ...BROWSE, fromYear, toYear })).toBe(words);
  });
});

test('a search and an order narrow nothing; everything else does', () => {
  expect(isNarrowed({ ...BROWSE, query: 'heat', sort: 'year' })).toBe(false);
  expect(isNarrowed({ ...BROWSE, genres: ['War'] })).toBe(true);
  expect(isNarrowed({ ...BROWSE, toYear: 1950 })).toBe(true);
  expect(isNarrowed({ ...BROWSE, hideSeen: true })).toBe(true);
});
