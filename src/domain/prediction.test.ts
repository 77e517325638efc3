import { expect, test } from 'vitest';
import { predictionOf } from './prediction';

test('the interval holds four in five ratings of a normal spread', () => {
  const { stars, low, high } = predictionOf(3, 0.7);
  expect(stars).toBe(3);
  // Φ(1.2816) = 0.9, so a tenth lies beyond each end.
  expect(low).toBeCloseTo(3 - 0.897, 3);
  expect(high).toBeCloseTo(3 + 0.897, 3);
});

test('nobody can give less than half a star or more than five', () => {
  expect(predictionOf(4.7, 0.9)).toMatchObject({ high: 5 });
  expect(predictionOf(0.8, 0.9)).toMatchObject({ low: 0.5 });
});
