import { expect, test } from 'vitest';
import { decadeLabel, decadeOf, decadesBetween, titleWithYear, yearLabel } from './years';

test('a year belongs to the decade it starts with', () => {
  expect(decadeOf(1980)).toBe(1980);
  expect(decadeOf(1989)).toBe(1980);
  expect(decadeLabel(decadeOf(2001))).toBe('2000s');
});

test('decades between two years include both ends', () => {
  expect(decadesBetween(1978, 2001)).toEqual([1970, 1980, 1990, 2000]);
  expect(decadesBetween(1995, 1995)).toEqual([1990]);
  expect(decadesBetween(2001, 1978)).toEqual([]);
});

test('an unknown year is said, and not printed after a title', () => {
  expect(yearLabel(null)).toBe('year unknown');
  expect(titleWithYear({ title: 'Heat', year: 1995 })).toBe('Heat (1995)');
  expect(titleWithYear({ title: 'Heat', year: null })).toBe('Heat');
});
