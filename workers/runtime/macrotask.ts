/** @file Giving way to the messages that arrived while the worker was computing. */

/**
 * Resolves in a later macrotask, after the messages that are already waiting were delivered. A
 * message channel is used because timers are clamped to 4 ms when nested.
 */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
