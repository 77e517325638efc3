import { expect, test } from 'vitest';
import { formatDay, isoDay } from './dates';
import { surpriseInWords } from './surprise';

test('a day is written short, and an unknown one is not 1970', () => {
  const noon = new Date(2026, 3, 3, 12).getTime();
  expect(formatDay(noon)).toBe('3 Apr 2026');
  expect(isoDay(Date.UTC(2026, 3, 3, 12))).toBe('2026-04-03');
  expect(formatDay(0)).toBe('date unknown');
  expect(formatDay(null)).toBe('date unknown');
  expect(isoDay(0)).toBeUndefined();
});

test('the model speaks up only where it is a star off or more', () => {
  expect(surpriseInWords(10, 3.94)).toBe('the model would say 3.9');
  expect(surpriseInWords(2, 2)).toBe('the model would say 2.0');
  expect(surpriseInWords(8, 3.1)).toBeNull();
  expect(surpriseInWords(8, undefined)).toBeNull();
});
