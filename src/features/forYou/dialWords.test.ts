import { expect, test } from 'vitest';
import { diversityInWords, orderInWords, popularityInWords } from './dialWords';

test('a dial is said in words that need no scale', () => {
  expect(diversityInWords(0)).toBe('as ranked');
  expect(diversityInWords(0.35)).toBe('35 % wider');
  expect(popularityInWords(0)).toBe('as ranked');
  expect(popularityInWords(-0.6)).toBe('60 % more obscure');
  expect(popularityInWords(1)).toBe('100 % more mainstream');
});

test('the shelf says what its order is about', () => {
  const words = (diversity: number, popularity: number) => orderInWords({ diversity, popularity });
  expect(words(0, 0)).toBe('Nearest to your taste first');
  expect(words(0.5, 0)).toBe('Near your taste, further apart');
  expect(words(0, 0.1)).toBe('Near your taste, better known');
  expect(words(1, -1)).toBe('Near your taste, further apart and less known');
});
