import * as tf from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backendOrder, currentBackend, startBackend } from './backend';
import { FakeGpu, WASM_FILES, withoutGpu } from './testing/backends';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the order of backends', () => {
  it('is WebGPU, WASM, CPU when the choice is automatic', () => {
    expect(backendOrder('auto')).toEqual(['webgpu', 'wasm', 'cpu']);
  });

  it('begins at a forced backend and goes on in the same order', () => {
    expect(backendOrder('webgpu')).toEqual(['webgpu', 'wasm', 'cpu']);
    expect(backendOrder('wasm')).toEqual(['wasm', 'cpu']);
    expect(backendOrder('cpu')).toEqual(['cpu']);
  });
});

describe('starting a backend', () => {
  it.each(['wasm', 'cpu'] as const)(
    'makes the real %s backend the current one',
    async (backend) => {
      const before = tf.engine().state.numTensors;
      await startBackend(backend, WASM_FILES, withoutGpu);
      expect(currentBackend()).toBe(backend);
      expect(tf.engine().state.numTensors).toBe(before);
    },
  );

  it('gives the missing adapter as the reason', async () => {
    await expect(startBackend('webgpu', WASM_FILES, withoutGpu)).rejects.toThrow(
      'no WebGPU adapter',
    );
  });

  it('accepts a GPU that multiplies correctly', async () => {
    await startBackend('webgpu', WASM_FILES, new FakeGpu());
    expect(currentBackend()).toBe('webgpu');
  });

  it('does not trust a GPU that reads back zeros', async () => {
    class ZeroReader extends MathBackendCPU {
      override async read(...args: Parameters<MathBackendCPU['read']>): Promise<Float32Array> {
        return new Float32Array((await super.read(...args)).length);
      }
    }
    tf.removeBackend('webgpu');
    tf.registerBackend('webgpu', () => new ZeroReader());
    await expect(startBackend('webgpu', WASM_FILES, new FakeGpu())).rejects.toThrow('instead of');
  });

  it('fails when TensorFlow.js only says so by returning false', async () => {
    tf.removeBackend('webgpu');
    tf.registerBackend('webgpu', () => Promise.reject(new Error('no device')));
    await expect(startBackend('webgpu', WASM_FILES, new FakeGpu())).rejects.toThrow(
      'could not initialise',
    );
  });
});
