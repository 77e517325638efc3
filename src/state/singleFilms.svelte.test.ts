import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { failing, fakeRecommender } from '../client/testing/fakeRecommender';
import { settled, visit, visited } from './testing/testApp';

const real = fakeRecommender();

describe('questions about single films', () => {
  it('are answered from the current fit, and asked once until it changes', async () => {
    const explain = vi.fn(real.explain);
    const predict = vi.fn(real.predict);
    const app = await visited({ explain, predict });
    await app.library.rate(30, 9);
    await settled(app);
    const first = await app.recommender.films.explain(5);
    expect(first).toMatchObject({ status: 'done', value: { score: 1 } });
    await app.recommender.films.explain(5);
    expect(explain).toHaveBeenCalledTimes(1);
    await app.library.rate(10, 9);
    await settled(app);
    expect(await app.recommender.films.explain(5)).toMatchObject({
      status: 'done',
      value: { score: 2 },
    });
    const predictions = predict.mock.calls.length;
    expect(await app.recommender.films.predict([1, 45])).toEqual(new Map([[1, 2]]));
    await app.recommender.films.predict([1, 45]);
    expect(await app.recommender.films.prediction(1)).toEqual({
      status: 'done',
      value: {
        stars: 2,
        low: expect.closeTo(2 - 0.6408, 4) as number,
        high: expect.closeTo(2.6408, 4) as number,
      },
    });
    expect(await app.recommender.films.prediction(45)).toEqual({ status: 'dropped' });
    expect(predict.mock.calls.length).toBeLessThanOrEqual(predictions + 1);
  });

  it('are asked again after a failure', async () => {
    let isBroken = true;
    const app = await visited({
      explain: (request) =>
        isBroken ? Promise.resolve(failing('internal')) : real.explain(request),
    });
    expect(await app.recommender.films.explain(5)).toMatchObject({ status: 'failed' });
    isBroken = false;
    expect(await app.recommender.films.explain(5)).toMatchObject({ status: 'done' });
  });

  it('leave hidden films out of the similar ones', async () => {
    const app = await visited();
    await app.library.hide(6);
    const outcome = await app.recommender.films.similar(5, 3);
    expect(outcome.status === 'done' && outcome.value.map(({ movie }) => movie.id)).toEqual([
      7, 8, 9,
    ]);
  });

  it('have no answer before the pack is open, and do not fail', async () => {
    const app = visit({ open: () => new Promise<never>(() => undefined) });
    onTestFinished(app.stop);
    expect(await app.recommender.films.explain(5)).toEqual({ status: 'dropped' });
    expect(await app.recommender.films.similar(5)).toEqual({ status: 'dropped' });
    expect(await app.recommender.films.predict([5])).toEqual(new Map());
  });

  it('call the same effect again after each fit', async () => {
    const app = await visited();
    const answers: number[] = [];
    const stop = $effect.root(() => {
      $effect(() => {
        void app.recommender.films.explain(5).then((outcome) => {
          if (outcome.status === 'done') answers.push(outcome.value.score);
        });
      });
    });
    await app.library.rate(30, 9);
    await settled(app);
    await vi.waitFor(() => expect(answers.at(-1)).toBe(1));
    stop();
  });
});
