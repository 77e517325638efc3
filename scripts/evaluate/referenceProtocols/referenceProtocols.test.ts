import { beforeAll, describe, expect, it } from 'vitest';
import { easeRecipe } from '../../../models/baselines/ease';
import { popularityRecipe } from '../../../models/baselines/popularity';
import type { TrainedSystem, TrainingSet } from '../../../models/baselines/system';
import { historyOf } from '../../../models/dataset/interactions';
import { exampleInteractions } from '../../../models/testing/examples';
import { startWasmBackend } from '../../runtime/wasmBackend';
import type { Fold } from '../folds';
import { DOCUMENT_FIGURES } from './documents';
import { measureKnownStars, measurePrecision, measureRanks, measureSampledRanks } from './figures';
import { leaveOneOutFold, randomFold } from './folds';
import {
  CROSS_WEIGHTS_JOB,
  measureCrossWeights,
  PRECISION_JOB,
  RANKS_JOB,
  SAMPLED_RANKS_JOB,
} from './jobs';
import { rankFor } from './ranks';
import { documentTable } from './tables';

const MOVIES = 150;
const sizes = Array.from({ length: 20 }, (_, user) => 1 + 2 * user);
const set: TrainingSet = {
  interactions: exampleInteractions(MOVIES, sizes),
  movies: [],
  users: sizes.map(() => null),
};
const ignore = (): void => undefined;

beforeAll(startWasmBackend);

const pairsOf = ({ people }: Fold, part: 'pool' | 'heldOut'): string[] =>
  people.flatMap((person, user) =>
    Array.from(person[part].movies, (movie, i) => `${user} ${movie} ${person[part].halfStars[i]}`),
  );

const allPairs = sizes.flatMap((_, user) => {
  const { movies, halfStars } = historyOf(set.interactions, user);
  return Array.from(movies, (movie, i) => `${user} ${movie} ${halfStars[i]}`);
});

describe('the splits of the reference documents', () => {
  it.each([
    { name: 'random', fold: randomFold(set, 1), heldOut: Math.round(0.2 * allPairs.length) },
    // The one person with a single rating keeps it.
    { name: 'leave-one-out', fold: leaveOneOutFold(set, 1), heldOut: sizes.length - 1 },
  ])('$name hold out each rating once or not at all', ({ fold, heldOut }) => {
    const [known, tested] = [pairsOf(fold, 'pool'), pairsOf(fold, 'heldOut')];
    expect(tested).toHaveLength(heldOut);
    expect([...known, ...tested].sort()).toEqual(allPairs.toSorted());
    expect(fold.training.interactions.movies).toHaveLength(known.length);
  });

  it('leave one rating of everybody out, and follow from the seed', () => {
    const fold = leaveOneOutFold(set, 1);
    expect(fold.people.map(({ heldOut }) => heldOut.movies.length)).toEqual(
      sizes.map((size) => (size > 1 ? 1 : 0)),
    );
    expect(pairsOf(leaveOneOutFold(set, 1), 'heldOut')).toEqual(pairsOf(fold, 'heldOut'));
    expect(pairsOf(leaveOneOutFold(set, 2), 'heldOut')).not.toEqual(pairsOf(fold, 'heldOut'));
  });
});

const nobody = { movies: new Int32Array(0), halfStars: [] };

describe('ranks', () => {
  const scoring = (scores: readonly number[]): TrainedSystem => ({
    scores: () => Float32Array.from(scores),
    dispose: ignore,
  });

  it('count a tie against the target', async () => {
    const rank = await rankFor(scoring([5, 3, 3, 1, 3]), { user: 0, pool: nobody });
    expect(await rank([0, 1, 3], () => true)).toEqual(Int32Array.of(1, 4, 5));
  });

  it('put a target without a score last', async () => {
    const rank = await rankFor(scoring([NaN, 3, 2]), { user: 0, pool: nobody });
    expect(await rank([0], () => true)).toEqual(Int32Array.of(3));
  });

  it('look at the candidates alone', async () => {
    const rank = await rankFor(scoring([5, 4, 3, 2, 1]), { user: 0, pool: nobody });
    expect(await rank([3, 4], (movie) => movie > 1)).toEqual(Int32Array.of(2, 3));
  });

  it('come from the memory of a person where a system has one', async () => {
    const system = { ...scoring([2, 1]), scoresOfUser: (user: number) => Float32Array.of(1, user) };
    const rank = await rankFor(system, { user: 7, pool: nobody });
    expect(await rank([0], () => true)).toEqual(Int32Array.of(2));
  });

  it('come from the list of a system that ranks its own candidates', async () => {
    const system: TrainedSystem = {
      ...scoring([0, 0, 0, 0]),
      recommend: (_history, _k, isAllowed) => Promise.resolve([3, 1, 2].filter(isAllowed)),
    };
    const rank = await rankFor(system, { user: 0, pool: nobody });
    expect(await rank([1, 0], () => true)).toEqual(Int32Array.of(2, 101));
    expect(await rank([1], (movie) => movie !== 3)).toEqual(Int32Array.of(1));
  });
});

