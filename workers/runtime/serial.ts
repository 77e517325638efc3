/** @file One job at a time, in order of arrival. */
import { yieldToMessages } from './macrotask';

/**
 * A queue of asynchronous jobs. Tensor work runs through one, so that the leak guard can count
 * tensors and a rebuild never overlaps a request.
 */
export class SerialQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #pending = 0;

  /** Runs `job` when all earlier ones have finished, whatever their outcome. */
  run<T>(job: () => Promise<T>): Promise<T> {
    this.#pending += 1;
    const result = this.#tail.then(async () => {
      try {
        // A newer request may be waiting in the message queue and make this one needless.
        await yieldToMessages();
        return await job();
      } finally {
        this.#pending -= 1;
      }
    });
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Resolves when nothing is queued or running. */
  async whenIdle(): Promise<void> {
    while (this.#pending > 0) await this.#tail;
  }
}
