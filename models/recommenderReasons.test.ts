import { expect, it } from 'vitest';
import { onEachBackend } from './testing/backends';
import { largestDifference } from './testing/examples';
import { personPosterior, predictStars } from './towers/ratingBlockPosterior';
import {
  ask,
  history,
  idOf,
  indexed,
  MOVIES,
  NOWHERE,
  OPEN,
  person,
  rated,
  source,
  sumOf,
} from './testing/recommender';

onEachBackend('reasons and predicted stars', () => {
  it('explains each score by contributions that sum to it', async () => {
    await ask(async (recommender) => {
      const { items } = await recommender.recommend(person, OPEN, 20);
      for (const { movieId, score, stars, because } of items) {
        const explained = await recommender.explain(person, movieId);
        const sum = sumOf(explained.ratings) + explained.popularity + sumOf(explained.groups);
        expect(Math.abs(sum - score)).toBeLessThan(1e-3);
        expect(explained.score).toBeCloseTo(sum, 6);
        expect(explained.stars).toBeCloseTo(stars, 4);
        const reason = explained.ratings
          .filter(({ halfStars, contribution }) => halfStars >= 7 && contribution > 0)
          .at(0);
        expect(because).toBe(reason?.movieId ?? null);
      }
    });
  });

  it('gives only a liked movie as the reason, even where another contributes more', async () => {
    const lukewarm = [rated(30, 6), rated(2, 6), rated(41, 8), rated(17, 5), rated(55, 6)];
    const them = { history: lukewarm, vector: null };
    await ask(async (recommender) => {
      const { items } = await recommender.recommend(them, OPEN, MOVIES);
      const strongest = await Promise.all(
        items.map(async ({ movieId }) => {
          const { ratings } = await recommender.explain(them, movieId);
          return ratings.find(({ contribution }) => contribution > 0)?.movieId ?? null;
        }),
      );
      const reasons = items.map(({ because }) => because);
      expect(new Set(reasons)).toEqual(new Set([idOf(41), null]));
      expect(reasons.some((because, i) => because !== null && because !== strongest[i])).toBe(true);
    });
  });

  it('names every rating in an explanation, the strongest first', async () => {
    const { ratings } = await ask((recommender) => recommender.explain(person, idOf(8)));
    const strength = ratings.map(({ contribution }) => Math.abs(contribution));
    expect(strength).toEqual([...strength].sort((a, b) => b - a));
    const told = ratings.map(({ movieId, halfStars }) => `${movieId}:${halfStars}`);
    expect(told.sort()).toEqual(
      history.map(({ movieId, halfStars }) => `${movieId}:${halfStars}`).sort(),
    );
  });

  it('predicts the stars that it recommends with, and NaN for movies that it does not know', async () => {
    await ask(async (recommender) => {
      const { items } = await recommender.recommend(person, OPEN, 3);
      const ids = [NOWHERE, ...items.map(({ movieId }) => movieId), -1];
      const { stars, deviation } = await recommender.predict(person, ids);
      for (const at of [0, 4]) expect([stars[at], deviation[at]]).toEqual([NaN, NaN]);
      items.forEach((item, i) => expect(stars[1 + i]).toBeCloseTo(item.stars, 4));
      expect((await recommender.predict(person, [])).stars).toHaveLength(0);
    });
  });

  it('says how sure it is of the stars: as sure as the rating block', async () => {
    await ask(async (recommender) => {
      const ids = [idOf(3), idOf(4), idOf(50)];
      const { deviation } = await recommender.predict(person, ids);
      const posterior = personPosterior(source.ratings, indexed);
      const { variance } = predictStars(source.ratings, posterior, [3, 4, 50]);
      expect(largestDifference(deviation, variance.map(Math.sqrt))).toBeLessThan(1e-5);
    });
  });
});
