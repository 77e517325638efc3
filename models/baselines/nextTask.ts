/** @file A pause in long work on one thread, so that it can be watched and stopped. */

/**
 * Lets timers, signals and messages through.
 *
 * @throws the signal's reason when it was aborted
 */
export async function nextTask(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve);
  });
  signal?.throwIfAborted();
}
