/** @file TensorFlow.js on Node: the WASM backend from the installed package. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

/** Makes WASM the current backend. */
export async function startWasmBackend(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(dirname(entry), '/'));
  if (!(await setBackend('wasm'))) throw new Error('TensorFlow.js could not start WASM on Node.');
}
