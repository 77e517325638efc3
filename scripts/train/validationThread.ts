/** @file The thread of the validation pass: gets the ratings, says how far it is, and what it measured. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Interactions } from '../../models/dataset/columns';
import type { Manifest } from '../../models/pack/manifest';
import { solveHere } from '../../models/training/alternate';
import { startWasmBackend } from '../runtime/wasmBackend';
import type { FitOptions } from './fitModel';
import { validate } from './validate';

/** All that a pass needs, as plain data. */
export interface ValidationTask {
  readonly interactions: Interactions;
  readonly options: Pick<FitOptions, 'config' | 'movies' | 'genreNames' | 'checkpointFolder'>;
}

export type ValidationMessage =
  | {
      readonly kind: 'step';
      readonly step: readonly [done: number, total: number, detail: string];
    }
  | { readonly kind: 'measured'; readonly training: Manifest['training'] };

const { interactions, options } = workerData as ValidationTask;
const say = (message: ValidationMessage): void => parentPort?.postMessage(message);

await startWasmBackend();
const training = await validate(interactions, { ...options, solve: solveHere }, (...step) =>
  say({ kind: 'step', step }),
);
say({ kind: 'measured', training });
