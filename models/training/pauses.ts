/** @file Pauses in long work on one thread, so that it can be watched and stopped. */

/** Awaited between the pieces of long work, told how many are done; may throw to stop it. */
export type OnPiece = (done: number) => void | Promise<void>;

/** How long work goes on without a pause. */
const PAUSE_EVERY_MS = 100;

/**
 * What long work awaits between its pieces. Every tenth of a second it lets timers, signals and messages
 * through, which awaiting the WASM backend does not: its answers are there within the same task.
 *
 * @returns a function that throws the signal's reason when it was aborted
 */
export function pauses(signal?: AbortSignal): () => Promise<void> {
  let lastAt = -Infinity;
  return async () => {
    if (performance.now() - lastAt >= PAUSE_EVERY_MS) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve);
      });
      lastAt = performance.now();
    }
    signal?.throwIfAborted();
  };
}
