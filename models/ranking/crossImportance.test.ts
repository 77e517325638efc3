import { expect, it } from 'vitest';
import { crossBlockNorms } from './crossImportance';

it('The norm of a block tells how strongly two features are multiplied', () => {
  // Features of two columns and of one; rows are inputs.
  const kernel = Float32Array.from([...[3, 0, 1], ...[0, 4, 2], ...[6, 8, -7]]);
  const norms = crossBlockNorms(kernel, [2, 1]);
  expect(norms[0][0]).toBeCloseTo(5, 6);
  expect(norms[0][1]).toBeCloseTo(Math.sqrt(5), 6);
  expect(norms[1][0]).toBeCloseTo(10, 6);
  expect(norms[1][1]).toBeCloseTo(7, 6);
});

it('Widths that do not add up to the kernel are refused', () => {
  expect(() => crossBlockNorms(new Float32Array(9), [2, 2])).toThrow(RangeError);
});
