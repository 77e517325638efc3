/** @file The whole state of the page over a fake recommender, a real Comlink and a real database. */
import { onTestFinished, vi } from 'vitest';
import type { RecommenderApi } from '../../client/contract';
import { fakeRecommender } from '../../client/testing/fakeRecommender';
import { fakeWorkers, type FakeWorker } from '../../client/testing/fakeWorker';
import type { KinoraDatabase } from '../../db/database';
import { freshDatabase } from '../../db/testing/freshDatabase';
import { createApp, type App } from '../app.svelte';
import type { Shelves } from '../shelves';

export interface TestApp extends App {
  readonly db: KinoraDatabase;
  readonly workers: readonly FakeWorker[];
  readonly stop: () => void;
}

const QUICK_RESTARTS = { maxRestarts: 1, windowMs: 60_000, firstDelayMs: 1 };

/** Starts the page's state, as a visit does. */
export function visit(
  overrides: Partial<RecommenderApi> | ((life: number) => Partial<RecommenderApi>) = {},
  db = freshDatabase(),
): TestApp {
  const { workers, startWorker } = fakeWorkers((life) =>
    fakeRecommender(typeof overrides === 'function' ? overrides(life) : overrides),
  );
  const app = createApp({
    db,
    client: { startWorker, limits: QUICK_RESTARTS },
    packUrl: 'https://kinora.test/models/latest/',
    wasmUrls: {},
    registerServiceWorker: () => () => Promise.resolve(),
  });
  return { ...app, db, workers, stop: app.start() };
}

/** Waits until the shelves are up to date. */
export async function settled({ recommender, device, library }: App): Promise<void> {
  await vi.waitFor(() => {
    if (recommender.stale || !library.ready || device.phase !== 'ready') {
      throw new Error('The shelves are not up to date.');
    }
  });
}

/** A visit whose shelves are up to date; it ends with the test. */
export async function visited(...args: Parameters<typeof visit>): Promise<TestApp> {
  const app = visit(...args);
  onTestFinished(app.stop);
  await settled(app);
  return app;
}

/** The ids of the top picks, best first. */
export function idsOf({ topPicks }: Shelves): number[] {
  return topPicks.map(({ movie }) => movie.id);
}
