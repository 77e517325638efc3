import { afterEach, describe, expect, it, vi } from 'vitest';
import { failing, openAnswer, STATUS } from '../client/testing/fakeRecommender';
import { settled, visit, type TestApp } from './testing/testApp';

const apps: TestApp[] = [];

afterEach(() => {
  for (const app of apps.splice(0)) app.stop();
  vi.restoreAllMocks();
});

function visited(...args: Parameters<typeof visit>): TestApp {
  const app = visit(...args);
  apps.push(app);
  return app;
}

describe('opening the pack', () => {
  it('shows progress in bytes, then the pack and the backend', async () => {
    const seen = vi.fn();
    let finish = () => {};
    const app = visited({
      open: async (_request, onProgress) => {
        onProgress?.({ stage: 'download', loadedBytes: 40, totalBytes: 100 });
        await new Promise<void>((done) => (finish = done));
        return openAnswer();
      },
    });
    await vi.waitFor(() => expect(app.device.progress?.loadedBytes).toBe(40));
    expect(app.device.phase).toBe('opening');
    seen(app.device.progress?.totalBytes);
    finish();
    await settled(app);
    expect(seen).toHaveBeenCalledWith(100);
    expect(app.device.summary?.name).toBe('tiny');
    await vi.waitFor(() => expect(app.device.backend).toBe('wasm'));
  });

  it('that failed says why, and works when it is tried again', async () => {
    let isBroken = true;
    const app = visited({
      open: () => Promise.resolve(isBroken ? failing('pack-missing') : openAnswer()),
    });
    await vi.waitFor(() => expect(app.device.phase).toBe('failed'));
    expect(app.device.problem?.code).toBe('pack-missing');
    isBroken = false;
    await app.device.retry();
    await settled(app);
    expect(app.device.problem).toBeNull();
    expect(app.recommender.shelves.topPicks.length).toBeGreaterThan(0);
  });

  it('that failed for want of a network is tried again when it comes back, and not in a loop', async () => {
    const open = vi.fn(() => Promise.resolve(failing('offline')));
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const app = visited({ open });
    await vi.waitFor(() => expect(app.device.problem?.code).toBe('offline'));
    expect(app.connection.online).toBe(false);
    onLine.mockReturnValue(true);
    window.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(open).toHaveBeenCalledTimes(2));
    await vi.waitFor(() => expect(app.device.phase).toBe('failed'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('that kept the previous pack warns and works', async () => {
    const opened = openAnswer();
    if (!opened.ok) throw new Error('unreachable');
    const { problem } = failing('pack-altered');
    const summary = { ...opened.value.summary, problem };
    const app = visited({
      open: () => Promise.resolve({ ok: true, value: { ...opened.value, summary } }),
    });
    await settled(app);
    expect(app.device.keptPackProblem?.code).toBe('pack-altered');
    expect(app.device.problem).toBeNull();
  });
});

describe('the backend', () => {
  it('can be forced, is remembered and shown as what really runs', async () => {
    const asked: string[] = [];
    const app = visited({
      open: ({ backend }) => {
        asked.push(backend);
        return Promise.resolve(openAnswer());
      },
      status: () =>
        Promise.resolve({ ...STATUS, backend: asked.at(-1) === 'cpu' ? 'cpu' : 'wasm' }),
    });
    await settled(app);
    await app.device.forceBackend('cpu');
    await vi.waitFor(() => expect(app.device.backend).toBe('cpu'));
    expect(asked).toEqual(['auto', 'cpu']);
    expect(app.settings.backend).toBe('cpu');
    const next = visited(
      {
        open: ({ backend }) => {
          asked.push(backend);
          return Promise.resolve(openAnswer());
        },
      },
      app.db,
    );
    await settled(next);
    expect(asked.at(-1)).toBe('cpu');
  });
});

describe('a crash', () => {
  it('is repaired while the shelves stay', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const app = visited();
    await settled(app);
    app.workers[0].crash();
    expect(app.device.restarting).toBe(true);
    expect(app.device.phase).toBe('ready');
    await vi.waitFor(() => expect(app.device.restarting).toBe(false));
    expect(app.recommender.shelves.topPicks.length).toBeGreaterThan(0);
    await app.library.rate(30, 9);
    await settled(app);
    expect(app.recommender.personal).toBe(true);
  });

  it('too many are a problem that trying again solves', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const app = visited();
    await settled(app);
    app.workers[0].crash();
    await vi.waitFor(() => expect(app.workers).toHaveLength(2));
    app.workers[1].crash();
    expect(app.device.problem?.code).toBe('worker-crashed');
    await app.device.retry();
    await settled(app);
    expect(app.device.problem).toBeNull();
  });
});
