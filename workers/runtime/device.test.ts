import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BackendName } from '../recommender.api';
import { currentBackend, type BackendPorts } from './backend';
import { DeviceHost, type HostOptions } from './device';
import { tensorCount } from './leakGuard';
import { ProblemError } from './problems';
import { FakeGpu, WASM_FILES, withoutGpu } from './testing/backends';

/** A model of one tensor. Its answer is known: 2 + 4 + 6. */
class DoubledSum {
  readonly #weights = tf.tensor1d([1, 2, 3]);

  async answer(): Promise<number> {
    const sum = tf.tidy(() => tf.sum(tf.mul(this.#weights, 2)));
    const [value] = await sum.data();
    sum.dispose();
    return value;
  }

  dispose(): void {
    this.#weights.dispose();
  }
}

function hostOf(
  ports: BackendPorts,
  options: Partial<HostOptions<DoubledSum>> = {},
): DeviceHost<DoubledSum> {
  return new DeviceHost({
    choice: 'auto',
    wasmUrls: WASM_FILES,
    build: () => new DoubledSum(),
    ports,
    onLost: () => undefined,
    ...options,
  });
}

let tensorsBefore = 0;

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  tensorsBefore = tensorCount();
});

afterEach(() => {
  expect(tensorCount()).toBe(tensorsBefore);
  vi.restoreAllMocks();
});

describe('starting', () => {
  it('takes the fastest backend that works and records why faster ones did not', async () => {
    const host = hostOf(withoutGpu);
    expect(await host.use((model) => model.answer())).toBe(12);
    expect(currentBackend()).toBe('wasm');
    expect(host.failed).toEqual([
      { backend: 'webgpu', reason: 'Error: This browser offers no WebGPU adapter.' },
    ]);
    expect(host.rebuilds).toBe(0);
    host.dispose();
  });

  it.each(['wasm', 'cpu'] as const)('obeys a forced choice of %s', async (choice) => {
    const host = hostOf(new FakeGpu(), { choice });
    await host.start();
    expect(currentBackend()).toBe(choice);
    host.dispose();
  });

  it('says which backends failed and why when none works', async () => {
    const broken: BackendPorts = {
      ...withoutGpu,
      load: (backend) => Promise.reject(new Error(`${backend} is blocked`)),
    };
    const started = hostOf(broken).start();
    await expect(started).rejects.toMatchObject({ code: 'backend-unavailable' });
    await expect(started).rejects.toThrow('wasm is blocked');
  });
});

describe('a lost device', () => {
  it('is replaced by the next backend, which answers the pending request', async () => {
    const gpu = new FakeGpu();
    const host = hostOf(gpu);
    const usedOn: (BackendName | null)[] = [];
    const answer = await host.use(async (model) => {
      usedOn.push(currentBackend());
      if (usedOn.length === 1) {
        gpu.lose('destroyed');
        await new Promise(() => undefined);
      }
      return model.answer();
    });
    expect(answer).toBe(12);
    expect(usedOn).toEqual(['webgpu', 'wasm']);
    expect(host.rebuilds).toBe(1);
    expect(host.failed).toHaveLength(1);
    expect(host.failed[0].backend).toBe('webgpu');
    expect(host.failed[0].reason).toContain('destroyed');
    host.dispose();
  });

  it('is noticed between requests', async () => {
    const gpu = new FakeGpu();
    let notice = (): void => undefined;
    const noticed = new Promise<void>((resolve) => {
      notice = resolve;
    });
    const host = hostOf(gpu, { onLost: () => notice() });
    await host.start();
    gpu.lose('unknown');
    await noticed;
    await host.recover();
    expect(currentBackend()).toBe('wasm');
    expect(host.rebuilds).toBe(1);
    expect(await host.use((model) => model.answer())).toBe(12);
    host.dispose();
  });

  it('is replaced by a fresh device when the pack is opened again', async () => {
    const gpu = new FakeGpu();
    const host = hostOf(gpu);
    await host.start();
    const lostInstance = tf.backend();
    gpu.lose('destroyed');
    await host.use((model) => model.answer());
    host.dispose();
    const reopened = hostOf(gpu);
    await reopened.start();
    expect(currentBackend()).toBe('webgpu');
    expect(tf.backend()).not.toBe(lostInstance);
    reopened.dispose();
  });
});

describe('an operation that fails', () => {
  it('is done on the next backend, and the failing one is not used again', async () => {
    const host = hostOf(withoutGpu);
    await host.start();
    const kernel = tf.getKernel('Sum', 'wasm');
    tf.unregisterKernel('Sum', 'wasm');
    expect(await host.use((model) => model.answer())).toBe(12);
    expect(currentBackend()).toBe('cpu');
    expect(host.failed.at(-1)?.backend).toBe('wasm');
    expect(host.failed.at(-1)?.reason).toContain("Kernel 'Sum' not registered");
    tf.registerKernel(kernel);
    host.dispose();
  });

  it('blames no backend when it fails on all of them', async () => {
    const host = hostOf(withoutGpu);
    await host.start();
    const failedBefore = host.failed.length;
    const broken = (): Promise<never> => Promise.reject(new TypeError('not a backend fault'));
    await expect(host.use(broken)).rejects.toThrow('not a backend fault');
    expect(host.failed).toHaveLength(failedBefore);
    expect(currentBackend()).toBe('wasm');
    expect(await host.use((model) => model.answer())).toBe(12);
    host.dispose();
  });

  it('is not tried elsewhere when the failure was expected', async () => {
    const host = hostOf(withoutGpu);
    let tries = 0;
    const refused = (): Promise<never> => {
      tries += 1;
      return Promise.reject(new ProblemError('unknown-movie'));
    };
    await expect(host.use(refused)).rejects.toMatchObject({ code: 'unknown-movie' });
    expect(tries).toBe(1);
    host.dispose();
  });
});
