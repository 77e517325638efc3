import { expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { PAIR_FEATURES } from '../ranking/pairFeatures';
import type { DenseWeights } from '../ranking/starRanker';
import { onEachBackend } from '../testing/backends';
import { StarRankerTrainer, type PairExamples, type StarRankerConfig } from './starRankerTraining';

const CONFIG: StarRankerConfig = {
  seed: 1,
  batchRows: 64,
  learningRate: 3e-3,
  weightDecay: 1e-2,
  epochs: 6,
};

/** Residuals that follow from the features through a kink, with little noise: variance near 1. */
function toyExamples(rows: number, seed: number): PairExamples {
  const random = createRandom(seed);
  const features = Float32Array.from({ length: rows * PAIR_FEATURES }, () => random.normal());
  const residuals = Float32Array.from({ length: rows }, (_, row) => {
    const [a, b] = features.subarray(row * PAIR_FEATURES);
    return Math.max(0, a) * 1.2 - 0.8 * b + 0.1 * random.normal();
  });
  return { features, residuals, rows };
}

const meanSquare = (values: Float32Array): number =>
  values.reduce((sum, x) => sum + x * x, 0) / values.length;

const training = toyExamples(640, 1);
const heldOut = toyExamples(200, 2);

onEachBackend('the training of the ranker', () => {
  async function withTrainer<T>(
    work: (trainer: StarRankerTrainer) => Promise<T>,
    changes: Partial<StarRankerConfig> = {},
  ): Promise<T> {
    const trainer = new StarRankerTrainer({ ...CONFIG, ...changes });
    try {
      return await work(trainer);
    } finally {
      trainer.dispose();
    }
  }

  async function train(
    seed: number,
    epochs: number,
  ): Promise<{ weights: DenseWeights[]; losses: number[]; heldOutLoss: number }> {
    return withTrainer(
      async (trainer) => {
        const random = createRandom(seed);
        const losses: number[] = [];
        for (let epoch = 0; epoch < epochs; epoch++) {
          losses.push(await trainer.epoch(training, random, 1));
        }
        const heldOutLoss = await trainer.evaluate(heldOut);
        return { weights: await trainer.weights(), losses, heldOutLoss };
      },
      { seed },
    );
  }

  it('starts at the baseline: no correction yet', async () => {
    const loss = await withTrainer((trainer) => trainer.evaluate(heldOut));
    expect(loss).toBeCloseTo(meanSquare(heldOut.residuals), 4);
  });

  it('lowers the loss on what it has seen and on what it has not', async () => {
    const { losses, heldOutLoss } = await train(1, 6);
    for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThan(losses[i - 1]);
    expect(losses[losses.length - 1]).toBeLessThan(0.15 * meanSquare(training.residuals));
    expect(heldOutLoss).toBeLessThan(0.25 * meanSquare(heldOut.residuals));
  });

  it('gives the same weights for the same seed and others for another', async () => {
    const first = await train(5, 1);
    const again = await train(5, 1);
    const other = await train(6, 1);
    expect(again.weights).toEqual(first.weights);
    expect(again.losses).toEqual(first.losses);
    expect(other.weights).not.toEqual(first.weights);
  });

  it('stands still at a learning rate of zero, apart from weight decay', async () => {
    const kernels = await withTrainer(
      async (trainer) => {
        const before = await trainer.weights();
        await trainer.epoch(training, createRandom(1), 0);
        const after = await trainer.weights();
        return { before: before[0].kernel, after: after[0].kernel };
      },
      { weightDecay: 0 },
    );
    expect(kernels.after).toEqual(kernels.before);
  });

  it('learns from fewer examples than a batch holds', async () => {
    const few = toyExamples(20, 3);
    const losses = await withTrainer(async (trainer) => {
      const random = createRandom(1);
      const before = await trainer.evaluate(few);
      expect(await trainer.epoch(few, random, 1)).toBeCloseTo(before, 4);
      for (let i = 0; i < 20; i++) await trainer.epoch(few, random, 1);
      return { before, after: await trainer.evaluate(few) };
    });
    expect(losses.after).toBeLessThan(0.5 * losses.before);
  });

  it('has no loss without examples, and changes nothing', async () => {
    await withTrainer(async (trainer) => {
      const before = await trainer.weights();
      expect(await trainer.epoch(toyExamples(0, 1), createRandom(1), 1)).toBeNaN();
      expect(await trainer.weights()).toEqual(before);
    });
  });
});
