// Registers the gradients, which the core package leaves out.
import '@tensorflow/tfjs';
import { dispose, tensor1d, type Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../dataset/random';
import { onEachBackend } from '../../testing/backends';
import { crossNetwork, mlpNetwork, neuMfNetwork, type PairNetwork } from './pairNetworks';
import { crossEntropy, squaredError } from './pairTraining';
import {
  limitColumns,
  lossAndSlopes,
  parametersFromState,
  parametersToState,
  tensorsOf,
  type Parameter,
} from './parameters';

const ROWS = 4;
const COLUMNS = 5;
const FACTORS = 2;

const random = createRandom(5);
const gaussians = (length: number): Float32Array =>
  Float32Array.from({ length }, () => 0.7 * random.normal());
const users = { shape: [ROWS, COLUMNS], values: gaussians(ROWS * COLUMNS) };
const movies = { shape: [ROWS, COLUMNS], values: gaussians(ROWS * COLUMNS) };

/** Gaussian values, biases too, so that no part of the network is silent. */
const filled = (network: PairNetwork): Parameter[] =>
  network
    .initialize(random)
    .map(({ shape, values }) => ({ shape, values: gaussians(values.length) }));

const networks = [
  { name: 'MLP', network: mlpNetwork(2 * COLUMNS, [4, 3]) },
  { name: 'DCN-v2', network: crossNetwork(2 * COLUMNS, 2, [4]) },
  { name: 'NCF', network: neuMfNetwork(0, 2 * COLUMNS, [4, 3]) },
  { name: 'NeuMF', network: neuMfNetwork(FACTORS, 2 * (COLUMNS - FACTORS), [4, 3]) },
];

const losses = [
  { loss: squaredError, lossName: 'squared error', labels: Float32Array.of(4, 2, 5, 1) },
  { loss: crossEntropy, lossName: 'cross-entropy', labels: Float32Array.of(1, 0, 0, 1) },
];

const cases = networks.flatMap((network) => losses.map((loss) => ({ ...network, ...loss })));

onEachBackend('the pair networks', () => {
  it.each(cases)('$name has the gradient of its $lossName', async ({ network, loss, labels }) => {
    const inputs = [users, movies, ...filled(network)];
    const evaluate = (all: readonly Parameter[]) =>
      lossAndSlopes(
        ([u, m, ...dense]) =>
          loss(network.forward(u as Tensor2D, m as Tensor2D, dense), tensor1d(labels)),
        all,
      );
    const { slopes } = await evaluate(inputs);
    // Along a random direction the loss changes as the gradient says.
    const directions = inputs.map(({ values }) => gaussians(values.length));
    const lossAt = async (length: number): Promise<number> => {
      const moved = inputs.map(({ shape, values }, p) => ({
        shape,
        values: values.map((x, i) => x + length * directions[p][i]),
      }));
      return (await evaluate(moved)).value;
    };
    const step = 1e-3;
    const numeric = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step);
    let promised = 0;
    slopes.forEach((slope, p) => slope.forEach((x, i) => (promised += x * directions[p][i])));
    expect(Math.abs(numeric - promised)).toBeLessThan(0.02 * (1 + Math.abs(promised)));
  });

  it('NeuMF joins the product of the factors and the dense layers as its equation says', async () => {
    const network = neuMfNetwork(FACTORS, 2 * (COLUMNS - FACTORS), [3]);
    const parameters = filled(network);
    const [top, topBias, kernel, bias] = parameters.map(({ values }) => values);
    const tensors = tensorsOf([users, movies, ...parameters]);
    const [u, m, ...dense] = tensors;
    const output = network.forward(u as Tensor2D, m as Tensor2D, dense);
    const actual = await output.data();
    dispose([...tensors, output]);
    for (let row = 0; row < ROWS; row++) {
      const [user, movie] = [users, movies].map(({ values }) =>
        Array.from(values.subarray(row * COLUMNS, (row + 1) * COLUMNS)),
      );
      const rest = [...user.slice(FACTORS), ...movie.slice(FACTORS)];
      const hidden = Array.from(bias, (start, unit) =>
        Math.max(
          0,
          rest.reduce((sum, x, i) => sum + x * kernel[i * bias.length + unit], start),
        ),
      );
      const joined = [user[0] * movie[0], user[1] * movie[1], ...hidden];
      const expected = joined.reduce((sum, x, i) => sum + x * top[i], topBias[0]);
      expect(actual[row]).toBeCloseTo(expected, 4);
    }
  });

  it('have a cross-entropy that stays finite and right for large logits', async () => {
    const logits = tensor1d([60, -60, 0]);
    const labels = tensor1d([1, 1, 0]);
    const value = crossEntropy(logits, labels);
    expect((await value.data())[0]).toBeCloseTo((0 + 60 + Math.log(2)) / 3, 3);
    dispose([logits, labels, value]);
  });
});

describe('parameters', () => {
  it('keep their longest column below the limit, and the others untouched', () => {
    const kernel = { shape: [2, 2], values: Float32Array.of(3, 0.5, 4, 0.5) };
    limitColumns(kernel, 2.5);
    expect(Array.from(kernel.values)).toEqual([1.5, 0.5, 2, 0.5]);
  });

  it('come back from a state, and refuse one of another system', () => {
    const network = mlpNetwork(4, [3]);
    const parameters = network.initialize(random);
    const state = parametersToState('dense', parameters);
    expect(parametersFromState(state, 'dense', network.initialize(random))).toEqual(parameters);
    const wider = mlpNetwork(4, [5]).initialize(random);
    expect(() => parametersFromState(state, 'dense', wider)).toThrow('dense0');
    expect(() => parametersFromState({}, 'dense', wider)).toThrow('dense0');
  });
});
