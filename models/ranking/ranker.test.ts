import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { dotProducts } from '../towers/dotProducts';
import { featureSourceOf } from '../training/trainedModel';
import { onEachBackend } from '../testing/backends';
import { exampleHistory, largestDifference } from '../testing/examples';
import { exampleFacts, exampleModel } from '../testing/models';
import { foldInAll } from '../towers/closedForm';
import { curveAt } from '../towers/curve';
import { itemTable } from '../towers/space';
import { scoreShare, scoreStrength, type NetworkWeights } from './network';
import { pairFeatures, prepareUser, type PreparedUser } from './pairFeatures';
import { inRankingOrder } from './rankCandidates';
import { clampStars, Ranker, type Ranking } from './ranker';

/** More than one batch of rows. */
const MOVIES = 2100;
const model = exampleModel({ movies: MOVIES, blocks: [8, 3] });
const source = featureSourceOf(model, exampleFacts(MOVIES));
const everything = Int32Array.from({ length: MOVIES }, (_, movie) => movie);

const personOf = (history: History): PreparedUser =>
  prepareUser(source, foldInAll(source.space, history), history);
const person = personOf(exampleHistory(MOVIES, 15));
const nobody = personOf({ movies: new Int32Array(0), halfStars: [] });

async function rank(
  user: PreparedUser,
  movies: ArrayLike<number>,
  weights = model.ranker,
): Promise<Ranking> {
  const ranker = new Ranker(source, weights);
  try {
    return await ranker.rank(user, movies);
  } finally {
    ranker.dispose();
  }
}

/** A network whose corrections are these, for every pair. */
function constantNetwork(score: number, stars: number): NetworkWeights {
  const { heads } = model.ranker;
  const kernel = new Float32Array(heads.kernel.length);
  return { ...model.ranker, heads: { ...heads, kernel, bias: Float32Array.of(score, stars) } };
}

onEachBackend('the ranker', () => {
  it('gives somebody without ratings exactly the order of retrieval', async () => {
    const { scores, stars } = await rank(nobody, everything);
    const retrieval = dotProducts(itemTable(source.space), nobody.query);
    expect(largestDifference(scores, retrieval)).toBeLessThan(1e-6);
    const expected = Array.from(everything).sort((a, b) => retrieval[b] - retrieval[a] || a - b);
    expect(inRankingOrder(everything, { scores, stars }).map(({ movie }) => movie)).toEqual(
      expected,
    );
  });

  it('changes the order of somebody with ratings', async () => {
    const { scores } = await rank(person, everything);
    const retrieval = dotProducts(itemTable(source.space), person.query);
    expect(largestDifference(scores, retrieval)).toBeGreaterThan(0.05);
  });

  it('adds the first head to the score in its strength, and the second head to the stars', async () => {
    const movies = [4, 99, 3];
    const pairs = await pairFeatures(source, person, movies);
    const { scores, stars, variance } = await rank(person, movies, constantNetwork(0.8, -0.25));
    movies.forEach((_, i) => {
      expect(scores[i]).toBeCloseTo(
        pairs.retrieval[i] + (15 / 16) * Math.exp(-curveAt(model.ranker.logScale, 15)) * 0.8,
        4,
      );
      expect(stars[i]).toBeCloseTo(clampStars(pairs.stars[i] - 0.25), 4);
    });
    expect(variance).toEqual(pairs.variance);
  });

  it('never predicts stars that do not exist', async () => {
    const { stars: most } = await rank(person, everything, constantNetwork(0, 9));
    const { stars: fewest } = await rank(person, everything, constantNetwork(0, -9));
    expect(new Set(most)).toEqual(new Set([5]));
    expect(new Set(fewest)).toEqual(new Set([0.5]));
  });

  it('gives a movie the same numbers in a batch of many and alone', async () => {
    const all = await rank(person, everything);
    for (const movie of [0, 1000, MOVIES - 1]) {
      const alone = await rank(person, [movie]);
      expect(alone.scores[0]).toBeCloseTo(all.scores[movie], 4);
      expect(alone.stars[0]).toBeCloseTo(all.stars[movie], 4);
      expect(alone.variance[0]).toBeCloseTo(all.variance[movie], 5);
    }
  });

  it('has nothing to say about no movies', async () => {
    expect((await rank(person, [])).scores).toHaveLength(0);
  });

  it('keeps its tensors from one request to the next, and no more', async () => {
    const ranker = new Ranker(source, model.ranker);
    const held = memory().numTensors;
    await ranker.rank(person, [1, 2]);
    await ranker.rank(nobody, [3]);
    expect(memory().numTensors).toBe(held);
    ranker.dispose();
  });
});

describe("the network's share in a score", () => {
  it('grows from nothing with the ratings, and never beyond the whole', () => {
    expect(scoreShare(0)).toBe(0);
    expect(scoreShare(1)).toBe(0.5);
    expect(scoreShare(99)).toBeCloseTo(0.99, 12);
  });

  it('orders as the scores that it was trained on, where retrieval has the learned scale', () => {
    const { logScale } = model.ranker;
    for (const ratings of [1, 10, 250]) {
      const scale = Math.exp(curveAt(logScale, ratings));
      const trained = (retrieval: number, head: number): number =>
        scale * retrieval + scoreShare(ratings) * head;
      const shown = 0.7 + scoreStrength(logScale, ratings) * -1.3;
      expect(scale * shown).toBeCloseTo(trained(0.7, -1.3), 6);
    }
    expect(scoreStrength(logScale, 0)).toBe(0);
  });
});
