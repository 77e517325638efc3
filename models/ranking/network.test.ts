import { memory, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { onEachBackend } from '../testing/backends';
import { exampleNetwork } from '../testing/models';
import {
  corrections,
  createNetwork,
  disposeNetwork,
  HEADS,
  networkShapes,
  type DenseWeights,
  type NetworkWeights,
} from './network';

const ROWS = 12;
const FEATURES = 9;
const weights = exampleNetwork(FEATURES);
const random = createRandom(8);
const features = Float32Array.from({ length: ROWS * FEATURES }, () => 2 * random.normal());

/** `x W + b`, in double precision. */
function dense(x: readonly number[], { kernel, bias }: DenseWeights): number[] {
  return Array.from(bias, (start, unit) =>
    x.reduce((sum, value, i) => sum + value * kernel[i * bias.length + unit], start),
  );
}

/** The network written out for one row. */
function naive({ cross, hidden, heads, ...moments }: NetworkWeights, row: number[]): number[] {
  const inputs = row.map((x, f) => {
    const standardised = (x - moments.featureMean[f]) / moments.featureDeviation[f];
    return Math.min(6, Math.max(-6, standardised));
  });
  let crossed = inputs;
  for (const layer of cross) {
    const linear = dense(crossed, layer);
    crossed = crossed.map((x, f) => inputs[f] * linear[f] + x);
  }
  let units = inputs;
  for (const layer of hidden) units = dense(units, layer).map((x) => Math.max(0, x));
  return dense([...units, ...crossed], heads);
}

async function outputOf(inputs: Float32Array, of = weights): Promise<Float32Array> {
  const network = createNetwork(of);
  const output = tidy(() =>
    corrections(network, tensor2d(inputs, [inputs.length / FEATURES, FEATURES])),
  );
  disposeNetwork(network);
  const values = await output.data<'float32'>();
  output.dispose();
  return values;
}

onEachBackend('the ranking network', () => {
  it('gives for every row and head what a naive loop gives', async () => {
    const actual = await outputOf(features);
    expect(actual).toHaveLength(ROWS * HEADS);
    for (let row = 0; row < ROWS; row++) {
      const inputs = Array.from(features.subarray(row * FEATURES, (row + 1) * FEATURES));
      naive(weights, inputs).forEach((expected, head) => {
        expect(actual[row * HEADS + head]).toBeCloseTo(expected, 4);
      });
    }
  });

  it('takes a feature far outside what it was trained on for one at its limit', async () => {
    const { featureMean, featureDeviation } = weights;
    const far = featureMean.map((mean, f) => mean + 60 * featureDeviation[f]);
    const limit = featureMean.map((mean, f) => mean + 6 * featureDeviation[f]);
    const [atLimit, beyond] = [await outputOf(limit), await outputOf(far)];
    beyond.forEach((value, head) => expect(value).toBeCloseTo(atLimit[head], 3));
  });

  it('holds tensors until it is disposed', () => {
    const before = memory().numTensors;
    const network = createNetwork(weights);
    expect(memory().numTensors).toBeGreaterThan(before);
    disposeNetwork(network);
    expect(memory().numTensors).toBe(before);
  });
});

it('The kernels fit each other: heads read the last dense layer and the crosses', () => {
  expect(networkShapes(FEATURES)).toEqual({
    cross: [
      [9, 9],
      [9, 9],
    ],
    hidden: [
      [9, 64],
      [64, 32],
    ],
    heads: [41, 2],
  });
});
