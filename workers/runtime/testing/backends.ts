/** @file Backends for tests in Node: real WASM and CPU, and a GPU whose fate the test decides. */
import * as tf from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendPorts } from '../backend';
import { browserBackends } from '../browserBackends';

const DIST = new URL('../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url);

/** Paths of the WASM binaries, as `OpenRequest.wasmUrls` carries URLs of them. */
export const WASM_FILES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'tfjs-backend-wasm.wasm',
    'tfjs-backend-wasm-simd.wasm',
    'tfjs-backend-wasm-threaded-simd.wasm',
  ].map((name) => [name, new URL(name, DIST).pathname]),
);

/** A machine without WebGPU. */
export const withoutGpu: BackendPorts = {
  ...browserBackends,
  hasAdapter: () => Promise.resolve(false),
};

/**
 * A machine with an adapter, whose `webgpu` backend is the CPU backend under that name: real kernels,
 * real tensors. Its device lives until {@link FakeGpu.lose}.
 */
export class FakeGpu implements BackendPorts {
  #lose: (reason: string) => void = () => undefined;

  hasAdapter(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async load(...[backend, urls]: Parameters<BackendPorts['load']>): Promise<void> {
    if (backend !== 'webgpu') return browserBackends.load(backend, urls);
    if (tf.findBackendFactory('webgpu')) return;
    tf.registerBackend('webgpu', () => new MathBackendCPU());
    tf.copyRegisteredKernels('cpu', 'webgpu');
  }

  deviceLost(): Promise<string> | null {
    if (tf.getBackend() !== 'webgpu') return null;
    return new Promise((resolve) => {
      this.#lose = resolve;
    });
  }

  /** Takes the device away, as a driver update or a sleeping laptop does. */
  lose(reason: string): void {
    this.#lose(reason);
  }
}
