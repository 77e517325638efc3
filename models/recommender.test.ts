import { describe, expect, it } from 'vitest';
import type { RankedList, RecommendOptions } from './answers';
import { UnknownMovieError } from './pack/movieIds';
import { Recommender } from './recommender';
import { CANDIDATES } from './ranking/rankCandidates';
import { NEUTRAL_DIALS } from './rerank/dials';
import { onEachBackend } from './testing/backends';
import { largestDifference } from './testing/examples';
import { exampleModel } from './testing/models';
import { examplePack } from './testing/packs';
import { foldInAll } from './towers/closedForm';
import { ridgeOf, targetOf, unobservedWeightOf } from './towers/foldInLoss';
import {
  ask,
  DIMENSIONS,
  history,
  idOf,
  indexed,
  MOVIES,
  NOWHERE,
  OPEN,
  pack,
  person,
  rated,
  source,
  sumOf,
} from './testing/recommender';

onEachBackend('the recommender', () => {
  it('fits the vector that the closed form gives, block by block', async () => {
    const fitted = await ask((recommender) => recommender.fineTune(history, null));
    expect(fitted?.vector).toHaveLength(DIMENSIONS);
    expect(largestDifference(fitted?.vector ?? [], foldInAll(source.space, indexed))).toBeLessThan(
      1e-4,
    );
    expect(fitted?.usedRatings).toBe(5);
    expect(fitted?.relativeResidual).toBeLessThan(1e-5);
    expect(fitted?.place?.x).toBeGreaterThan(0);
    expect(fitted?.place?.x).toBeLessThan(1);
  });

  it('goes on from a warm start in every block', async () => {
    await ask(async (recommender) => {
      const cold = await recommender.fineTune(history, null);
      const warm = await recommender.fineTune(history, cold?.vector ?? null);
      expect(warm?.curve[0].loss).toBeCloseTo(cold?.curve.at(-1)?.loss ?? NaN, 4);
      expect(cold?.curve[0].loss).toBeGreaterThan(2 * (warm?.curve[0].loss ?? NaN));
    });
  });

  it('takes the embedding that it has just fitted for somebody who brings none', async () => {
    await ask(async (recommender) => {
      const listFor = (vector: Float32Array | null, ratings = history) =>
        recommender.recommend({ history: ratings, vector }, OPEN, 5);
      // A first fit is rounded otherwise than one from a warm start.
      const origin = await listFor(null);
      const cold = await recommender.fineTune(history, null);
      const warm = await recommender.fineTune(history, cold?.vector ?? null);
      const scores = ({ items }: RankedList): number[] => items.map(({ score }) => score);
      expect(scores(await listFor(null))).toEqual(scores(await listFor(warm?.vector ?? null)));
      const others = history.map((entry) => ({ ...entry, halfStars: 11 - entry.halfStars }));
      expect(scores(await listFor(null, others))).not.toEqual(scores(origin));
    });
  });

  it('reports the loss of all blocks together', async () => {
    const fitted = await ask((recommender) => recommender.fineTune(history, null));
    const curve = fitted?.curve ?? [];
    const lossAt = (user: Float32Array): number => {
      let start = 0;
      return source.space.blocks.reduce((total, { embedding, dimensions, loss }) => {
        const part = user.subarray(start, start + dimensions);
        start += dimensions;
        for (let movie = 0; movie < MOVIES; movie++) {
          const at = indexed.movies.indexOf(movie);
          const score = part.reduce((sum, x, i) => sum + x * embedding[movie * dimensions + i], 0);
          const error = at < 0 ? score : score - targetOf(loss, indexed.halfStars[at]);
          total += (at < 0 ? 0.5 * unobservedWeightOf(loss, 5) : 0.5) * error ** 2;
        }
        const squares = part.reduce((sum, x) => sum + x * x, 0);
        return total + 0.5 * ridgeOf(loss, 5) * squares;
      }, 0);
    };
    expect(curve[0].loss).toBeCloseTo(lossAt(new Float32Array(DIMENSIONS)), 3);
    expect(curve[curve.length - 1].loss).toBeCloseTo(
      lossAt(fitted?.vector ?? new Float32Array(DIMENSIONS)),
      3,
    );
  });

  it('gives k movies, best first, none of them seen', async () => {
    const seen = new Set(history.map(({ movieId }) => movieId));
    for (const k of [1, 10, MOVIES - seen.size]) {
      const { items } = await ask((recommender) => recommender.recommend(person, OPEN, k));
      expect(items).toHaveLength(k);
      expect(new Set(items.map(({ movieId }) => movieId)).size).toBe(k);
      expect(items.filter(({ movieId }) => seen.has(movieId))).toEqual([]);
      for (let i = 1; i < k; i++) expect(items[i].score).toBeLessThanOrEqual(items[i - 1].score);
      expect(items.every(({ stars }) => stars >= 0.5 && stars <= 5)).toBe(true);
    }
  });

  it('with neutral dials gives the order of the ranker, and with others the same movies', async () => {
    await ask(async (recommender) => {
      const recommend = (options: RecommendOptions) =>
        recommender.recommend(person, OPEN, MOVIES, options);
      const { items } = await recommender.recommend(person, OPEN, MOVIES);
      expect((await recommend({ dials: NEUTRAL_DIALS })).items).toEqual(items);
      expect((await recommend({ stage: 'ranking' })).items).toEqual(items);
      for (const dial of ['diversity', 'calibration', 'popularity'] as const) {
        const dials = { ...NEUTRAL_DIALS, [dial]: 1 };
        const turned = (await recommend({ dials })).items;
        expect(turned).not.toEqual(items);
        expect(new Set(turned)).toEqual(new Set(items));
        expect((await recommend({ dials, stage: 'ranking' })).items).toEqual(items);
      }
    });
  });

  it('stops at retrieval where only that is asked for', async () => {
    await ask(async (recommender) => {
      const stage = 'retrieval';
      const { items } = await recommender.recommend(person, OPEN, MOVIES, { stage });
      for (const { movieId, score } of items) {
        const { groups, score: whole } = await recommender.explain(person, movieId);
        expect(score).toBeCloseTo(whole - sumOf(groups), 3);
      }
      const scores = items.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    });
  });

  it('leaves the reasons out where nobody reads them', async () => {
    await ask(async (recommender) => {
      const { items } = await recommender.recommend(person, OPEN, 20);
      const bare = await recommender.recommend(person, OPEN, 20, { withoutReasons: true });
      expect(bare.items).toEqual(items.map((item) => ({ ...item, because: null })));
    });
  });

  it('shows seen movies when it may, and never those excluded', async () => {
    const constraints = { ...OPEN, hideSeen: false, exclude: [idOf(0), idOf(30), NOWHERE] };
    const { items } = await ask((recommender) => recommender.recommend(person, constraints, 100));
    const ids = items.map(({ movieId }) => movieId);
    expect(ids).toHaveLength(MOVIES - 2);
    expect(ids).toContain(idOf(17));
    expect(ids).not.toContain(idOf(30));
  });

  it('keeps to genres and years', async () => {
    const { catalogue } = pack;
    const constraints = { ...OPEN, anyGenre: 4, fromYear: 1980, toYear: 2000 };
    const { items } = await ask((recommender) => recommender.recommend(person, constraints, 100));
    const expected = Array.from(catalogue.movieId).filter(
      (_, movie) =>
        (catalogue.genres[movie] & 4) !== 0 &&
        catalogue.year[movie] >= 1980 &&
        catalogue.year[movie] <= 2000 &&
        !indexed.movies.includes(movie),
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(items.map(({ movieId }) => movieId).sort()).toEqual(expected.sort());
  });

  it('answers the same request the same way, in any order of the history', async () => {
    await ask(async (recommender) => {
      const { items } = await recommender.recommend(person, OPEN, 20);
      expect((await recommender.recommend(person, OPEN, 20)).items).toEqual(items);
      const reversed = { history: [...history].reverse(), vector: null };
      expect((await recommender.recommend(reversed, OPEN, 20)).items).toEqual(items);
    });
  });

  it('answers with a stored vector as with one fitted now', async () => {
    await ask(async (recommender) => {
      const { items } = await recommender.recommend(person, OPEN, 20);
      const fitted = await recommender.fineTune(history, null);
      const stored = { history, vector: fitted?.vector ?? null };
      expect((await recommender.recommend(stored, OPEN, 20)).items).toEqual(items);
    });
  });

  it('recommends what is popular to somebody who rated nothing', async () => {
    const nobody = { history: [], vector: null };
    const { items } = await ask((recommender) => recommender.recommend(nobody, OPEN, 5));
    expect(items.every(({ because }) => because === null)).toBe(true);
    const scores = Array.from(source.space.prior.popularity);
    const best = scores.map((_, movie) => movie).sort((a, b) => scores[b] - scores[a]);
    expect(items.map(({ movieId }) => movieId)).toEqual(best.slice(0, 5).map(idOf));
  });

  it('reads a movie rated twice once, the last rating, and skips unknown movies', async () => {
    await ask(async (recommender) => {
      const messy = [rated(30, 1), ...history, { movieId: NOWHERE, halfStars: 10, ratedAt: 0 }];
      const clean = await recommender.fineTune(history, null);
      const fitted = await recommender.fineTune(messy, null);
      expect(fitted?.usedRatings).toBe(5);
      expect(fitted?.vector).toEqual(clean?.vector);
    });
  });

  it('is nowhere on the map for nobody, and gives up when cancelled', async () => {
    await ask(async (recommender) => {
      const nobody = await recommender.fineTune([], null);
      expect(nobody).toMatchObject({ place: null, usedRatings: 0, curve: [] });
      const cancelled = await recommender.fineTune(history, new Float32Array(DIMENSIONS).fill(3), {
        isCancelled: () => true,
      });
      expect(cancelled).toBeNull();
    });
  });

  it('lists movies like a movie without the movie itself or those excluded', async () => {
    const similar = await ask((recommender) => recommender.similar(idOf(5), 100, [idOf(9)]));
    const ids = similar.map(({ movieId }) => movieId);
    expect(ids).toHaveLength(MOVIES - 2);
    expect(ids).not.toContain(idOf(5));
    expect(ids).not.toContain(idOf(9));
    for (let i = 1; i < similar.length; i++) {
      expect(similar[i].similarity).toBeLessThanOrEqual(similar[i - 1].similarity);
    }
  });

  it('says which movie it does not know', async () => {
    await ask(async (recommender) => {
      expect(() => recommender.similar(NOWHERE, 5, [])).toThrow(UnknownMovieError);
      await expect(recommender.explain(person, NOWHERE)).rejects.toThrow(/99999/);
    });
  });
});

describe('a list longer than what is ranked', () => {
  const LARGE = CANDIDATES + 60;

  it('goes on in retrieval order, with scores that never rise', async () => {
    const recommender = new Recommender(await examplePack(exampleModel({ movies: LARGE })));
    const k = LARGE - history.length;
    const { items } = await recommender.recommend(person, OPEN, k);
    const retrieved = (await recommender.recommend(person, OPEN, k, { stage: 'retrieval' })).items;
    const ids = items.map(({ movieId }) => movieId);
    expect(ids).toHaveLength(k);
    expect(new Set(ids).size).toBe(k);
    const first = retrieved.slice(0, CANDIDATES).map(({ movieId }) => movieId);
    expect(ids.slice(0, CANDIDATES).sort()).toEqual(first.sort());
    expect(ids.slice(CANDIDATES)).toEqual(
      retrieved.slice(CANDIDATES).map(({ movieId }) => movieId),
    );
    for (let i = 1; i < k; i++) expect(items[i].score).toBeLessThanOrEqual(items[i - 1].score);
    const short = await recommender.recommend(person, OPEN, 20);
    expect(short.items).toEqual(items.slice(0, 20));
    recommender.dispose();
  });
});
