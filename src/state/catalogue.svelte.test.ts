import { describe, expect, it } from 'vitest';
import { RecommenderClient } from '../client/recommenderClient';
import {
  ALL_FILMS,
  columns,
  failing,
  fakeRecommender,
  RATED_FILMS,
} from '../client/testing/fakeRecommender';
import { fakeWorkers } from '../client/testing/fakeWorker';
import type { RecommenderApi } from '../client/contract';
import { Catalogue } from './catalogue.svelte';
import { shrunkMeans } from './movieOrder';

async function opened(overrides: Partial<RecommenderApi> = {}): Promise<Catalogue> {
  const client = new RecommenderClient(fakeWorkers(() => fakeRecommender(overrides)));
  const catalogue = new Catalogue(client);
  const answer = await client.open({ packUrl: '', backend: 'auto', wasmUrls: {} });
  if (answer.status === 'done') catalogue.adopt(answer.value.catalogue);
  return catalogue;
}

describe('a film of the catalogue', () => {
  it('is made from its columns, once', async () => {
    const catalogue = await opened();
    expect(catalogue.get(5)).toEqual({
      id: 5,
      title: 'Film 5',
      alternateTitle: '',
      year: 1955,
      genres: ['Western'],
      imdbId: 'tt0001005',
      tmdbId: 5,
      ratingCount: 950,
      ratingMean: 2,
      place: { x: 0.125, y: 0.125 },
    });
    expect(catalogue.get(5)).toBe(catalogue.get(5));
  });

  it('of the second tier has neither mean nor place, and those of the first stay the same', async () => {
    const catalogue = await opened();
    const five = catalogue.get(5);
    expect(catalogue.has(RATED_FILMS + 1)).toBe(false);
    await catalogue.loadUnrated();
    expect(catalogue.complete).toBe(true);
    expect(catalogue.size).toBe(ALL_FILMS);
    expect(catalogue.get(RATED_FILMS + 1)).toMatchObject({
      ratingCount: 0,
      ratingMean: null,
      place: null,
      tmdbId: null,
    });
    expect(catalogue.get(5)).toBe(five);
  });

  it('that nobody knows has a name for messages all the same', async () => {
    const catalogue = await opened();
    expect(catalogue.get(12345)).toBeUndefined();
    expect(catalogue.titleOf(12345)).toBe('film 12345');
  });
});

describe('a list', () => {
  it('is empty before the pack is open', () => {
    const client = new RecommenderClient(fakeWorkers(() => fakeRecommender()));
    const catalogue = new Catalogue(client);
    expect(catalogue.ready).toBe(false);
    expect(catalogue.list({ sort: 'popularity' })).toEqual([]);
    expect(catalogue.topRated()).toEqual([]);
  });

  it.each([
    ['popularity', [1, 2, 3]],
    ['year', [40, 39, 38]],
    ['title', [1, 10, 11]],
  ] as const)('by %s begins with the right films', async (sort, first) => {
    expect((await opened()).list({ sort, limit: 3 })).toEqual(first);
  });

  it('keeps to all filters, like a naive loop over the films', async () => {
    const catalogue = await opened();
    const options = {
      sort: 'popularity',
      genres: ['Comedy', 'Western'],
      fromYear: 1960,
      toYear: 1975,
      minRatings: 800,
      exclude: (id: number) => id === 14,
    } as const;
    const naive = Array.from({ length: RATED_FILMS }, (_, i) => i + 1).filter((id) => {
      const movie = catalogue.get(id);
      return (
        movie !== undefined &&
        movie.genres.some((genre) => genre !== 'Drama') &&
        (movie.year ?? 0) >= 1960 &&
        (movie.year ?? 0) <= 1975 &&
        movie.ratingCount >= 800 &&
        id !== 14
      );
    });
    expect(naive.length).toBeGreaterThan(3);
    expect(catalogue.list(options)).toEqual(naive);
  });

  it('of a genre that the pack does not have is empty', async () => {
    expect((await opened()).list({ sort: 'popularity', genres: ['Noir'] })).toEqual([]);
  });

  it('includes the second tier once it is there, least popular', async () => {
    const catalogue = await opened();
    await catalogue.loadUnrated();
    const ids = catalogue.list({ sort: 'popularity' });
    expect(ids).toHaveLength(ALL_FILMS);
    expect(ids.slice(RATED_FILMS).every((id) => id > RATED_FILMS)).toBe(true);
  });

  it('of the top rated leaves out films with few ratings', async () => {
    const catalogue = await opened();
    const mean = (1000 * RATED_FILMS - 5 * RATED_FILMS * (RATED_FILMS + 1)) / RATED_FILMS;
    for (const id of catalogue.topRated()) {
      expect(catalogue.get(id)?.ratingCount).toBeGreaterThanOrEqual(mean);
    }
    expect(catalogue.get(catalogue.topRated()[0])?.ratingMean).toBe(4);
  });
});

describe('the mean for an order by rating', () => {
  it('lies between a film’s own and the mean of all, nearer to its own with more ratings', () => {
    const few = { ratingCount: Int32Array.of(2, 1000), ratingMean: Float32Array.of(5, 3) };
    const [shrunk] = shrunkMeans({ ...columns('rated'), ...few });
    // (1002 / 2) prior ratings of the mean of all, 3010 / 1002 stars
    expect(shrunk).toBeCloseTo((501 * (3010 / 1002) + 2 * 5) / (501 + 2), 6);
  });
});

describe('the search', () => {
  it('gives films', async () => {
    const outcome = await (await opened()).search('4', 10);
    expect(outcome.status === 'done' && outcome.value.movies.map(({ id }) => id)).toEqual([
      4, 14, 24, 34, 40,
    ]);
  });

  it('drops an older one', async () => {
    const catalogue = await opened();
    const [older, newer] = await Promise.all([
      catalogue.search('1', 10),
      catalogue.search('12', 10),
    ]);
    expect(older.status).toBe('dropped');
    expect(newer.status).toBe('done');
  });

  it('says when it failed', async () => {
    const catalogue = await opened({ search: () => Promise.resolve(failing('internal')) });
    expect(await catalogue.search('4', 10)).toMatchObject({ status: 'failed' });
  });
});
