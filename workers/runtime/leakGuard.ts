/** @file Counts tensors around each request: in a long-lived worker a request must leave none. */
import * as tf from '@tensorflow/tfjs-core';

/** Tensors that exist now, on any backend; unlike `tf.memory()` it needs none to be alive. */
export function tensorCount(): number {
  return tf.engine().state.numTensors;
}

/** Their size. */
export function tensorBytes(): number {
  return tf.engine().state.numBytes;
}

/** Compares {@link tensorCount} before and after. Requests must not overlap: use a queue. */
export class LeakGuard {
  #leaked = 0;

  /** Tensors that finished requests left behind since the start. */
  get leaked(): number {
    return this.#leaked;
  }

  /**
   * Runs a request between two counts. `epoch` names the model's incarnation: when it changes during
   * the request the model was rebuilt, and the counts cannot be compared.
   */
  async around<T>(epoch: () => number, request: () => Promise<T>): Promise<T> {
    const epochBefore = epoch();
    const before = tensorCount();
    try {
      return await request();
    } finally {
      const left = tensorCount() - before;
      if (epoch() === epochBefore && left !== 0) {
        this.#leaked += left;
        console.warn(`A request left ${left} tensors behind.`);
      }
    }
  }
}
