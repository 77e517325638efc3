import {
  add,
  dispose,
  grads,
  mul,
  tensor1d,
  tensor2d,
  tidy,
  type Scalar,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import {
  corrections,
  createNetwork,
  disposeNetwork,
  HEADS,
  type Network,
} from '../ranking/network';
import { onEachBackend } from '../testing/backends';
import { exampleNetwork } from '../testing/models';
import { curveOf, knotWeights } from '../towers/curve';
import { emptyLists, LIST_ROWS, LISTED, RATED, type RankerLists } from './rankerLists';
import { batchOf, rankerLoss } from './rankerLoss';
import { featureMoments, RankerTrainer } from './rankerTraining';

const WIDTH = 5;
const CONFIG = { seed: 1, batchLists: 8, learningRate: 1e-2, weightDecay: 1e-2, starsWeight: 0.5 };
const LOG_SCALE = curveOf((n) => -0.4 + 0.1 * Math.log1p(n));
const STARS_WEIGHT = 0.7;

/**
 * Lists in which the first feature decides what is liked and the second how many stars it gets;
 * retrieval knows neither. Some lists are short, and the last has no like.
 */
function plantedLists(count: number, seed: number): RankerLists {
  const random = createRandom(seed);
  const lists = emptyLists(count, WIDTH);
  for (let list = 0; list < count; list++) {
    const listed = list % 3 === 0 ? LISTED : 40;
    const rated = list % 4 === 0 ? 5 : RATED;
    const ratings = random.integer(100);
    lists.share[list] = ratings / (ratings + 1);
    lists.knots.set(knotWeights(ratings), list * LOG_SCALE.length);
    lists.retrieval.fill(-1e6, list * LISTED, (list + 1) * LISTED);
    const rowAt = (row: number): Float32Array => {
      const start = (list * LIST_ROWS + row) * WIDTH;
      return lists.features.subarray(start, start + WIDTH).map(() => random.normal());
    };
    const keep = (row: number, values: Float32Array): void =>
      lists.features.set(values, (list * LIST_ROWS + row) * WIDTH);
    const likes: number[] = [];
    for (let row = 0; row < listed; row++) {
      const values = rowAt(row);
      keep(row, values);
      lists.retrieval[list * LISTED + row] = 0.3 * random.normal();
      if (values[0] > 1 && list + 1 < count) likes.push(row);
    }
    for (const row of likes) lists.relevance[list * LISTED + row] = 1 / likes.length;
    for (let row = 0; row < rated; row++) {
      const values = rowAt(LISTED + row);
      keep(LISTED + row, values);
      lists.residual[list * RATED + row] = 0.5 * values[1];
      lists.isRated[list * RATED + row] = 1;
    }
  }
  return lists;
}

const allOf = ({ lists }: RankerLists): Int32Array =>
  Int32Array.from({ length: lists }, (_, list) => list);

/** Both losses by their definitions, in double precision, from the network's output `[rows, HEADS]`. */
function naiveLosses(lists: RankerLists, output: ArrayLike<number>, logScale: readonly number[]) {
  let [listwise, squares, ratings] = [0, 0, 0];
  for (let list = 0; list < lists.lists; list++) {
    const at = (row: number, head: number): number =>
      output[(list * LIST_ROWS + row) * HEADS + head];
    const logGamma = logScale.reduce(
      (sum, value, knot) => sum + value * lists.knots[list * logScale.length + knot],
      0,
    );
    const scores = Array.from(
      lists.retrieval.subarray(list * LISTED, (list + 1) * LISTED),
      (score, row) => Math.exp(logGamma) * score + lists.share[list] * at(row, 0),
    );
    const relevance = lists.relevance.subarray(list * LISTED, (list + 1) * LISTED);
    const others = scores.filter((_, row) => relevance[row] === 0);
    scores.forEach((score, row) => {
      if (relevance[row] === 0) return;
      const odds = others.reduce((sum, other) => sum + Math.exp(other - score), 0);
      listwise += (relevance[row] * Math.log1p(odds)) / lists.lists;
    });
    for (let row = 0; row < RATED; row++) {
      if (lists.isRated[list * RATED + row] === 0) continue;
      squares += (lists.residual[list * RATED + row] - at(LISTED + row, 1)) ** 2;
      ratings++;
    }
  }
  return { listwise, stars: squares / ratings };
}

async function lossesOf(lists: RankerLists, network: Network, logScale: Tensor1D) {
  const { listwise, stars } = tidy(() =>
    rankerLoss(network, logScale, batchOf(lists, allOf(lists))),
  );
  const values = { listwise: (await listwise.data())[0], stars: (await stars.data())[0] };
  dispose([listwise, stars]);
  return values;
}

async function outputOf(lists: RankerLists, network: Network): Promise<Float32Array> {
  const rows = lists.features.length / WIDTH;
  const output = tidy(() => corrections(network, tensor2d(lists.features, [rows, WIDTH])));
  const values = await output.data<'float32'>();
  output.dispose();
  return values;
}

onEachBackend('the loss of the ranker', (backend) => {
  const lists = plantedLists(5, 2);

  it('is what its definition says, for lists and for stars', async () => {
    const network = createNetwork(exampleNetwork(WIDTH));
    const logScale = tensor1d(LOG_SCALE);
    const actual = await lossesOf(lists, network, logScale);
    const expected = naiveLosses(lists, await outputOf(lists, network), LOG_SCALE);
    disposeNetwork(network);
    logScale.dispose();
    expect(actual.listwise).toBeCloseTo(expected.listwise, 3);
    expect(actual.stars).toBeCloseTo(expected.stars, 4);
  });

  it('has the slope of finite differences in the scale and in the bias of each head', async () => {
    const network = createNetwork(exampleNetwork(WIDTH));
    const bias = await network.heads.bias.data();
    const output = await outputOf(lists, network);
    const loss = (logScale: Tensor, headBias: Tensor): Scalar => {
      const heads = { ...network.heads, bias: headBias as Tensor1D };
      const batch = batchOf(lists, allOf(lists));
      const { listwise, stars } = rankerLoss({ ...network, heads }, logScale as Tensor1D, batch);
      return add<Scalar>(listwise, mul(stars, STARS_WEIGHT));
    };
    const slopes = tidy(() =>
      grads(loss)([tensor1d(LOG_SCALE), tensor1d(Float32Array.from(bias))]),
    );
    const [bySlope, byBias] = await Promise.all(slopes.map((slope) => slope.data()));
    dispose(slopes);
    disposeNetwork(network);
    const step = 1e-4;
    const lossAt = (logScale: readonly number[], shift: readonly number[]): number => {
      const moved = output.map((value, i) => value + shift[i % HEADS]);
      const { listwise, stars } = naiveLosses(lists, Float64Array.from(moved), logScale);
      return listwise + STARS_WEIGHT * stars;
    };
    LOG_SCALE.forEach((_, knot) => {
      const at = (by: number): number =>
        lossAt(
          LOG_SCALE.map((value, i) => value + (i === knot ? by : 0)),
          [0, 0],
        );
      expect(bySlope[knot]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 2);
    });
    const starsSlope = (lossAt(LOG_SCALE, [0, 0.01]) - lossAt(LOG_SCALE, [0, -0.01])) / 0.02;
    expect(byBias[1]).toBeCloseTo(starsSlope, 2);
  });

  it('falls with each of the first steps', async () => {
    const trainer = new RankerTrainer({ ...CONFIG, batchLists: 5 }, lists);
    const losses: number[] = [];
    const steps = backend === 'cpu' ? 3 : 6;
    for (let step = 0; step < steps; step++) {
      losses.push(await trainer.epoch(lists, createRandom(1), 1));
    }
    trainer.dispose();
    for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThan(losses[i - 1]);
  });

  it('is at first that of retrieval in half its scale, without any correction', async () => {
    const trainer = new RankerTrainer(CONFIG, lists);
    const weights = await trainer.weights();
    trainer.dispose();
    const nothing = new Float32Array(5 * LIST_ROWS * HEADS);
    const start = naiveLosses(lists, nothing, Array.from(weights.logScale));
    const network = createNetwork(weights);
    const logScale = tensor1d(LOG_SCALE.map(() => Math.log(0.5)));
    const actual = await lossesOf(lists, network, logScale);
    disposeNetwork(network);
    logScale.dispose();
    expect(actual.listwise).toBeCloseTo(start.listwise, 3);
    expect(actual.stars).toBeCloseTo(start.stars, 4);
  });

  it.runIf(backend === 'wasm')('learns a planted preference and planted stars', async () => {
    const trainer = new RankerTrainer(CONFIG, plantedLists(48, 3));
    const [training, random] = [plantedLists(48, 3), createRandom(5)];
    for (let epoch = 0; epoch < 12; epoch++) await trainer.epoch(training, random, 1);
    const weights = await trainer.weights();
    trainer.dispose();
    const unseen = plantedLists(24, 4);
    const network = createNetwork(weights);
    const output = await outputOf(unseen, network);
    disposeNetwork(network);
    const before = naiveLosses(
      unseen,
      output.map(() => 0),
      Array.from(weights.logScale),
    );
    const after = naiveLosses(unseen, output, Array.from(weights.logScale));
    expect(after.listwise).toBeLessThan(0.7 * before.listwise);
    expect(after.stars).toBeLessThan(0.1 * before.stars);
    // Retrieval knows nothing here, so its scale shrinks.
    expect(Math.max(...weights.logScale)).toBeLessThan(Math.log(0.5));
  });

  it('leads to the same weights from the same seed, and to others from another', async () => {
    const train = async (seed: number): Promise<unknown> => {
      const trainer = new RankerTrainer({ ...CONFIG, batchLists: 2, seed }, lists);
      await trainer.epoch(lists, createRandom(seed), 0.5);
      const weights = await trainer.weights();
      trainer.dispose();
      return weights;
    };
    const weights = await train(1);
    expect(await train(1)).toEqual(weights);
    expect(await train(2)).not.toEqual(weights);
  });
});

describe('the moments of the features', () => {
  const random = createRandom(7);
  const lists = emptyLists(40, 3);
  for (let row = 0; row < 40 * LIST_ROWS; row++) {
    // Half of the rows stay empty.
    if (row % 2 === 0) lists.features.set([2 + random.normal(), 3 * random.normal(), 4], 3 * row);
  }
  const { featureMean, featureDeviation } = featureMoments(lists);

  it('are those of the rows that are not empty', () => {
    expect(featureMean[0]).toBeCloseTo(2, 0);
    expect(featureDeviation[0]).toBeCloseTo(1, 0);
    expect(featureMean[1]).toBeCloseTo(0, 0);
    expect(Math.abs(featureDeviation[1] - 3)).toBeLessThan(0.3);
  });

  it('never divide by zero where a feature is always the same', () => {
    expect(featureMean[2]).toBeCloseTo(4, 5);
    expect(featureDeviation[2]).toBeGreaterThan(0);
    expect(featureDeviation[2]).toBeLessThan(0.1);
  });
});