describe('the metrics of a trained system', () => {
  const fold = randomFold(set, 1);
  const recipe = easeRecipe(5);

  it('are those of naive sorting', async () => {
    const state = await recipe.train(fold.training, { seed: 1 });
    const system = await recipe.open(state, fold.training);
    const answers = await RANKS_JOB.answer(system, fold, ignore);
    const measured = measureRanks('ease', answers);
    let [found, foundUnseen, total] = [0, 0, 0];
    for (const { pool, heldOut } of fold.people) {
      const scores = await system.scores(pool);
      const order = Array.from(scores, (_, movie) => movie).sort((a, b) => scores[b] - scores[a]);
      const unseen = order.filter((movie) => !pool.movies.includes(movie));
      for (const movie of heldOut.movies) {
        total++;
        if (order.slice(0, 50).includes(movie)) found++;
        if (unseen.slice(0, 50).includes(movie)) foundUnseen++;
      }
    }
    system.dispose();
    const values = measured.filter(({ metric }) => metric === 'top50').map(({ value }) => value);
    expect(values[0]).toBeCloseTo(found / total, 12);
    expect(values[1]).toBeCloseTo(foundUnseen / total, 12);
    expect(foundUnseen).toBeGreaterThan(found);
  });

  it('rank one held-out movie among 99 that the person never rated', async () => {
    const oneOut = leaveOneOutFold(set, 1);
    const asked: number[][] = [];
    const system: TrainedSystem = {
      scores: () => new Float32Array(MOVIES),
      recommend: (_history, _k, isAllowed) => {
        asked.push(Array.from({ length: MOVIES }, (_m, movie) => movie).filter(isAllowed));
        return Promise.resolve([]);
      },
      dispose: ignore,
    };
    await SAMPLED_RANKS_JOB.answer(system, oneOut, ignore);
    const tested = oneOut.people.filter(({ heldOut }) => heldOut.movies.length > 0);
    expect(asked).toHaveLength(tested.length);
    tested.forEach(({ pool, heldOut }, i) => {
      expect(asked[i]).toHaveLength(100);
      expect(asked[i]).toContain(heldOut.movies[0]);
      expect(asked[i].filter((movie) => pool.movies.includes(movie))).toEqual([]);
    });
  });

  it('take the hit rate and NDCG of a single target', () => {
    const [hitRate, ndcg] = measureSampledRanks('x', { ranks: Int32Array.of(1, 10, 11, 2) });
    expect(hitRate.value).toBeCloseTo(3 / 4, 12);
    expect(ndcg.value).toBeCloseTo((1 + 1 / Math.log2(11) + 1 / Math.log2(3)) / 4, 12);
  });

  it('include the error of the stars, where a system predicts any', () => {
    const people = [{ pool: nobody, heldOut: { movies: Int32Array.of(1, 2), halfStars: [8, 4] } }];
    const one = { ...fold, people: people.map((person) => ({ ...person, targets: new Set([1]) })) };
    const [rmse] = measureKnownStars('x', one, { stars: Float32Array.of(3, 2) });
    expect(rmse.value).toBeCloseTo(Math.sqrt(1 / 2), 12);
    expect(measureKnownStars('x', one, {})).toEqual([]);
  });

  it('include precision and recall', async () => {
    const state = await popularityRecipe.train(fold.training, { seed: 1 });
    const system = await popularityRecipe.open(state, fold.training);
    const measured = measurePrecision('x', await PRECISION_JOB.answer(system, fold, ignore));
    system.dispose();
    expect(measured.map(({ metric }) => metric)).toEqual([
      'P@10',
      'R@10',
      'P@20',
      'R@20',
      'P@50',
      'R@50',
    ]);
    const recalls = measured.filter(({ metric }) => metric.startsWith('R'));
    expect(recalls[2].value).toBeGreaterThan(recalls[0].value ?? NaN);
  });
});

describe('the table of the documents', () => {
  it('has our figure beside theirs where the replica ran, and a dash where not', () => {
    const figure = DOCUMENT_FIGURES.find(({ metric }) => metric === 'hitRate10');
    const subject = { metric: 'hitRate10', level: figure?.level ?? '' };
    const rest = { value: 0.6543, standardError: null, count: 1 };
    const table = documentTable('ml-1m', [{ system: figure?.replica ?? '', ...subject, ...rest }]);
    expect(table).toMatch(/NCF +\| hitRate10, leave-one-out .*\| \.5000 +\| \.6543 /);
    expect(documentTable('ml-1m', [])).toMatch(/hitRate10.*\| – /);
    expect(table).not.toContain('Kalach');
  });

  it('says of every figure where the replica differs', () => {
    for (const { value, difference } of DOCUMENT_FIGURES) {
      expect(value).toBeGreaterThan(0);
      expect(difference).not.toBe('');
    }
  });
});

describe('cross weights', () => {
  it('come with the names of rows and columns', async () => {
    const featureImportance = {
      features: ['user', 'movie'],
      norms: [
        [1, 2],
        [3, 4],
      ],
    };
    const system = { scores: () => new Float32Array(0), dispose: ignore, featureImportance };
    const state = await CROSS_WEIGHTS_JOB.answer(system, randomFold(set, 1), ignore);
    expect(measureCrossWeights('dcn', state)).toEqual([{ system: 'dcn', ...featureImportance }]);
  });

  it('are missing for a system without them', async () => {
    const system = { scores: () => new Float32Array(0), dispose: ignore };
    const state = await CROSS_WEIGHTS_JOB.answer(system, randomFold(set, 1), ignore);
    expect(measureCrossWeights('ease', state)).toEqual([]);
  });
});
