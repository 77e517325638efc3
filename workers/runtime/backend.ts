/** @file Chooses a TensorFlow.js backend, and trusts it only after it has multiplied correctly. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from '../recommender.api';

/** What the choice needs from the browser; tests stand in for the adapter only. */
export interface BackendPorts {
  /** Whether a WebGPU adapter can be had. */
  hasAdapter(): Promise<boolean>;
  /** Downloads and registers a backend's kernels. */
  load(backend: BackendName, wasmUrls: Readonly<Record<string, string>>): Promise<void>;
  /** Settles with the reason when the current backend's device is lost; null if it has none. */
  deviceLost(): Promise<string> | null;
}

/** A backend that could not be used, and why. */
export interface BackendFailure {
  readonly backend: BackendName;
  readonly reason: string;
}

const FASTEST_FIRST: readonly BackendName[] = ['webgpu', 'wasm', 'cpu'];

/** A driver that hangs must not hang the page: compiling the probe takes about a second at worst. */
const PROBE_TIMEOUT_MS = 15_000;

/** Backends to try, in order: all of them, or the forced one and those slower than it. */
export function backendOrder(choice: BackendName | 'auto'): readonly BackendName[] {
  return choice === 'auto' ? FASTEST_FIRST : FASTEST_FIRST.slice(FASTEST_FIRST.indexOf(choice));
}

/**
 * Makes a backend the current one.
 *
 * @throws Error whose message is the reason why it cannot be used here. The current backend is then
 *   undefined: start another one before the next tensor.
 */
export async function startBackend(
  backend: BackendName,
  wasmUrls: Readonly<Record<string, string>>,
  ports: BackendPorts,
): Promise<void> {
  if (backend === 'webgpu' && !(await ports.hasAdapter())) {
    throw new Error('This browser offers no WebGPU adapter.');
  }
  await ports.load(backend, wasmUrls);
  // After a failed start getBackend() already names the failed backend, so both are needed.
  const started = await tf.setBackend(backend);
  if (!started || tf.getBackend() !== backend) {
    throw new Error(`TensorFlow.js could not initialise its ${backend} backend.`);
  }
  await withTimeout(probe(), PROBE_TIMEOUT_MS);
}

/**
 * Discards a backend whose device is gone, and leaves its factory registered, so that a later `open`
 * can ask for a fresh device.
 */
export function forgetBackend(backend: BackendName): void {
  const factory = tf.findBackendFactory(backend);
  tf.removeBackend(backend);
  if (factory) tf.registerBackend(backend, factory);
}

/** Which backend TensorFlow.js really uses, if it is one of ours. */
export function currentBackend(): BackendName | null {
  const name = tf.getBackend();
  return FASTEST_FIRST.find((backend) => backend === name) ?? null;
}

const PROBE = { rows: 5, inner: 7, columns: 3 } as const;

/** Multiplies two matrices of small integers, whose product every backend must get exactly right. */
async function probe(): Promise<void> {
  const { rows, inner, columns } = PROBE;
  const a = Float32Array.from({ length: rows * inner }, (_, i) => (i % 5) - 2);
  const b = Float32Array.from({ length: inner * columns }, (_, i) => (i % 4) - 1);
  const product = tf.tidy(() =>
    tf.matMul(tf.tensor2d(a, [rows, inner]), tf.tensor2d(b, [inner, columns])),
  );
  try {
    const values = await product.data();
    for (let i = 0; i < rows * columns; i++) {
      const row = Math.floor(i / columns);
      let expected = 0;
      for (let k = 0; k < inner; k++)
        expected += a[row * inner + k] * b[k * columns + (i % columns)];
      if (values[i] !== expected) {
        throw new Error(`A test product gave ${values[i]} instead of ${expected}.`);
      }
    }
  } finally {
    product.dispose();
  }
}

function withTimeout<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The test product took longer than ${milliseconds / 1000} s.`)),
      milliseconds,
    );
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
