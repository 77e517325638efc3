/** @file The thread of the validation pass: gets the ratings, says how far it is, and what it measured. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Interactions } from '../../models/dataset/columns';
import type { Manifest } from '../../models/pack/manifest';
import { startWasmBackend } from '../runtime/wasmBackend';
import type { FitOptions } from './fitModel';
import { SolverPool } from './solverPool';
import { validate } from './validate';

/** All that a pass needs, as plain data. */
export interface ValidationTask {
  readonly interactions: Interactions;
  readonly options: Pick<FitOptions, 'config' | 'movies' | 'genreNames' | 'checkpointFolder'>;
  /** Solver threads. */
  readonly threads: number;
}

export type ValidationMessage =
  | {
      readonly kind: 'step';
      readonly step: readonly [done: number, total: number, detail: string];
    }
  | { readonly kind: 'measured'; readonly training: Manifest['training'] };

const { interactions, options, threads } = workerData as ValidationTask;
const say = (message: ValidationMessage): void => parentPort?.postMessage(message);

await startWasmBackend();
const pool = new SolverPool(threads);
try {
  const solve = pool.solve.bind(pool);
  const training = await validate(interactions, { ...options, solve }, (...step) =>
    say({ kind: 'step', step }),
  );
  say({ kind: 'measured', training });
} finally {
  await pool.close();
}
