/** @file One thread of the solver pool: solves ranges of rows into shared memory. */
import { parentPort } from 'node:worker_threads';
import { solveRows, type HalfStep, type SolvedRows } from '../../models/training/ials';

/** Every array of a half step and of its solution lies in shared memory. */
export type SolverMessage =
  | { readonly kind: 'begin'; readonly step: HalfStep; readonly solved: SolvedRows }
  | { readonly kind: 'range'; readonly from: number; readonly to: number };

let solveRange = (_from: number, _to: number): void => {
  throw new Error('A range of rows came before the half step that it belongs to.');
};

parentPort?.on('message', (message: SolverMessage) => {
  if (message.kind === 'begin') {
    const { step, solved } = message;
    solveRange = (from, to) => solveRows(step, from, to, solved);
    return;
  }
  solveRange(message.from, message.to);
  parentPort?.postMessage('done');
});
