// Registers the gradients, which the core package leaves out.
import '@tensorflow/tfjs';
import {
  dispose,
  grads,
  matMul,
  mul,
  sum,
  tensor2d,
  tidy,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { onEachBackend } from '../testing/backends';
import { product } from './product';

const random = createRandom(8);
const matrix = (rows: number, columns: number): Tensor2D =>
  tensor2d(
    Float32Array.from({ length: rows * columns }, () => random.normal()),
    [rows, columns],
  );

onEachBackend('the product', () => {
  it('has the value and the gradient of matMul', async () => {
    const inputs = [matrix(7, 5), matrix(5, 3)];
    const weights = matrix(7, 3);
    const resultsOf = (multiply: typeof product): Tensor[] =>
      tidy(() => {
        const loss = (...all: Tensor[]) =>
          sum(mul(weights, multiply(all[0] as Tensor2D, all[1] as Tensor2D)));
        return [multiply(inputs[0], inputs[1]), ...grads(loss)(inputs)];
      });
    const [ours, theirs] = [resultsOf(product), resultsOf(matMul)];
    for (const [i, tensor] of ours.entries()) {
      expect(tensor.shape).toEqual(theirs[i].shape);
      const expected = await theirs[i].data();
      (await tensor.data()).forEach((x, cell) => expect(x).toBeCloseTo(expected[cell], 4));
    }
    dispose([...inputs, weights, ...ours, ...theirs]);
  });
});
