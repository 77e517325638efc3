import { expect, test } from 'vitest';
import { counted, formatBytes, formatCount } from './units';

test('bytes are written in the unit a person would use', () => {
  expect(formatBytes(0)).toBe('0 bytes');
  expect(formatBytes(999)).toBe('999 bytes');
  expect(formatBytes(1499)).toBe('1 kB');
  expect(formatBytes(2_345_678)).toBe('2.3 MB');
  expect(formatBytes(10_742_900_000)).toBe('10.7 GB');
});

test('counts have thousands separators and the right number of their noun', () => {
  expect(formatCount(86537)).toBe('86,537');
  expect(counted(1, 'film')).toBe('1 film');
  expect(counted(1200, 'film')).toBe('1,200 films');
  expect(counted(0, 'person', 'people')).toBe('0 people');
});
