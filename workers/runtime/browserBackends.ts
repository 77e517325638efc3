/** @file The TensorFlow.js backends as a browser loads them: each in a chunk of its own. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendPorts } from './backend';

const PLAIN_WASM = 'tfjs-backend-wasm.wasm';
const SIMD_WASM = 'tfjs-backend-wasm-simd.wasm';
const THREADED_WASM = 'tfjs-backend-wasm-threaded-simd.wasm';

async function loadWasm(urls: Readonly<Record<string, string>>): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  // Threads gain nothing at this size, and the threaded binary breaks under minification. Its path
  // is still demanded by setWasmPaths.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    [PLAIN_WASM]: urls[PLAIN_WASM] ?? urls[SIMD_WASM],
    [SIMD_WASM]: urls[SIMD_WASM],
    [THREADED_WASM]: urls[THREADED_WASM] ?? urls[SIMD_WASM],
  });
}

/** {@link BackendPorts} of the browser or Node process that this runs in. */
export const browserBackends: BackendPorts = {
  async hasAdapter() {
    if (typeof navigator === 'undefined' || !('gpu' in navigator)) return false;
    return (await navigator.gpu.requestAdapter()) !== null;
  },

  async load(backend, wasmUrls) {
    if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
    else if (backend === 'wasm') await loadWasm(wasmUrls);
    else await import('@tensorflow/tfjs-backend-cpu');
  },

  deviceLost() {
    if (typeof GPUDevice === 'undefined') return null;
    const device: unknown = Reflect.get(tf.backend(), 'device');
    if (!(device instanceof GPUDevice)) return null;
    return device.lost.then(({ reason, message }) => `${reason}: ${message}`);
  },
};
