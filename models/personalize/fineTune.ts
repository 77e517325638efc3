/**
 * @file On-device fine-tuning: minimises the fold-in loss of one block for one person by
 * preconditioned conjugate gradients on the current TensorFlow.js backend.
 *
 * The loss is a strictly convex quadratic (see `towers/foldInLoss.ts`), so the iteration converges to
 * the unique closed-form solution from any start (Hestenes and Stiefel 1952); a warm start from the
 * last embedding needs fewer steps. The preconditioner is the diagonal of `A`.
 */
import {
  add,
  div,
  matMul,
  mul,
  reshape,
  scalar,
  stack,
  sub,
  sum,
  tensor1d,
  tensor2d,
  tidy,
  type Rank,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { History } from '../dataset/columns';
import type { Block } from '../towers/block';
import { ridgeOf, targetOf, unobservedWeightOf } from '../towers/foldInLoss';

/** Steps between two looks at the loss, at cancellation, and at the residual. */
const STEPS_PER_CHUNK = 8;
/** Converged when the gradient's norm falls below this share of its norm at the origin. */
const RELATIVE_TOLERANCE = 1e-6;
const MAX_STEPS = 160;

/** The loss after so many steps; step 0 is the starting point. */
export interface LossPoint {
  readonly step: number;
  readonly loss: number;
}

export interface FitResult {
  /** `[D]` the fitted embedding. */
  readonly vector: Float32Array;
  readonly curve: readonly LossPoint[];
  /** Norm of the gradient relative to its norm at the origin. */
  readonly relativeResidual: number;
}

export interface FitOptions {
  /** Called with the new points of the curve after each chunk of steps. */
  readonly onPoints?: (points: readonly LossPoint[]) => void;
  /** Asked between chunks; true abandons the fit. */
  readonly isCancelled?: () => boolean;
  /** Lets other work of the thread run; awaited between chunks. */
  readonly breathe?: () => Promise<void>;
}

/**
 * Fits one person to one block.
 *
 * @param start `[D]` starting point, or null for the origin; one of another length or with a value
 *   that is not finite (a vector spoilt by a lost device) counts as null
 * @returns the fit, or null when it was cancelled. The minimum is the zero vector, and the curve is
 *   empty, when every target is zero: for an empty history, or one of half-star ratings only.
 */
export async function fitUser(
  block: Block,
  gram: Tensor2D,
  history: History,
  start: Float32Array | null,
  options: FitOptions = {},
): Promise<FitResult | null> {
  const targets = Array.from(history.halfStars, (halfStars) => targetOf(block.loss, halfStars));
  if (targets.every((target) => target === 0)) {
    return { vector: new Float32Array(block.dimensions), curve: [], relativeResidual: 0 };
  }
  const isUsable = start?.length === block.dimensions && start.every(Number.isFinite);
  const solver = new ConjugateGradients(block, gram, history, isUsable ? start : null);
  try {
    return await solver.run(options);
  } finally {
    solver.dispose();
  }
}

/**
 * The quadratic of one person as tensors.
 *
 * @returns `matrix` `[D, D]`, `right` `[D]`, and `constant`: the loss at the origin
 */
export function quadraticOf(
  block: Block,
  gram: Tensor2D,
  history: History,
): { matrix: Tensor2D; right: Tensor1D; constant: number } {
  const { dimensions, loss, embedding } = block;
  const ratings = history.movies.length;
  const rows = new Float32Array(ratings * dimensions);
  const targets = new Float32Array(ratings);
  for (let h = 0; h < ratings; h++) {
    const at = history.movies[h] * dimensions;
    rows.set(embedding.subarray(at, at + dimensions), h * dimensions);
    targets[h] = targetOf(loss, history.halfStars[h]);
  }
  const ridge = new Float32Array(dimensions * dimensions);
  const strength = ridgeOf(loss, ratings);
  for (let i = 0; i < dimensions; i++) ridge[i * dimensions + i] = strength;
  const weight = unobservedWeightOf(loss, ratings);
  const { matrix, right } = tidy(() => {
    const rated = tensor2d(rows, [ratings, dimensions]);
    const observed = mul(matMul(rated, rated, true, false), 1 - weight);
    const unobserved = mul(gram, weight);
    const diagonal = tensor2d(ridge, [dimensions, dimensions]);
    return {
      matrix: add<Tensor2D>(add(observed, unobserved), diagonal),
      right: reshape<Rank.R1>(matMul(tensor2d(targets, [1, ratings]), rated), [dimensions]),
    };
  });
  const constant = targets.reduce((total, target) => total + (target * target) / 2, 0);
  return { matrix, right, constant };
}

class ConjugateGradients {
  readonly #matrix: Tensor2D;
  readonly #right: Tensor1D;
  readonly #inverseDiagonal: Tensor1D;
  readonly #constant: number;
  #position: Tensor1D;
  #residual: Tensor1D;
  #direction: Tensor1D;
  #energy: Scalar;
  #step = 0;

  constructor(block: Block, gram: Tensor2D, history: History, start: Float32Array | null) {
    const { matrix, right, constant } = quadraticOf(block, gram, history);
    this.#matrix = matrix;
    this.#right = right;
    this.#constant = constant;
    this.#inverseDiagonal = tidy(() => {
      const eye = tensor2d(identity(block.dimensions), [block.dimensions, block.dimensions]);
      return div(scalar(1), sum<Tensor1D>(mul(matrix, eye), 0));
    });
    this.#position = tensor1d(start ?? new Float32Array(block.dimensions));
    this.#residual = tidy(() => sub<Tensor1D>(right, this.#applied(this.#position)));
    this.#direction = mul<Tensor1D>(this.#inverseDiagonal, this.#residual);
    this.#energy = tidy(() => inner(this.#residual, this.#direction));
  }

  async run(options: FitOptions): Promise<FitResult | null> {
    const curve: LossPoint[] = [];
    for (;;) {
      const { points, relativeResidual } = await this.#chunk(curve.length === 0);
      curve.push(...points);
      options.onPoints?.(points);
      if (relativeResidual <= RELATIVE_TOLERANCE || this.#step >= MAX_STEPS) {
        return { vector: await this.#position.data<'float32'>(), curve, relativeResidual };
      }
      await options.breathe?.();
      if (options.isCancelled?.()) return null;
    }
  }

  dispose(): void {
    this.#matrix.dispose();
    this.#right.dispose();
    this.#inverseDiagonal.dispose();
    this.#position.dispose();
    this.#residual.dispose();
    this.#direction.dispose();
    this.#energy.dispose();
  }

  /** Takes some steps and reads their losses back in one transfer. */
  async #chunk(isFirst: boolean): Promise<{ points: LossPoint[]; relativeResidual: number }> {
    const losses: Scalar[] = [];
    const steps: number[] = [];
    const record = (): void => {
      losses.push(this.#loss());
      steps.push(this.#step);
    };
    if (isFirst) record();
    for (let i = 0; i < STEPS_PER_CHUNK; i++) {
      this.#advance();
      record();
    }
    const summary = tidy(() =>
      stack([...losses, inner(this.#residual, this.#residual), inner(this.#right, this.#right)]),
    );
    losses.forEach((loss) => loss.dispose());
    const values = await this.#read(summary);
    const points = steps.map((step, i) => ({ step, loss: values[i] + this.#constant }));
    const relativeResidual = Math.sqrt(values[steps.length] / values[steps.length + 1]);
    return { points, relativeResidual };
  }

  async #read(values: Tensor): Promise<Float32Array> {
    try {
      return await values.data<'float32'>();
    } finally {
      values.dispose();
    }
  }

  /** One step of preconditioned conjugate gradients. */
  #advance(): void {
    const next = tidy(() => {
      const applied = this.#applied(this.#direction);
      const curvature = inner(this.#direction, applied);
      const length = div(this.#energy, add(curvature, TINY));
      const position = add<Tensor1D>(this.#position, mul(length, this.#direction));
      const residual = sub<Tensor1D>(this.#residual, mul(length, applied));
      const preconditioned = mul<Tensor1D>(this.#inverseDiagonal, residual);
      const energy = inner(residual, preconditioned);
      const momentum = div(energy, add(this.#energy, TINY));
      const direction = add<Tensor1D>(preconditioned, mul(momentum, this.#direction));
      return { position, residual, direction, energy };
    });
    this.#position.dispose();
    this.#residual.dispose();
    this.#direction.dispose();
    this.#energy.dispose();
    this.#position = next.position;
    this.#residual = next.residual;
    this.#direction = next.direction;
    this.#energy = next.energy;
    this.#step++;
  }

  /** `½uᵀAu − bᵀu = −½ u·(b + r)`, without another product with `A`. */
  #loss(): Scalar {
    return tidy(() => mul<Scalar>(inner(this.#position, add(this.#right, this.#residual)), -0.5));
  }

  #applied(vector: Tensor1D): Tensor1D {
    const row = reshape<Rank.R2>(vector, [1, vector.size]);
    return reshape(matMul(row, this.#matrix), [vector.size]);
  }
}

/** Keeps a step at the exact solution, where both energy and curvature are zero, from being 0 / 0. */
const TINY = 1e-30;

function inner(a: Tensor1D, b: Tensor1D): Scalar {
  return sum<Scalar>(mul(a, b));
}

function identity(n: number): Float32Array {
  const values = new Float32Array(n * n);
  for (let i = 0; i < n; i++) values[i * n + i] = 1;
  return values;
}
