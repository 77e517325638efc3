import { describe, expect, it } from 'vitest';
import { firstTried, nextBackend, restartDelay } from './fallback';

const LIMITS = { maxRestarts: 3, windowMs: 1000, firstDelayMs: 100 };

describe('restarting', () => {
  it('waits twice as long each time, and gives up after the limit', () => {
    const crashes = [0, 10, 20, 30];
    const delays = crashes.map((now, i) => restartDelay(crashes.slice(0, i + 1), LIMITS, now));
    expect(delays).toEqual([100, 200, 400, null]);
  });

  it('forgets crashes from long ago', () => {
    expect(restartDelay([0, 1, 2, 5000], LIMITS, 5000)).toBe(100);
  });
});

describe('the backend after a crash', () => {
  it('is the next slower one, and the last stays', () => {
    expect([nextBackend('webgpu'), nextBackend('wasm'), nextBackend('cpu')]).toEqual([
      'wasm',
      'cpu',
      'cpu',
    ]);
  });

  it('is counted from the fastest when the choice was automatic', () => {
    expect(firstTried('auto')).toBe('webgpu');
    expect(firstTried('cpu')).toBe('cpu');
  });
});
