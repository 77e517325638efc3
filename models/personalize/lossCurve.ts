/** @file The loss curve of a fit over several blocks. */
import type { LossPoint } from './fineTune';

/** The loss of several blocks is their sum; a block that converged early stays at its last loss. */
export function joinCurves(a: readonly LossPoint[], b: readonly LossPoint[]): readonly LossPoint[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const lossAt = (curve: readonly LossPoint[], step: number): number =>
    curve[Math.min(step, curve.length - 1)].loss;
  return Array.from({ length: Math.max(a.length, b.length) }, (_, step) => ({
    step,
    loss: lossAt(a, step) + lossAt(b, step),
  }));
}
