/**
 * @file Solves half steps of ALS on several threads. Rows are independent and each is solved by one
 * thread alone, so the bytes do not depend on the number of threads.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { HalfStep } from '../../models/training/ials';
import type { SolveJob } from './solverThread';

/** Rows of one job: small enough that threads finish together. */
const ROWS_PER_JOB = 128;

export class SolverPool {
  readonly #threads: Worker[];

  constructor(threads = availableParallelism()) {
    const url = new URL('./solverThread.boot.mjs', import.meta.url);
    this.#threads = Array.from({ length: threads }, () => new Worker(url));
  }

  /** Solves all rows of a half step, `[rows, D]`. */
  async solve(step: HalfStep): Promise<Float32Array> {
    const rowCount = step.rows.offsets.length - 1;
    const solved = new Float32Array(
      new SharedArrayBuffer(rowCount * step.dimensions * Float32Array.BYTES_PER_ELEMENT),
    );
    const shared = shareStep(step);
    let next = 0;
    const work = async (thread: Worker): Promise<void> => {
      while (next < rowCount) {
        const from = next;
        next = Math.min(rowCount, from + ROWS_PER_JOB);
        const job: SolveJob = { step: shared, from, to: next, solved };
        thread.postMessage(job);
        await once(thread, 'message');
      }
    };
    await Promise.all(this.#threads.map(work));
    return Float32Array.from(solved);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}

function shareStep(step: HalfStep): HalfStep {
  return {
    ...step,
    rows: {
      offsets: shared(step.rows.offsets),
      columns: shared(step.rows.columns),
      halfStars: shared(step.rows.halfStars),
    },
    fixed: shared(step.fixed),
    gram: shared(step.gram),
  };
}

function shared<T extends Int32Array | Uint8Array | Float32Array | Float64Array>(values: T): T {
  const copy = Reflect.construct(values.constructor, [
    new SharedArrayBuffer(values.byteLength),
  ]) as T;
  copy.set(values);
  return copy;
}
