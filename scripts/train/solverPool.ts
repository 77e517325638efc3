/**
 * @file Solves half steps of ALS on several threads. Rows are independent and each is solved by one
 * thread alone, so the bytes do not depend on the number of threads.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { HalfStep, SolvedRows, SparseRows } from '../../models/training/ials';
import { startThread } from '../runtime/startThread';
import type { SolverMessage } from './solverThread';

/** Ratings of one job: few enough that threads finish together. */
const RATINGS_PER_JOB = 16_384;

type Column = Int32Array | Uint8Array;

/** Solves one half step at a time. */
export class SolverPool {
  readonly #threads: Worker[];
  /** Ratings are the same in every alternation, so they move to shared memory once. */
  readonly #ratings = new WeakMap<Column, Column>();
  readonly #scratch = new SharedScratch();

  constructor(threads = availableParallelism()) {
    const module = new URL('./solverThread.ts', import.meta.url);
    this.#threads = Array.from({ length: threads }, () => startThread(module));
  }

  /** Number of threads. */
  get size(): number {
    return this.#threads.length;
  }

  /** Solves all rows of a half step. Await it before the next one. */
  async solve(step: HalfStep): Promise<SolvedRows> {
    const { rows, dimensions } = step;
    const rowCount = rows.offsets.length - 1;
    const solved: SolvedRows = {
      factors: this.#scratch.floats('factors', rowCount * dimensions),
      losses: this.#scratch.doubles('losses', rowCount),
    };
    const begin: SolverMessage = { kind: 'begin', step: this.#shareStep(step), solved };
    const jobs = rangesOf(rows);
    const work = async (thread: Worker): Promise<void> => {
      thread.postMessage(begin);
      for (let job = jobs.next(); !job.done; job = jobs.next()) {
        thread.postMessage(job.value);
        await once(thread, 'message');
      }
    };
    await Promise.all(this.#threads.map(work));
    return {
      factors: Float32Array.from(solved.factors),
      losses: Float64Array.from(solved.losses),
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #shareStep(step: HalfStep): HalfStep {
    const { offsets, columns, halfStars } = step.rows;
    const fixed = this.#scratch.floats('fixed', step.fixed.length);
    const start = this.#scratch.floats('start', step.start.length);
    const spectrum = this.#scratch.doubles('spectrum', step.spectrum.length);
    fixed.set(step.fixed);
    start.set(step.start);
    spectrum.set(step.spectrum);
    const rows = {
      offsets: this.#shareOnce(offsets),
      columns: this.#shareOnce(columns),
      halfStars: this.#shareOnce(halfStars),
    };
    return { ...step, rows, fixed, start, spectrum };
  }

  #shareOnce<T extends Column>(values: T): T {
    const known = this.#ratings.get(values) as T | undefined;
    const copy = known ?? shared(values);
    this.#ratings.set(values, copy);
    return copy;
  }
}

/** Shared memory that is used again: threads would keep what each half step allocates for too long. */
class SharedScratch {
  readonly #buffers = new Map<string, SharedArrayBuffer>();

  floats(name: string, length: number): Float32Array {
    const bytes = length * Float32Array.BYTES_PER_ELEMENT;
    return new Float32Array(this.#atLeast(name, bytes), 0, length);
  }

  doubles(name: string, length: number): Float64Array {
    const bytes = length * Float64Array.BYTES_PER_ELEMENT;
    return new Float64Array(this.#atLeast(name, bytes), 0, length);
  }

  #atLeast(name: string, bytes: number): SharedArrayBuffer {
    const known = this.#buffers.get(name);
    if (known && known.byteLength >= bytes) return known;
    const buffer = new SharedArrayBuffer(bytes);
    this.#buffers.set(name, buffer);
    return buffer;
  }
}

/** Ranges of rows with about as many ratings each. */
function* rangesOf({ offsets }: SparseRows): Generator<SolverMessage, undefined> {
  const rowCount = offsets.length - 1;
  let from = 0;
  while (from < rowCount) {
    let to = from + 1;
    while (to < rowCount && offsets[to + 1] - offsets[from] <= RATINGS_PER_JOB) to++;
    yield { kind: 'range', from, to };
    from = to;
  }
}

function shared<T extends Column>(values: T): T {
  const copy = Reflect.construct(values.constructor, [
    new SharedArrayBuffer(values.byteLength),
  ]) as T;
  copy.set(values);
  return copy;
}
