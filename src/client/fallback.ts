/** @file When to start a dead worker again, and on which backend. Pure. */
import type { BackendName } from './contract';

const FASTEST_FIRST: readonly BackendName[] = ['webgpu', 'wasm', 'cpu'];

export interface RestartLimits {
  /** How many crashes within `windowMs` are repaired before giving up. */
  readonly maxRestarts: number;
  readonly windowMs: number;
  /** Wait before the first restart; doubled for each further one. */
  readonly firstDelayMs: number;
}

export const DEFAULT_RESTART_LIMITS: RestartLimits = {
  maxRestarts: 3,
  windowMs: 5 * 60_000,
  firstDelayMs: 250,
};

/**
 * Milliseconds to wait before the next restart, or null to give up.
 *
 * @param crashTimes times of all crashes so far, in milliseconds, the last one included
 */
export function restartDelay(
  crashTimes: readonly number[],
  limits: RestartLimits,
  now: number,
): number | null {
  const recent = crashTimes.filter((time) => now - time <= limits.windowMs).length;
  if (recent > limits.maxRestarts) return null;
  return limits.firstDelayMs * 2 ** Math.max(0, recent - 1);
}

/** The backend after `crashed`; the last one has no successor and is tried again. */
export function nextBackend(crashed: BackendName): BackendName {
  return FASTEST_FIRST[FASTEST_FIRST.indexOf(crashed) + 1] ?? 'cpu';
}

/** The backend that was in use, or being started, when nothing better is known. */
export function firstTried(choice: BackendName | 'auto'): BackendName {
  return choice === 'auto' ? 'webgpu' : choice;
}
