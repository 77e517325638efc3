/** @file A client over fake workers, quick to miss a heartbeat and to start again; it ends with the test. */
import { expect, onTestFinished, vi } from 'vitest';
import type { OpenRequest, RecommenderApi } from '../contract';
import { RecommenderClient, type ClientOptions } from '../recommenderClient';
import { fakeWorkers } from './fakeWorker';

export const OPEN: OpenRequest = { packUrl: 'https://kinora.test/', backend: 'auto', wasmUrls: {} };
export const SIMILAR = { movieId: 1, k: 2, exclude: [] };
export const QUICK = { readyTimeoutMs: 1_000, intervalMs: 10, missedLimit: 3 };
export const LIMITS = { maxRestarts: 3, windowMs: 60_000, firstDelayMs: 1 };
export const NEVER = () => new Promise<never>(() => undefined);

export function clientOf(options: ClientOptions): RecommenderClient {
  const client = new RecommenderClient({ heartbeat: QUICK, limits: LIMITS, ...options });
  onTestFinished(() => client.dispose());
  return client;
}

export function setup(
  apis: (life: number) => RecommenderApi,
  options: Partial<ClientOptions> = {},
) {
  const { workers, startWorker } = fakeWorkers(apis);
  return { workers, client: clientOf({ startWorker, ...options }) };
}

export async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBe(true));
}
