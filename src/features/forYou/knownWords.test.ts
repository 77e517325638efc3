import { expect, test } from 'vitest';
import { knownWords } from './knownWords';

test('somebody without ratings is not known at all, and one rating is hardly more', () => {
  expect(knownWords(0)).toBe('not at all yet');
  expect(knownWords(0.02)).toBe('barely');
});

test('the words rise with what is known', () => {
  expect([0.1, 0.3, 0.6, 0.9, 1].map(knownWords)).toEqual([
    'a little',
    'fairly well',
    'well',
    'very well',
    'very well',
  ]);
});
