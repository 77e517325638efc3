import { describe, expect, it } from 'vitest';
import { createRandom } from '../../dataset/random';
import { encodeRows, trainQuantizer, type ProductQuantizer } from './productQuantizer';
import { directions, parallelWeight } from './scoreAwareLoss';
import { splitDimensions } from './tables';

const ROWS = 400;
const DIMENSIONS = 8;
const SUBSPACES = 4;
const starts = splitDimensions(DIMENSIONS, SUBSPACES);
const random = createRandom(11);
const vectors = new Float32Array(ROWS * DIMENSIONS).map(() => random.normal());
const centroid = new Float32Array(DIMENSIONS).map(() => 0.3 * random.normal());
const residuals = vectors.map((x, at) => x - centroid[at % DIMENSIONS]);
const rows = { residuals, directions: directions(vectors, DIMENSIONS) };

/** Equation 3 of the paper: the error split into its part along the row and the rest. */
function naiveLoss(
  quantizer: ProductQuantizer,
  row: number,
  codes: ArrayLike<number>,
  eta: number,
) {
  const at = (i: number): number => row * DIMENSIONS + i;
  const axes = Array.from({ length: DIMENSIONS }, (_, i) => i);
  const error = axes.map((i) => {
    const subspace = Math.floor((i * SUBSPACES) / DIMENSIONS);
    return residuals[at(i)] - quantizer.codebooks[codes[subspace] * DIMENSIONS + i];
  });
  const squares = axes.reduce((sum, i) => sum + vectors[at(i)] ** 2, 0);
  const along = axes.reduce((sum, i) => sum + error[i] * vectors[at(i)], 0) / squares;
  const parallel = axes.map((i) => along * vectors[at(i)]);
  const rest = axes.map((i) => error[i] - parallel[i]);
  const norm = (v: number[]): number => v.reduce((sum, x) => sum + x * x, 0);
  return eta * norm(parallel) + norm(rest);
}

function meanLoss(quantizer: ProductQuantizer, eta: number): number {
  const { codes } = encodeRows({ ...quantizer, parallelWeight: eta }, rows);
  let sum = 0;
  for (let row = 0; row < ROWS; row++) {
    sum += naiveLoss(quantizer, row, codes.subarray(row * SUBSPACES, (row + 1) * SUBSPACES), eta);
  }
  return sum / ROWS;
}

describe('the weight of errors along the row', () => {
  it('follows theorem 3.2, and is never below that of other errors', () => {
    expect(parallelWeight(0.2, 101)).toBeCloseTo((100 * 0.04) / 0.96, 12);
    expect(parallelWeight(0.5, 4)).toBeCloseTo(1, 12);
    expect(parallelWeight(0, 100)).toBe(1);
  });
});

describe('the product quantiser', () => {
  const eta = 4;
  const trained = trainQuantizer(rows, DIMENSIONS, starts, eta, createRandom(2));

  it('gives codes that no change of a single code improves, by the naive loss', () => {
    const { codes } = encodeRows(trained, rows);
    let improvable = 0;
    for (let row = 0; row < ROWS; row++) {
      const own = Array.from(codes.subarray(row * SUBSPACES, (row + 1) * SUBSPACES));
      const loss = naiveLoss(trained, row, own, eta);
      const last = own.map((code, s) => (s === SUBSPACES - 1 ? -1 : code));
      for (let code = 0; code < 16; code++) {
        const changed = last.map((kept) => (kept < 0 ? code : kept));
        // The code that was chosen last is the best for the others as they are.
        expect(naiveLoss(trained, row, changed, eta)).toBeGreaterThanOrEqual(loss - 1e-5);
      }
      for (let s = 0; s < SUBSPACES - 1; s++) {
        const better = Array.from({ length: 16 }, (_, code) => own.with(s, code)).some(
          (changed) => naiveLoss(trained, row, changed, eta) < loss - 1e-5,
        );
        if (better) improvable++;
      }
    }
    // Two sweeps settle nearly all rows.
    expect(improvable).toBeLessThan(0.05 * ROWS * SUBSPACES);
  });

  it('has a lower score-aware loss than one trained for the plain loss, and the reverse', () => {
    const plain = trainQuantizer(rows, DIMENSIONS, starts, 1, createRandom(2));
    expect(meanLoss(trained, eta)).toBeLessThan(meanLoss(plain, eta));
    expect(meanLoss(plain, 1)).toBeLessThan(meanLoss(trained, 1));
  });

  it('reports the errors that its codes leave', () => {
    const { codes, errors } = encodeRows(trained, rows);
    for (let row = 0; row < ROWS; row++) {
      const own = codes.subarray(row * SUBSPACES, (row + 1) * SUBSPACES);
      const squares = errors
        .subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS)
        .reduce((sum, x) => sum + x * x, 0);
      expect(squares).toBeCloseTo(naiveLoss(trained, row, own, 1), 4);
    }
  });

  it('stores rows that are centres without error', () => {
    const centres = Float32Array.from({ length: 16 * 2 }, (_, at) => (at % 2 === 0 ? at : -at));
    const exact = trainQuantizer(
      { residuals: centres, directions: directions(centres, 2) },
      2,
      splitDimensions(2, 1),
      eta,
      createRandom(1),
    );
    const { errors } = encodeRows(exact, {
      residuals: centres,
      directions: directions(centres, 2),
    });
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(1e-4);
  });
});
