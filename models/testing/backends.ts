/** @file Runs the same tensor tests on every TensorFlow.js backend that Node has. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';

const wasmEntry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
setWasmPaths(join(dirname(wasmEntry), '/'));

/** Defines the tests once for each backend, and fails any of them that leaks a tensor. */
export function onEachBackend(title: string, define: (backend: string) => void): void {
  describe.each(['cpu', 'wasm'])(`${title} on %s`, (backend) => {
    let tensorsBefore = 0;
    beforeAll(async () => {
      expect(await setBackend(backend)).toBe(true);
    });
    beforeEach(() => {
      tensorsBefore = memory().numTensors;
    });
    afterEach(() => {
      expect(memory().numTensors, 'tensors leaked').toBe(tensorsBefore);
    });
    define(backend);
  });
}
