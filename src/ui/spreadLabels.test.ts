import { expect, test } from 'vitest';
import { spreadLabels } from './spreadLabels';

test('labels with room for all of them stay where they are', () => {
  expect(spreadLabels([80, 10, 40], 15, 0, 100)).toEqual([80, 10, 40]);
});

test('labels that would overlap are moved apart, in the same order', () => {
  expect(spreadLabels([20, 22, 21], 10, 0, 100)).toEqual([20, 40, 30]);
});

test('what would fall off the end pushes the others back', () => {
  expect(spreadLabels([95, 96, 97], 10, 0, 100)).toEqual([80, 90, 100]);
});
