import { describe, expect, it, vi } from 'vitest';
import type { FineTuneRequest, RecommenderApi } from '../client/contract';
import { failing, fakeRecommender, openAnswer } from '../client/testing/fakeRecommender';
import { rate } from '../db/entries';
import { freshDatabase, freshName } from '../db/testing/freshDatabase';
import { RATING_MEASURE } from './timeline';
import { idsOf, settled, visited } from './testing/testApp';

const real = fakeRecommender();
/** Fine-tunes for real and remembers what it was asked. */
function spiedFineTune() {
  const requests: FineTuneRequest[] = [];
  const fineTune: RecommenderApi['fineTune'] = (request, onProgress) => {
    requests.push(request);
    return real.fineTune(request, onProgress);
  };
  return { requests, fineTune };
}

describe('before any rating', () => {
  it('the shelves show what is popular, and say that this is not personal', async () => {
    const { requests, fineTune } = spiedFineTune();
    const { recommender } = await visited({ fineTune });
    expect(recommender.personal).toBe(false);
    expect(idsOf(recommender.shelves).slice(0, 3)).toEqual([1, 2, 3]);
    expect(recommender.shelves.popular).toEqual([]);
    expect(recommender.fitting.place).toBeNull();
    expect(requests).toEqual([]);
  });
});

describe('after a rating', () => {
  it('the shelves are personal and change with each further one', async () => {
    const app = await visited();
    await app.library.rate(30, 9);
    await settled(app);
    const first = app.recommender.shelves;
    expect(first.personal).toBe(true);
    expect(idsOf(first).slice(0, 2)).toEqual([29, 31]);
    expect(first.topPicks[0].because?.title).toBe('Film 30');
    await app.library.rate(10, 9);
    await settled(app);
    expect(idsOf(app.recommender.shelves)[0]).toBe(20);
  });

  it('no film is on two shelves, and predicted stars are on all', async () => {
    const app = await visited();
    await app.library.rate(30, 9);
    await settled(app);
    const { topPicks, popular, topRated } = app.recommender.shelves;
    const items = [...topPicks, ...popular, ...topRated];
    expect(popular.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ movie }) => movie.id)).size).toBe(items.length);
    for (const { movie, stars } of items) expect(stars).toBe(1 + (movie.id % 4));
  });

  it('the loss curve, the place and the trail of places are there', async () => {
    const app = await visited();
    await app.library.rate(30, 9);
    await settled(app);
    await app.library.rate(10, 9);
    await settled(app);
    const { fitting } = app.recommender;
    expect(fitting.curve.map(({ loss }) => loss)).toEqual([2, 1]);
    expect(fitting.milliseconds).toBe(3);
    expect(fitting.place).toEqual({ x: 0.5, y: 0.5 });
    expect(fitting.trail).toEqual([{ x: 0.75, y: 0.5 }]);
  });

  it('the fit starts from the last one', async () => {
    const { requests, fineTune } = spiedFineTune();
    const app = await visited({ fineTune });
    await app.library.rate(30, 9);
    await settled(app);
    await app.library.rate(10, 9);
    await settled(app);
    expect(requests.map(({ warmStart }) => warmStart && [...warmStart.vector])).toEqual([
      null,
      [30],
    ]);
  });

  it('the list is asked for before the page has the fit', async () => {
    const asked: string[] = [];
    let release = () => {};
    const app = await visited({
      fineTune: async (request, onProgress) => {
        asked.push('fit');
        await new Promise<void>((done) => (release = done));
        return real.fineTune(request, onProgress);
      },
      recommend: (request) => {
        asked.push(request.history.length > 0 ? 'list' : 'popular');
        return real.recommend(request);
      },
    });
    await app.library.rate(30, 9);
    await vi.waitFor(() => expect(asked).toEqual(['popular', 'fit', 'list']));
    expect(app.recommender.personal).toBe(false);
    release();
    await settled(app);
    expect(idsOf(app.recommender.shelves).slice(0, 2)).toEqual([29, 31]);
  });

  it('the time until the shelves were there is measured', async () => {
    performance.clearMeasures(RATING_MEASURE);
    const app = await visited();
    expect(performance.getEntriesByName(RATING_MEASURE)).toHaveLength(0);
    await app.library.rate(30, 9);
    await vi.waitFor(() => expect(app.device.latencyMs).toBeGreaterThan(0));
    await app.settings.setHideSeen(false);
    await settled(app);
    expect(performance.getEntriesByName(RATING_MEASURE)).toHaveLength(1);
  });

  it('a newer rating drops the work for the older one, and the old shelves stay meanwhile', async () => {
    let release = () => {};
    const app = await visited({
      fineTune: async (request, onProgress) => {
        if (request.history.length === 1) await new Promise<void>((done) => (release = done));
        return real.fineTune(request, onProgress);
      },
    });
    const before = app.recommender.shelves;
    const placesSeen = new Set<number | undefined>();
    await app.library.rate(30, 9);
    expect(app.recommender.stale).toBe(true);
    expect(app.recommender.shelves).toBe(before);
    await app.library.rate(10, 9);
    await settled(app);
    release();
    await app.device.refreshStatus();
    placesSeen.add(app.recommender.fitting.place?.x);
    expect(idsOf(app.recommender.shelves)[0]).toBe(20);
    expect([...placesSeen]).toEqual([0.5]);
  });

  it('in another tab the shelves follow too', async () => {
    const name = freshName();
    const app = await visited({}, freshDatabase(name));
    await rate(freshDatabase(name), 30, 9);
    await vi.waitFor(() => expect(app.recommender.personal).toBe(true));
  });

  it('that is taken back the shelves are popular again', async () => {
    const app = await visited();
    await app.library.rate(30, 9);
    await settled(app);
    await app.library.undo();
    await vi.waitFor(() => expect(app.recommender.personal).toBe(false));
    expect(app.recommender.fitting.curve).toEqual([]);
  });

  it('a failure leaves the old shelves and says why; the next attempt clears it', async () => {
    let isBroken = true;
    const app = await visited({
      fineTune: (request) =>
        isBroken ? Promise.resolve(failing('internal')) : real.fineTune(request),
    });
    const before = app.recommender.shelves;
    await app.library.rate(30, 9);
    await vi.waitFor(() => expect(app.recommender.problem?.code).toBe('internal'));
    expect(app.recommender.shelves).toBe(before);
    expect(app.recommender.stale).toBe(false);
    isBroken = false;
    await app.recommender.refresh();
    expect(app.recommender.problem).toBeNull();
    expect(app.recommender.personal).toBe(true);
  });
});

