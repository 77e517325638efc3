import { describe, expect, it } from 'vitest';
import type { Interactions } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import { onEachBackend } from '../testing/backends';
import { exampleBlock, exampleInteractions, largestDifference } from '../testing/examples';
import { curveOf } from '../towers/curve';
import { createSpace, standardized, type TwoTowerSpace } from '../towers/space';
import { cutHistory } from './cutHistory';
import { learnCurves, trainThroughFoldIn } from './throughFoldIn';
import { Adam } from './throughFoldInAdam';
import type { ThroughFoldInConfig } from './throughFoldInConfig';
import { curvesOf, spaceWith } from './throughFoldInCurves';
import { batchGradient } from './throughFoldInGradient';

const MOVIES = 30;

/** Two blocks, so that their weights count too. */
const SPACE = createSpace(
  [
    { ...exampleBlock(MOVIES, 5, 1), name: 'learned' },
    { ...exampleBlock(MOVIES, 3, 2), name: 'fixed', weight: 0.7 },
  ],
  {
    weight: curveOf((n) => 0.4 / (1 + n / 3)),
    popularity: standardized(Array.from({ length: MOVIES }, (_, movie) => (movie * 7) % 11)),
  },
);

describe('Adam', () => {
  it('takes steps of the rate whatever the size of the gradient', () => {
    const values = Float64Array.of(1, 1);
    new Adam([{ values }]).step([Float64Array.of(100, -0.001)], 0.1);
    expect(Array.from(values)).toEqual([expect.closeTo(0.9, 6), expect.closeTo(1.1, 6)]);
  });

  it("takes each number's steps at its own scale", () => {
    const values = Float64Array.of(1, 1);
    new Adam([{ values, scales: Float64Array.of(2, 0) }]).step([Float64Array.of(1, 1)], 0.1);
    expect(Array.from(values)).toEqual([expect.closeTo(0.8, 6), 1]);
  });

  it('finds the minimum of a quadratic', () => {
    const values = Float64Array.of(3, -2);
    const adam = new Adam([{ values }]);
    for (let step = 0; step < 800; step++) {
      adam.step([values.map((x, i) => (i + 1) * (x - 1))], 0.05 * (1 - step / 800));
    }
    expect(largestDifference(values, [1, 1])).toBeLessThan(1e-3);
  });
});

const CONFIG: ThroughFoldInConfig = {
  seed: 3,
  epochs: 12,
  batch: 8,
  embeddingRate: 0.05,
  curveRate: 0.05,
};

/** Half of the people like even movies, the others odd ones. */
function twoTastes(people: number): Interactions {
  const interactions = exampleInteractions(
    MOVIES,
    Array.from({ length: people }, () => 20),
  );
  const halfStars = interactions.halfStars.map((_, cell) => {
    const person = Math.floor(cell / 20);
    return interactions.movies[cell] % 2 === person % 2 ? 10 : 2;
  });
  return { ...interactions, halfStars };
}

onEachBackend('training through the fold-in', () => {
  const interactions = twoTastes(40);

  async function train(config = CONFIG): Promise<{ losses: number[]; embedding: Float32Array }> {
    const losses: number[] = [];
    let embedding: Float32Array = new Float32Array();
    for await (const { space, loss } of trainThroughFoldIn(
      interactions,
      SPACE,
      new Set(['learned']),
      config,
    )) {
      losses.push(loss);
      embedding = space.blocks[0].embedding;
    }
    return { losses, embedding };
  }

  it('learns tastes that its start knows nothing of, and leaves the start as it is', async () => {
    const before = SPACE.blocks.map(({ embedding }) => embedding.slice());
    const { losses } = await train();
    expect(losses[losses.length - 1]).toBeLessThan(losses[0] - 0.3);
    expect(SPACE.blocks.map(({ embedding }) => embedding)).toEqual(before);
  });

  it('gives the same bytes for the same seed, and others for another', async () => {
    const short = { ...CONFIG, epochs: 2 };
    const { embedding } = await train(short);
    expect((await train(short)).embedding).toEqual(embedding);
    expect((await train({ ...short, seed: 4 })).embedding).not.toEqual(embedding);
  });

  it('learns curves for embeddings that stay as they are', async () => {
    const learned = await learnCurves(interactions, SPACE, CONFIG);
    learned.blocks.forEach((block, b) => {
      expect(block.embedding).toBe(SPACE.blocks[b].embedding);
      expect(block.loss.ridge).not.toEqual(SPACE.blocks[b].loss.ridge);
      expect(block.loss.ridge.every((value) => value > 0)).toBe(true);
    });
    expect(learned.blocks.map(({ weight }) => weight)).toEqual([1, expect.not.closeTo(0.7, 3)]);
    const lossOf = async (space: TwoTowerSpace): Promise<number> => {
      const random = createRandom(9);
      const examples = Array.from({ length: 40 }, (_, person) =>
        cutHistory(historyOf(interactions, person), random),
      );
      const { loss } = await batchGradient(space, curvesOf(space), examples, () => false);
      return loss;
    };
    expect(await lossOf(learned)).toBeLessThan(await lossOf(SPACE));
  });
});

describe('a space with other curves', () => {
  it('is the same space when they are its own', () => {
    const same = spaceWith(SPACE, curvesOf(SPACE), () => true);
    same.blocks.forEach((block, b) => {
      expect(largestDifference(block.covariance, SPACE.blocks[b].covariance)).toBeLessThan(1e-12);
      expect(largestDifference(block.loss.ridge, SPACE.blocks[b].loss.ridge)).toBeLessThan(1e-12);
      expect(block.weight).toBeCloseTo(SPACE.blocks[b].weight, 12);
    });
    expect(same.prior.weight).toEqual(SPACE.prior.weight);
  });
});
