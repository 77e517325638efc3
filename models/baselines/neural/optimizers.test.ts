import {
  tensor1d,
  tidy,
  train,
  variable,
  type Optimizer as TensorOptimizer,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { onEachBackend } from '../../testing/backends';
import { adagrad, adam, type Optimizer } from './optimizers';

const START = [1, -2, 0.5, 3];
const GRADIENTS = [
  [0.5, -1, 2, 0.1],
  [-0.25, -1, 0.5, 3],
  [1, 4, -0.125, 0.2],
];

const cases: { name: string; ours: () => Optimizer; theirs: () => TensorOptimizer }[] = [
  { name: 'Adagrad', ours: () => adagrad(0.1), theirs: () => train.adagrad(0.1, 0.1) },
  { name: 'Adam', ours: () => adam(0.01), theirs: () => train.adam(0.01, 0.9, 0.999, 1e-7) },
];

onEachBackend('the optimizers on plain arrays', () => {
  it.each(cases)('$name takes the steps of TensorFlow.js', async ({ name, ours, theirs }) => {
    const values = Float32Array.from(START);
    const optimizer = ours();
    const other = theirs();
    const parameter = tidy(() => variable(tensor1d(START), true, `parameter of ${name}`));
    for (const gradient of GRADIENTS) {
      optimizer.beginStep();
      optimizer.update(values, Float32Array.from(gradient));
      const slope = tensor1d(gradient);
      other.applyGradients([{ name: parameter.name, tensor: slope }]);
      slope.dispose();
    }
    (await parameter.data()).forEach((x, i) => expect(values[i]).toBeCloseTo(x, 4));
    other.dispose();
    parameter.dispose();
  });
});

it.each(cases)('$name moves a single row as it moves the whole', ({ ours }) => {
  const whole = Float32Array.from(START);
  const byRows = Float32Array.from(START);
  const [first, second] = [ours(), ours()];
  for (const gradient of GRADIENTS) {
    first.beginStep();
    first.update(whole, Float32Array.from(gradient));
    second.beginStep();
    second.update(byRows, Float32Array.from(gradient.slice(2)), 2);
    second.update(byRows, Float32Array.from(gradient.slice(0, 2)));
  }
  expect(byRows).toEqual(whole);
});
