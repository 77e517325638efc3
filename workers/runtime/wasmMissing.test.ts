import { expect, it, vi } from 'vitest';
import { DeviceHost } from './device';
import { withoutGpu } from './testing/backends';

// A file of its own: after a failed start tfjs's WASM backend stays unusable in the process.
it('falls back to the CPU when the WASM binary is not on the server', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const nowhere = { 'tfjs-backend-wasm-simd.wasm': '/nowhere/simd.wasm' };
  const host = new DeviceHost({
    choice: 'auto',
    wasmUrls: nowhere,
    build: () => ({ dispose: () => undefined }),
    ports: withoutGpu,
    onLost: () => undefined,
  });
  await host.start();
  expect(host.backend).toBe('cpu');
  expect(host.failed.map(({ backend }) => backend)).toEqual(['webgpu', 'wasm']);
  expect(host.failed.every(({ reason }) => reason.length > 0)).toBe(true);
});
