import { describe, expect, it, vi } from 'vitest';
import type { RecommenderApi, WorkerStatus } from './contract';
import {
  clientOf,
  LIMITS,
  NEVER,
  OPEN,
  QUICK,
  setup,
  SIMILAR,
  until,
} from './testing/clientOverFakes';
import { columns, fakeRecommender, openAnswer, STATUS } from './testing/fakeRecommender';
import { FakeWorker } from './testing/fakeWorker';

/** Fails at first as often as told, then answers. */
function hangingUntil(life: number, healthy: number): RecommenderApi {
  return fakeRecommender(life < healthy ? { similar: NEVER } : {});
}

describe('a worker that dies', () => {
  it('is replaced, the pack is opened again and the pending call is answered', async () => {
    const onCrash = vi.fn();
    const opened: number[] = [];
    const { workers, client } = setup(
      (life) =>
        fakeRecommender({
          ...hangingUntil(life, 1),
          open: () => {
            opened.push(life);
            return Promise.resolve(openAnswer());
          },
        }),
      { onCrash },
    );
    await client.open(OPEN);
    const waiting = client.similar(SIMILAR);
    workers[0].crash('device lost');
    expect((await waiting).status).toBe('done');
    expect(opened).toEqual([0, 1]);
    expect(workers[0].terminated).toBe(true);
    expect(onCrash).toHaveBeenCalledExactlyOnceWith('device lost', true);
  });

  it('is replaced on the next backend', async () => {
    const backends: string[] = [];
    const { workers, client } = setup((life) => {
      const status: WorkerStatus = { ...STATUS, backend: life === 0 ? 'webgpu' : 'wasm' };
      return fakeRecommender({
        open: ({ backend }) => {
          backends.push(backend);
          return Promise.resolve(openAnswer());
        },
        status: () => Promise.resolve(status),
      });
    });
    await client.open(OPEN);
    await client.status();
    workers[0].crash();
    await until(() => backends.length === 2);
    await client.status();
    workers[1].crash();
    await until(() => backends.length === 3);
    expect(backends).toEqual(['auto', 'wasm', 'cpu']);
  });

  it('keeps its backend when it died before any backend was touched', async () => {
    const backends: string[] = [];
    const { workers, client } = setup((life) =>
      fakeRecommender({
        open: ({ backend }) => {
          backends.push(backend);
          return life === 0 ? NEVER() : Promise.resolve(openAnswer());
        },
      }),
    );
    const opening = client.open(OPEN);
    await until(() => backends.length === 1);
    workers[0].crash();
    expect((await opening).status).toBe('done');
    expect(backends).toEqual(['auto', 'auto']);
  });

  it('without a sound, hanging, is noticed by its missing heartbeat', async () => {
    const onCrash = vi.fn();
    const { workers, client } = setup((life) => hangingUntil(life, 1), { onCrash });
    await client.open(OPEN);
    await client.status();
    workers[0].hang();
    expect((await client.similar(SIMILAR)).status).toBe('done');
    expect(onCrash).toHaveBeenCalledExactlyOnceWith('it did not answer any more', true);
  });

  it('is not suspected while it computes for long but answers heartbeats', async () => {
    const onCrash = vi.fn();
    const { client } = setup(
      () =>
        fakeRecommender({
          similar: async () => {
            await new Promise((resolve) => setTimeout(resolve, 20 * QUICK.intervalMs));
            return { ok: true, value: { items: [] } };
          },
        }),
      { onCrash },
    );
    await client.open(OPEN);
    expect((await client.similar(SIMILAR)).status).toBe('done');
    expect(onCrash).not.toHaveBeenCalled();
  });

  it('before it ever started is replaced too', async () => {
    let starts = 0;
    const client = clientOf({
      startWorker: () => {
        starts += 1;
        return new FakeWorker(fakeRecommender(), starts > 1);
      },
      heartbeat: { ...QUICK, readyTimeoutMs: 20 },
    });
    expect((await client.open(OPEN)).status).toBe('done');
    expect(starts).toBe(2);
  });

  it('gets the second tier again, so that search finds as much as before', async () => {
    const loads: number[] = [];
    const { workers, client } = setup((life) =>
      fakeRecommender({
        loadUnrated: () => {
          loads.push(life);
          return Promise.resolve({ ok: true, value: columns('unrated') });
        },
      }),
    );
    await client.open(OPEN);
    await client.loadUnrated();
    workers[0].crash();
    await until(() => loads.length === 2);
    expect(loads).toEqual([0, 1]);
  });

  it('again and again is given up: every call fails, at once from then on', async () => {
    const { workers, client } = setup(() => fakeRecommender({ similar: NEVER }));
    await client.open(OPEN);
    const waiting = client.similar(SIMILAR);
    for (let crash = 0; crash <= LIMITS.maxRestarts; crash += 1) {
      await until(() => workers.length === crash + 1);
      workers[crash].crash();
    }
    expect(await waiting).toMatchObject({ status: 'failed', problem: { code: 'worker-crashed' } });
    expect(await client.status()).toMatchObject({ status: 'failed' });
    expect(workers).toHaveLength(LIMITS.maxRestarts + 1);
  });

  it('and was given up is started once more by opening again', async () => {
    const { workers, client } = setup((life) => hangingUntil(life, LIMITS.maxRestarts + 1));
    await client.open(OPEN);
    for (let crash = 0; crash <= LIMITS.maxRestarts; crash += 1) {
      await until(() => workers.length === crash + 1);
      workers[crash].crash();
    }
    expect((await client.open(OPEN)).status).toBe('done');
    expect((await client.similar(SIMILAR)).status).toBe('done');
  });
});

describe('opening a second time', () => {
  it('starts a fresh worker, as asked, and moves the pending calls to it', async () => {
    const backends: string[] = [];
    const { workers, client } = setup((life) =>
      fakeRecommender({
        ...hangingUntil(life, 1),
        open: ({ backend }) => {
          backends.push(backend);
          return Promise.resolve(openAnswer());
        },
      }),
    );
    await client.open(OPEN);
    const waiting = client.similar(SIMILAR);
    await client.open({ ...OPEN, backend: 'cpu' });
    expect((await waiting).status).toBe('done');
    expect(backends).toEqual(['auto', 'cpu']);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });
});
