/** @file One thread of the solver pool: solves ranges of rows into shared memory. */
import { parentPort } from 'node:worker_threads';
import { solveRows, type HalfStep } from '../../models/training/ials';

/** A range of a half step; every array lies in shared memory. */
export interface SolveJob {
  readonly step: HalfStep;
  readonly from: number;
  readonly to: number;
  readonly solved: Float32Array;
}

parentPort?.on('message', (job: SolveJob) => {
  solveRows(job.step, job.from, job.to, job.solved);
  parentPort?.postMessage('done');
});
