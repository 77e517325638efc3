import { describe, expect, it, vi } from 'vitest';
import { NEVER, OPEN, setup, SIMILAR, until } from './testing/clientOverFakes';
import { failing, fakeRecommender } from './testing/fakeRecommender';

describe('a call to the recommender', () => {
  it('is answered with what the worker says', async () => {
    const { client } = setup(() => fakeRecommender());
    await client.open(OPEN);
    const outcome = await client.similar(SIMILAR);
    expect(outcome).toEqual({
      status: 'done',
      value: {
        items: [
          { movieId: 1, similarity: 1 },
          { movieId: 2, similarity: 0.5 },
        ],
      },
    });
  });

  it('waits for the ready message, before which everything sent is lost', async () => {
    const { client } = setup(() => fakeRecommender());
    const [opened, similar] = await Promise.all([client.open(OPEN), client.similar(SIMILAR)]);
    expect(opened.status).toBe('done');
    expect(similar.status).toBe('done');
  });

  it('gets progress, and none after it was aborted', async () => {
    const steps: number[] = [];
    const controller = new AbortController();
    const { client } = setup(() =>
      fakeRecommender({
        fineTune: async (_request, onProgress) => {
          onProgress?.([{ step: 1, loss: 1 }]);
          await until(() => steps.length === 1);
          controller.abort();
          onProgress?.([{ step: 2, loss: 0.5 }]);
          return failing('superseded');
        },
      }),
    );
    await client.open(OPEN);
    const outcome = await client.fineTune(
      { history: [], warmStart: null },
      (points) => steps.push(...points.map(({ step }) => step)),
      { signal: controller.signal },
    );
    await client.status();
    expect(outcome).toEqual({ status: 'dropped' });
    expect(steps).toEqual([1]);
  });

  it('is dropped at once when it is aborted, and is not sent when it was aborted before', async () => {
    const similar = vi.fn(NEVER);
    const { client } = setup(() => fakeRecommender({ similar }));
    await client.open(OPEN);
    const controller = new AbortController();
    const waiting = client.similar(SIMILAR, { signal: controller.signal });
    await until(() => similar.mock.calls.length === 1);
    controller.abort();
    expect(await waiting).toEqual({ status: 'dropped' });
    expect(await client.similar(SIMILAR, { signal: AbortSignal.abort() })).toEqual({
      status: 'dropped',
    });
    expect(similar).toHaveBeenCalledTimes(1);
  });

  it('that a newer one overtook is dropped quietly', async () => {
    const { client } = setup(() =>
      fakeRecommender({ search: () => Promise.resolve(failing('superseded')) }),
    );
    await client.open(OPEN);
    expect(await client.search({ query: 'a', limit: 1 })).toEqual({ status: 'dropped' });
  });

  it('passes an expected failure on', async () => {
    const { client } = setup(() =>
      fakeRecommender({ similar: () => Promise.resolve(failing('unknown-movie')) }),
    );
    await client.open(OPEN);
    expect(await client.similar(SIMILAR)).toMatchObject({
      status: 'failed',
      problem: { code: 'unknown-movie' },
    });
  });

  it('fails with the details when the worker throws, which it should not', async () => {
    const { client } = setup(() =>
      fakeRecommender({ similar: () => Promise.reject(new Error('nobody foresaw this')) }),
    );
    await client.open(OPEN);
    const outcome = await client.similar(SIMILAR);
    expect(outcome).toMatchObject({ status: 'failed', problem: { code: 'internal' } });
    expect(JSON.stringify(outcome)).toContain('nobody foresaw this');
  });

  it('fails with the reason when the pack could not be opened', async () => {
    const { client } = setup(() =>
      fakeRecommender({ open: () => Promise.resolve(failing('offline')) }),
    );
    const [opened, similar] = await Promise.all([client.open(OPEN), client.similar(SIMILAR)]);
    expect(opened).toMatchObject({ status: 'failed', problem: { code: 'offline' } });
    expect(similar).toMatchObject({ status: 'failed', problem: { code: 'offline' } });
  });
});
