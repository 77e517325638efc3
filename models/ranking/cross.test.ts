// Registers the gradients, which the core package leaves out.
import '@tensorflow/tfjs';
import {
  dispose,
  grads,
  square,
  sum,
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
import { crossForward, type CrossLayer } from './cross';

const ROWS = 5;
const FEATURES = 6;
const RANK = 2;
const LAYERS = 2;

const random = createRandom(4);
const gaussians = (length: number): Float32Array =>
  Float32Array.from({ length }, () => 0.5 * random.normal());
const inputs = gaussians(ROWS * FEATURES);
const full = Array.from({ length: LAYERS }, () => [gaussians(FEATURES ** 2), gaussians(FEATURES)]);
const narrow = Array.from({ length: LAYERS }, () => [
  gaussians(FEATURES * RANK),
  gaussians(RANK * FEATURES),
  gaussians(FEATURES),
]);

/** `left [rows, inner] · right [inner, columns]`, row by row. */
function product(left: ArrayLike<number>, right: ArrayLike<number>, inner: number): number[] {
  const [rows, columns] = [left.length / inner, right.length / inner];
  return Array.from({ length: rows * columns }, (_, cell) => {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    let total = 0;
    for (let k = 0; k < inner; k++) total += left[row * inner + k] * right[k * columns + column];
    return total;
  });
}

/** The recurrence written out with the full kernel, in double precision. */
function naiveCross(x0: ArrayLike<number>, layers: readonly ArrayLike<number>[][]): number[] {
  let x = Array.from(x0);
  for (const parts of layers) {
    const kernel = parts.length === 2 ? parts[0] : product(parts[0], parts[1], RANK);
    const bias = parts[parts.length - 1];
    x = product(x, kernel, FEATURES).map((y, i) => x0[i] * (y + bias[i % FEATURES]) + x[i]);
  }
  return x;
}

const naiveLoss = (x0: ArrayLike<number>, layers: readonly ArrayLike<number>[][]): number =>
  naiveCross(x0, layers).reduce((total, y) => total + y * y, 0);

/** Tensors of the inputs and of every parameter, in one list; the caller disposes. */
function tensorsOf(layers: readonly Float32Array[][]): Tensor[] {
  const parameters = layers.flatMap((parts) =>
    parts.map((values) => {
      if (values.length === FEATURES) return tensor1d(values);
      const isExpanding = parts.length === 3 && values === parts[1];
      const rows = isExpanding ? RANK : FEATURES;
      return tensor2d(values, [rows, values.length / rows]);
    }),
  );
  return [tensor2d(inputs, [ROWS, FEATURES]), ...parameters];
}

function layersOf(tensors: readonly Tensor[]): CrossLayer[] {
  const width = (tensors.length - 1) / LAYERS;
  return Array.from({ length: LAYERS }, (_, layer) => {
    const parts = tensors.slice(1 + layer * width, 1 + (layer + 1) * width);
    const bias = parts[width - 1] as Tensor1D;
    if (width === 2) return { kernel: parts[0] as Tensor2D, bias };
    return { reduce: parts[0] as Tensor2D, expand: parts[1] as Tensor2D, bias };
  });
}

/** Central differences of the naive loss in the inputs and every parameter. */
function numericGradients(layers: readonly Float32Array[][]): number[][] {
  const step = 1e-5;
  const x0 = Float64Array.from(inputs);
  const copies = layers.map((parts) => parts.map((values) => Float64Array.from(values)));
  return [x0, ...copies.flat()].map((values) =>
    Array.from(values, (value, i) => {
      const lossAt = (x: number): number => {
        values[i] = x;
        return naiveLoss(x0, copies);
      };
      const slope = (lossAt(value + step) - lossAt(value - step)) / (2 * step);
      values[i] = value;
      return slope;
    }),
  );
}

onEachBackend('the cross network', () => {
  it.each([
    { rank: 'full', layers: full },
    { rank: 'low', layers: narrow },
  ])('of $rank rank follows the recurrence of the paper', async ({ layers }) => {
    const output = tidy(() => {
      const tensors = tensorsOf(layers);
      return crossForward(layersOf(tensors), tensors[0] as Tensor2D);
    });
    const actual = await output.data();
    output.dispose();
    naiveCross(inputs, layers).forEach((y, i) => expect(actual[i]).toBeCloseTo(y, 4));
  });

  it.each([
    { rank: 'full', layers: full },
    { rank: 'low', layers: narrow },
  ])('of $rank rank has the gradient of finite differences', async ({ layers }) => {
    const tensors = tensorsOf(layers);
    const loss = (...all: Tensor[]): Scalar =>
      sum(square(crossForward(layersOf(all), all[0] as Tensor2D)));
    const gradients = tidy(() => grads(loss)(tensors));
    const analytic = await Promise.all(gradients.map((gradient) => gradient.data()));
    dispose([...tensors, ...gradients]);
    numericGradients(layers).forEach((expected, p) =>
      expected.forEach((slope, i) => {
        expect(Math.abs(analytic[p][i] - slope)).toBeLessThan(1e-3 * (1 + Math.abs(slope)));
      }),
    );
  });

  it('without layers hands its inputs through', async () => {
    const output = tidy(() => crossForward([], tensor2d(inputs, [ROWS, FEATURES])));
    expect(await output.data()).toEqual(inputs);
    output.dispose();
  });
});