describe('at the next visit', () => {
  async function rememberedVisit(name: string): Promise<void> {
    const app = await visited({}, freshDatabase(name));
    await app.library.rate(30, 9);
    await settled(app);
    await vi.waitFor(async () => expect(await app.db.embeddings.count()).toBe(1));
    app.stop();
  }

  it('the stored embedding is used without fitting, with its curve and place', async () => {
    const name = freshName();
    await rememberedVisit(name);
    const { requests, fineTune } = spiedFineTune();
    const app = await visited({ fineTune }, freshDatabase(name));
    expect(requests).toEqual([]);
    expect(idsOf(app.recommender.shelves).slice(0, 2)).toEqual([29, 31]);
    expect(app.recommender.fitting.curve).toHaveLength(2);
    expect(app.recommender.fitting.place).toEqual({ x: 0.75, y: 0.5 });
  });

  it('a rating made elsewhere meanwhile refits, starting from the stored embedding', async () => {
    const name = freshName();
    await rememberedVisit(name);
    await rate(freshDatabase(name), 10, 4);
    const { requests, fineTune } = spiedFineTune();
    await visited({ fineTune }, freshDatabase(name));
    expect(requests.map(({ warmStart }) => warmStart && [...warmStart.vector])).toEqual([[30]]);
  });

  it('a new pack refits from the origin, with a trail of its own', async () => {
    const name = freshName();
    await rememberedVisit(name);
    const { requests, fineTune } = spiedFineTune();
    const open = () => Promise.resolve(openAnswer('pack-2'));
    const app = await visited({ fineTune, open }, freshDatabase(name));
    expect(requests).toMatchObject([{ warmStart: null }]);
    expect(app.recommender.fitting.trail).toEqual([]);
  });
});

describe('the filters', () => {
  it('hide-seen leaves rated films out, or shows them', async () => {
    const app = await visited();
    await app.library.rate(30, 9);
    await settled(app);
    expect(idsOf(app.recommender.shelves)).not.toContain(30);
    await app.settings.setHideSeen(false);
    await settled(app);
    expect(idsOf(app.recommender.shelves)[0]).toBe(30);
  });

  it('"not interested" films are on no shelf, without a new fit', async () => {
    const { requests, fineTune } = spiedFineTune();
    const app = await visited({ fineTune });
    await app.library.rate(30, 9);
    await settled(app);
    await app.library.hide(29);
    await settled(app);
    const { topPicks, popular, topRated } = app.recommender.shelves;
    expect([...topPicks, ...popular, ...topRated].map(({ movie }) => movie.id)).not.toContain(29);
    expect(requests).toHaveLength(1);
  });

  it('genres restrict every shelf', async () => {
    const app = await visited();
    await app.library.rate(30, 9);
    app.recommender.genres = ['Western'];
    await vi.waitFor(() => {
      const { topPicks, popular, topRated } = app.recommender.shelves;
      const items = [...topPicks, ...popular, ...topRated];
      expect(items.length).toBeGreaterThan(0);
      expect(items.every(({ movie }) => movie.genres.includes('Western'))).toBe(true);
    });
  });
});
