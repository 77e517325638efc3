import { expect, test } from 'vitest';
import { continued } from './questionOrder';

test('what has been in the row stays in front, and nothing is asked twice', () => {
  expect(continued([7, 3], [3, 9, 7, 1])).toEqual([7, 3, 9, 1]);
});

test('the row keeps what it has when there is nothing new to ask', () => {
  expect(continued([7, 3], [])).toEqual([7, 3]);
  expect(continued([], [])).toEqual([]);
});
