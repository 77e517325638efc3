/** @file Threads of the command-line tools. */
import { Worker } from 'node:worker_threads';

/**
 * Runs a TypeScript module in a thread of its own.
 *
 * @param module `new URL('./name.ts', import.meta.url)`
 * @param data copied to the thread's `workerData`
 */
export function startThread(module: URL, data?: unknown): Worker {
  const boot = new URL('./thread.boot.mjs', import.meta.url);
  return new Worker(boot, { argv: [module.href], workerData: data });
}
