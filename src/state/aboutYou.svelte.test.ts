import { describe, expect, it, vi } from 'vitest';
import type { Demographics, PersonRequest, RecommenderApi } from '../client/contract';
import { fakeRecommender, openAnswer } from '../client/testing/fakeRecommender';
import { freshDatabase, freshName } from '../db/testing/freshDatabase';
import './testing/blobReading';
import { idsOf, settled, visited } from './testing/testApp';

const DEMOGRAPHICS: Demographics = {
  genders: ['F', 'M'],
  ageGroups: [1, 18, 35],
  occupations: ['farmer', 'lawyer'],
};

const real = fakeRecommender();

/** A recommender that asks about people, gives women its films backwards, and keeps the requests. */
function asking(demographics: Demographics) {
  const requests: PersonRequest[] = [];
  const overrides: Partial<RecommenderApi> = {
    open: () => {
      const answer = openAnswer();
      if (!answer.ok) return Promise.resolve(answer);
      const summary = { ...answer.value.summary, demographics };
      return Promise.resolve({ ok: true, value: { ...answer.value, summary } });
    },
    recommend: async (request) => {
      requests.push(request);
      const answer = await real.recommend(request);
      if (!answer.ok || request.context?.gender !== 'F') return answer;
      return { ok: true, value: { ...answer.value, items: answer.value.items.toReversed() } };
    },
    predict: (request) => {
      requests.push(request);
      return real.predict(request);
    },
    explain: (request) => {
      requests.push(request);
      return real.explain(request);
    },
  };
  return { requests, overrides };
}

describe('what the person tells of themselves', () => {
  it('is nothing at first, and then no request has any of it', async () => {
    const { requests, overrides } = asking(DEMOGRAPHICS);
    const app = await visited(overrides);
    await app.library.rate(30, 9);
    await settled(app);
    await app.recommender.films.explain(3);
    await app.recommender.films.predict([4]);
    expect(app.aboutYou.context).toBeNull();
    expect(app.recommender.shelves.told).toBe(false);
    expect(requests.length).toBeGreaterThan(4);
    for (const request of requests) expect(request).not.toHaveProperty('context');
  });

  it('changes the shelves at once, with a rating and without, and changes them back', async () => {
    const app = await visited(asking(DEMOGRAPHICS).overrides);
    for (const ratings of [0, 1]) {
      if (ratings > 0) await app.library.rate(30, 9);
      await settled(app);
      const before = idsOf(app.recommender.shelves);
      await app.aboutYou.tell({ gender: 'F' });
      await settled(app);
      expect(idsOf(app.recommender.shelves)).toEqual(before.toReversed());
      expect(app.recommender.shelves.told).toBe(true);
      await app.aboutYou.tell({ gender: null });
      await settled(app);
      expect(idsOf(app.recommender.shelves)).toEqual(before);
      expect(app.recommender.shelves.told).toBe(false);
    }
  });

  it('is part of every request about the person, also where the answer was known before', async () => {
    const { requests, overrides } = asking(DEMOGRAPHICS);
    const app = await visited(overrides);
    await app.recommender.films.explain(3);
    requests.length = 0;
    await app.aboutYou.tell({ ageGroup: 18, occupation: 'lawyer' });
    await settled(app);
    await app.recommender.films.explain(3);
    await app.recommender.films.prediction(3);
    expect(requests.length).toBeGreaterThanOrEqual(3);
    for (const { context } of requests) {
      expect(context).toEqual({ gender: null, age: 18, occupation: 'lawyer' });
    }
  });

  it('stays for the next visit, and for a pack with other groups as far as it has them', async () => {
    const name = freshName();
    const first = await visited(asking(DEMOGRAPHICS).overrides, freshDatabase(name));
    await first.aboutYou.tell({ gender: 'M', ageGroup: 35 });
    await first.aboutYou.tell({ occupation: 'farmer' });
    const again = await visited(asking(DEMOGRAPHICS).overrides, freshDatabase(name));
    expect(again.aboutYou.told).toEqual({ gender: 'M', ageGroup: 35, occupation: 'farmer' });
    const coarser = { genders: [], ageGroups: [1, 30], occupations: ['lawyer'] } as const;
    const other = await visited(asking(coarser).overrides, freshDatabase(name));
    expect(other.aboutYou.told).toEqual({ gender: null, ageGroup: 30, occupation: null });
    expect(other.aboutYou.context).toEqual({ gender: null, age: 30, occupation: null });
  });

  it('stays here where the pack cannot use it', async () => {
    const name = freshName();
    const first = await visited(asking(DEMOGRAPHICS).overrides, freshDatabase(name));
    await first.aboutYou.tell({ gender: 'F', ageGroup: 18, occupation: 'farmer' });
    const nothing = { genders: [], ageGroups: [], occupations: [] };
    const { requests, overrides } = asking(nothing);
    const second = await visited(overrides, freshDatabase(name));
    expect(second.settings.aboutYou.gender).toBe('F');
    expect(requests.length).toBeGreaterThan(0);
    for (const request of requests) expect(request).not.toHaveProperty('context');
  });

  it('is in a backup, is erased with the rest, and comes back from the backup', async () => {
    const app = await visited(asking(DEMOGRAPHICS).overrides);
    await app.aboutYou.tell({ gender: 'F', occupation: 'lawyer' });
    await settled(app);
    const { told } = app.aboutYou;
    const file = app.library.exportBackup();
    await app.library.erase();
    await vi.waitFor(() => expect(app.aboutYou.context).toBeNull());
    await settled(app);
    expect(app.recommender.shelves.told).toBe(false);
    const pending = await app.library.previewImport(file);
    if (!pending.ok) throw new Error(pending.problem.message);
    await app.library.applyImport(pending.value, 'replace');
    await vi.waitFor(() => expect(app.aboutYou.told).toEqual(told));
  });
});
