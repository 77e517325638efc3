/**
 * @file Product quantisation under the score-aware loss. Codes are found by coordinate descent over
 * the subspaces, centres by the exact minimum for given codes, one subspace at a time; no step raises
 * the loss.
 */
import type { Random } from '../../dataset/random';
import { choleskyInPlace, choleskySolveInPlace } from '../../towers/cholesky';
import { CENTRES } from './config';
import { kMeans } from './kMeans';

const START_ROUNDS = 8;
const ALTERNATIONS = 4;
/** Sweeps of coordinate descent over the subspaces of a row. */
const SWEEPS = 2;
/** Relative weight that keeps the system of a centre with few rows solvable. */
const RIDGE = 1e-6;

/** What is quantised: `N` residuals and the directions of the rows that they belong to, `[N, D]`. */
export interface QuantizerRows {
  readonly residuals: Float32Array;
  readonly directions: Float32Array;
}

/** A trained quantiser. */
export interface ProductQuantizer {
  readonly dimensions: number;
  /** `[S + 1]` */
  readonly subspaceStart: Int32Array;
  /** `[16, D]` */
  readonly codebooks: Float32Array;
  /** `η` of the loss. */
  readonly parallelWeight: number;
}

/** Learns codebooks on a sample of at least one row. */
export function trainQuantizer(
  rows: QuantizerRows,
  dimensions: number,
  subspaceStart: Int32Array,
  parallelWeight: number,
  random: Random,
): ProductQuantizer {
  const codebooks = startingCodebooks(rows.residuals, dimensions, subspaceStart, random);
  const quantizer = { dimensions, subspaceStart, codebooks, parallelWeight };
  for (let round = 0; round < ALTERNATIONS; round++) {
    const { codes, errors } = encodeRows(quantizer, rows);
    for (let s = 0; s + 1 < subspaceStart.length; s++) {
      moveCentres(quantizer, rows, codes, errors, s);
    }
  }
  return quantizer;
}

/** Codes of each row, `[N, S]`, and what they leave over, `[N, D]`. */
export function encodeRows(
  quantizer: ProductQuantizer,
  rows: QuantizerRows,
): { codes: Uint8Array; errors: Float32Array } {
  const { dimensions, subspaceStart } = quantizer;
  const subspaces = subspaceStart.length - 1;
  const count = rows.residuals.length / dimensions;
  const codes = new Uint8Array(count * subspaces);
  const errors = Float32Array.from(rows.residuals);
  for (let row = 0; row < count; row++) {
    let parallel = 0;
    for (let i = row * dimensions; i < (row + 1) * dimensions; i++) {
      parallel += rows.directions[i] * errors[i];
    }
    // The first sweep starts from the row without any code.
    for (let sweep = 0; sweep <= SWEEPS; sweep++) {
      for (let s = 0; s < subspaces; s++) {
        parallel = chooseCode(quantizer, rows, codes, errors, row, s, parallel, sweep === 0);
      }
    }
  }
  return { codes, errors };
}

/**
 * Gives one subspace of a row the code with the least loss while the others stay.
 *
 * @param parallel `x̂ · e` before
 * @returns `x̂ · e` after
 */
function chooseCode(
  quantizer: ProductQuantizer,
  rows: QuantizerRows,
  codes: Uint8Array,
  errors: Float32Array,
  row: number,
  s: number,
  parallel: number,
  isFirst: boolean,
): number {
  const { dimensions, subspaceStart, codebooks, parallelWeight } = quantizer;
  const { residuals, directions } = rows;
  const from = subspaceStart[s];
  const to = subspaceStart[s + 1];
  const start = row * dimensions;
  let others = parallel;
  for (let i = from; i < to; i++) others -= directions[start + i] * errors[start + i];
  let best = 0;
  let bestLoss = Infinity;
  let bestParallel = 0;
  for (let code = 0; code < CENTRES; code++) {
    const centre = code * dimensions;
    let squares = 0;
    let along = 0;
    for (let i = from; i < to; i++) {
      const error = residuals[start + i] - codebooks[centre + i];
      squares += error * error;
      along += directions[start + i] * error;
    }
    // Without the other codes, only this subspace's own part of the parallel error is known.
    const sum = isFirst ? along : others + along;
    const loss = squares + (parallelWeight - 1) * sum * sum;
    if (loss < bestLoss) {
      bestLoss = loss;
      best = code;
      bestParallel = others + along;
    }
  }
  codes[row * (subspaceStart.length - 1) + s] = best;
  for (let i = from; i < to; i++) {
    errors[start + i] = residuals[start + i] - codebooks[best * dimensions + i];
  }
  return bestParallel;
}

