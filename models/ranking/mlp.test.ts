// Registers the gradients, which the core package leaves out.
import '@tensorflow/tfjs';
import {
  dispose,
  grads,
  mean,
  square,
  sub,
  tensor1d,
  tensor2d,
  tidy,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { onEachBackend } from '../testing/backends';
import { forward, HIDDEN_UNITS, layerShapes, type DenseLayer } from './mlp';

const ROWS = 20;
const INPUTS = 7;
const WIDTHS = [INPUTS, 6, 4, 1];

const random = createRandom(12);
const gaussians = (length: number, deviation: number): Float32Array =>
  Float32Array.from({ length }, () => deviation * random.normal());

/** Kernels and biases, first layer to last: `[kernel, bias, kernel, bias, …]`. */
const parameters = WIDTHS.slice(1).flatMap((units, i) => [
  gaussians(WIDTHS[i] * units, 0.6),
  gaussians(units, 0.3),
]);
const features = gaussians(ROWS * INPUTS, 1);
const residuals = gaussians(ROWS, 1);

/** The network written out for one row, in double precision. */
function naiveOutput(weights: readonly ArrayLike<number>[], row: number): number {
  let hidden = Array.from(features.subarray(row * INPUTS, (row + 1) * INPUTS));
  for (let layer = 0; layer + 1 < WIDTHS.length; layer++) {
    const [kernel, bias] = [weights[2 * layer], weights[2 * layer + 1]];
    hidden = Array.from(bias, (start, unit) => {
      const sum = hidden.reduce((total, x, i) => total + x * kernel[i * bias.length + unit], start);
      return layer + 2 < WIDTHS.length ? Math.max(0, sum) : sum;
    });
  }
  return hidden[0];
}

function naiveLoss(weights: readonly ArrayLike<number>[]): number {
  let sum = 0;
  for (let row = 0; row < ROWS; row++) sum += (naiveOutput(weights, row) - residuals[row]) ** 2;
  return sum / ROWS;
}

/** Central differences of the naive loss, in double precision. */
function numericGradients(): number[][] {
  const step = 1e-6;
  const weights = parameters.map((values) => Float64Array.from(values));
  return weights.map((values) =>
    Array.from(values, (value, i) => {
      const lossAt = (x: number): number => {
        values[i] = x;
        return naiveLoss(weights);
      };
      const slope = (lossAt(value + step) - lossAt(value - step)) / (2 * step);
      values[i] = value;
      return slope;
    }),
  );
}

/** The parameters as tensors; the caller disposes. */
function parameterTensors(values = parameters): (Tensor1D | Tensor2D)[] {
  return values.map((array, i) =>
    i % 2 === 0 ? tensor2d(array, [WIDTHS[i / 2], WIDTHS[i / 2 + 1]]) : tensor1d(array),
  );
}

function layersOf(tensors: readonly Tensor[]): DenseLayer[] {
  return WIDTHS.slice(1).map((_, i) => ({
    kernel: tensors[2 * i] as Tensor2D,
    bias: tensors[2 * i + 1] as Tensor1D,
  }));
}

function lossOf(tensors: readonly Tensor[]): Scalar {
  const output = forward(layersOf(tensors), tensor2d(features, [ROWS, INPUTS]));
  return mean(square(sub(output, tensor1d(residuals))));
}

onEachBackend('the ranking network', () => {
  it('gives for every row what a naive loop gives', async () => {
    const output = tidy(() =>
      forward(layersOf(parameterTensors()), tensor2d(features, [ROWS, INPUTS])),
    );
    const actual = await output.data();
    output.dispose();
    expect(actual).toHaveLength(ROWS);
    for (let row = 0; row < ROWS; row++) {
      expect(actual[row]).toBeCloseTo(naiveOutput(parameters, row), 4);
    }
  });

  it('has the loss of the naive loop', async () => {
    const loss = tidy(() => lossOf(parameterTensors()));
    expect((await loss.data())[0]).toBeCloseTo(naiveLoss(parameters), 4);
    loss.dispose();
  });

  it('has the gradient that finite differences of the loss give, in every parameter', async () => {
    const tensors = parameterTensors();
    const gradients = tidy(() => grads((...all: Tensor[]) => lossOf(all))(tensors));
    const analytic = await Promise.all(gradients.map((gradient) => gradient.data()));
    dispose([...tensors, ...gradients]);
    numericGradients().forEach((expected, p) => {
      expected.forEach((slope, i) => {
        expect(Math.abs(analytic[p][i] - slope)).toBeLessThan(1e-4 * (1 + Math.abs(slope)));
      });
    });
  });

  it('loses along its gradient what the gradient promises', async () => {
    const tensors = parameterTensors();
    const gradients = tidy(() => grads((...all: Tensor[]) => lossOf(all))(tensors));
    const directions = await Promise.all(gradients.map((gradient) => gradient.data()));
    dispose([...tensors, ...gradients]);
    const lossAt = async (length: number): Promise<number> => {
      const moved = parameters.map((values, p) =>
        values.map((value, i) => value + length * directions[p][i]),
      );
      const loss = tidy(() => lossOf(parameterTensors(moved)));
      const [value] = await loss.data();
      loss.dispose();
      return value;
    };
    const step = 1e-3;
    const numeric = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step);
    const squaredNorm = directions.flatMap((d) => Array.from(d)).reduce((sum, g) => sum + g * g, 0);
    expect(Math.abs(numeric - squaredNorm) / squaredNorm).toBeLessThan(0.02);
  });
});

it('The network of the issue has 256, 64 and 1 units', () => {
  expect(HIDDEN_UNITS).toEqual([256, 64]);
  expect(layerShapes(INPUTS)).toEqual([
    [INPUTS, 256],
    [256, 64],
    [64, 1],
  ]);
});
