import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AlternativeSummary, RecommenderApi } from '../client/contract';
import { failing, fakeRecommender, openAnswer } from '../client/testing/fakeRecommender';
import { freshDatabase, freshName } from '../db/testing/freshDatabase';
import { settled, visit, type TestApp } from './testing/testApp';

const IALS: AlternativeSummary = { name: 'ials', title: 'iALS', kind: 'ials', bytes: 500_000 };

const real = fakeRecommender();
const apps: TestApp[] = [];

afterEach(() => {
  for (const app of apps.splice(0)) app.stop();
});

/** A recommender whose pack carries iALS, which recommends the films backwards. */
function withIals(overrides: Partial<RecommenderApi> = {}): Partial<RecommenderApi> {
  return {
    open: () => {
      const answer = openAnswer();
      if (!answer.ok) return Promise.resolve(answer);
      const summary = { ...answer.value.summary, alternatives: [IALS] };
      return Promise.resolve({ ok: true, value: { ...answer.value, summary } });
    },
    recommend: async (request) => {
      const answer = await real.recommend(request);
      if (!answer.ok || request.system !== 'ials') return answer;
      return { ok: true, value: { ...answer.value, items: answer.value.items.toReversed() } };
    },
    ...overrides,
  };
}

async function visited(...args: Parameters<typeof visit>): Promise<TestApp> {
  const app = visit(...args);
  apps.push(app);
  await settled(app);
  return app;
}

function picksOf({ recommender }: TestApp): number[] {
  return recommender.shelves.topPicks.map(({ movie }) => movie.id);
}

describe('another system', () => {
  it('makes the list when it is chosen, and the model does again afterwards', async () => {
    const app = await visited(withIals());
    const model = picksOf(app);
    expect(app.systems.alternatives).toEqual([IALS]);
    expect(app.systems.chosen).toBeNull();
    await app.systems.chooseSystem('ials');
    await settled(app);
    expect(app.systems.chosen).toEqual(IALS);
    expect(app.recommender.shelves.system).toEqual(IALS);
    expect(picksOf(app)).toEqual(model.toReversed());
    await app.systems.chooseSystem(null);
    await settled(app);
    expect(app.recommender.shelves.system).toBeNull();
    expect(picksOf(app)).toEqual(model);
  });

  it('stays chosen for the next visit', async () => {
    const name = freshName();
    const first = await visited(withIals(), freshDatabase(name));
    await first.systems.chooseSystem('ials');
    await settled(first);
    const second = await visited(withIals(), freshDatabase(name));
    expect(second.recommender.shelves.system).toEqual(IALS);
  });

  it('is not missed where the pack does not carry it', async () => {
    const name = freshName();
    const first = await visited(withIals(), freshDatabase(name));
    await first.systems.chooseSystem('ials');
    const asked: (string | undefined)[] = [];
    const second = await visited(
      {
        recommend: (request) => {
          asked.push(request.system);
          return real.recommend(request);
        },
      },
      freshDatabase(name),
    );
    expect(second.systems.chosen).toBeNull();
    expect(second.systems.failed).toBeNull();
    expect(asked).toEqual([undefined]);
  });

  it('that cannot be loaded leaves the list to the model, says why, and can be tried again', async () => {
    let isOnline = false;
    const app = await visited(
      withIals({
        recommend: (request) =>
          request.system !== undefined && !isOnline
            ? Promise.resolve(failing('offline'))
            : real.recommend(request),
      }),
    );
    const model = picksOf(app);
    await app.systems.chooseSystem('ials');
    await vi.waitFor(() => expect(app.systems.failed).not.toBeNull());
    await settled(app);
    expect(app.systems.failed).toMatchObject({ system: IALS, problem: { code: 'offline' } });
    expect(app.systems.chosen).toBeNull();
    expect(app.recommender.problem).toBeNull();
    expect(app.recommender.shelves.system).toBeNull();
    expect(picksOf(app)).toEqual(model);

    isOnline = true;
    await app.systems.chooseSystem('ials');
    await vi.waitFor(() => expect(app.recommender.shelves.system).toEqual(IALS));
    expect(app.systems.failed).toBeNull();
  });
});