function startingCodebooks(
  residuals: Float32Array,
  dimensions: number,
  subspaceStart: Int32Array,
  random: Random,
): Float32Array {
  const codebooks = new Float32Array(CENTRES * dimensions);
  const count = residuals.length / dimensions;
  for (let s = 0; s + 1 < subspaceStart.length; s++) {
    const width = subspaceStart[s + 1] - subspaceStart[s];
    if (width === 0) continue;
    const part = new Float32Array(count * width);
    for (let row = 0; row < count; row++) {
      const from = row * dimensions + subspaceStart[s];
      part.set(residuals.subarray(from, from + width), row * width);
    }
    const centres = kMeans(part, width, CENTRES, START_ROUNDS, random);
    for (let code = 0; code * width < centres.length; code++) {
      const centre = centres.subarray(code * width, (code + 1) * width);
      codebooks.set(centre, code * dimensions + subspaceStart[s]);
    }
  }
  return codebooks;
}

/**
 * Puts the centres of one subspace where the loss of the given codes is least, the other subspaces
 * fixed: for the rows of a centre, `Σ (I + w d dᵀ) c = Σ (r + w d (d · r + others))`, with `d` the
 * subspace's part of the direction, `r` of the residual, and `w = η − 1`. Updates `errors`.
 */
function moveCentres(
  quantizer: ProductQuantizer,
  rows: QuantizerRows,
  codes: Uint8Array,
  errors: Float32Array,
  s: number,
): void {
  const { dimensions, subspaceStart, codebooks } = quantizer;
  const from = subspaceStart[s];
  const width = subspaceStart[s + 1] - from;
  const systems = normalEquations(quantizer, rows, codes, errors, s);
  systems.forEach(({ matrix, right, size }, code) => {
    if (size === 0) return;
    for (let i = 0; i < width; i++) matrix[i * width + i] *= 1 + RIDGE;
    choleskyInPlace(matrix, width);
    choleskySolveInPlace(matrix, width, right);
    codebooks.set(right, code * dimensions + from);
  });
  const subspaces = subspaceStart.length - 1;
  for (let row = 0; row * dimensions < errors.length; row++) {
    const centre = codes[row * subspaces + s] * dimensions;
    for (let i = from; i < from + width; i++) {
      errors[row * dimensions + i] = rows.residuals[row * dimensions + i] - codebooks[centre + i];
    }
  }
}

function normalEquations(
  quantizer: ProductQuantizer,
  rows: QuantizerRows,
  codes: Uint8Array,
  errors: Float32Array,
  s: number,
): { matrix: Float64Array; right: Float64Array; size: number }[] {
  const { dimensions, subspaceStart, parallelWeight } = quantizer;
  const from = subspaceStart[s];
  const width = subspaceStart[s + 1] - from;
  const subspaces = subspaceStart.length - 1;
  const extra = parallelWeight - 1;
  const systems = Array.from({ length: CENTRES }, () => ({
    matrix: new Float64Array(width * width),
    right: new Float64Array(width),
    size: 0,
  }));
  for (let row = 0; row * dimensions < errors.length; row++) {
    const start = row * dimensions;
    const system = systems[codes[row * subspaces + s]];
    system.size++;
    // x̂ · e of the whole row once this subspace has no centre at all.
    let parallel = 0;
    for (let i = 0; i < dimensions; i++) {
      const isHere = i >= from && i < from + width;
      const error = isHere ? rows.residuals[start + i] : errors[start + i];
      parallel += rows.directions[start + i] * error;
    }
    for (let i = 0; i < width; i++) {
      const d = extra * rows.directions[start + from + i];
      system.right[i] += rows.residuals[start + from + i] + d * parallel;
      system.matrix[i * width + i] += 1;
      for (let j = 0; j <= i; j++) {
        system.matrix[i * width + j] += d * rows.directions[start + from + j];
      }
    }
  }
  return systems;
}
