import { describe, expect, it } from 'vitest';
import type { TrainedSystem } from '../../models/baselines/system';
import type { History } from '../../models/dataset/columns';
import { ALL_RATINGS, evaluatePerson } from '../../models/metrics/foldInEvaluation';
import { rootMeanSquaredError, meanAbsoluteError } from '../../models/metrics/error';
import { given } from '../../models/metrics/foldInProtocol';
import { starsOf } from '../../models/shapes';
import { dealFolds } from './folds';
import { listsJob, starsJob } from './jobs';
import { compareLists, listAt, measureLists, scoreLists } from './listFigures';
import { compareStars, measureStars, scoreStars } from './starFigures';
import { exampleSet } from './testing/examples';
import { listsOf } from './tuned';

const MOVIES = 160;
const LEVELS = [0, 3, 20, ALL_RATINGS];
const set = exampleSet(
  MOVIES,
  Array.from({ length: 24 }, (_, user) => 3 + 4 * user),
);
const folds = dealFolds(set, 2, 1);

/** An answer that depends on every given rating. */
const mix = ({ movies, halfStars }: History): number =>
  movies.reduce((sum, movie, h) => sum + (movie + 1) * halfStars[h], 7);

function mixingSystem(asked: History[] = []): TrainedSystem {
  return {
    scores: (history) => {
      asked.push(history);
      const seed = mix(history);
      return Float32Array.from({ length: MOVIES }, (_, movie) => (movie * seed) % 101);
    },
    predictStars: (history, movies) =>
      Float32Array.from(movies, (movie) => 1 + ((movie * mix(history)) % 9) / 2),
    predictStarsVariance: (history, movies) =>
      Float32Array.from(movies, (movie) => 0.1 + ((movie + mix(history)) % 7)),
    dispose: () => undefined,
  };
}

const answersOf = async (job: ReturnType<typeof listsJob>, system = mixingSystem()) => {
  const answers = [];
  for (const fold of folds) answers.push(await job.answer(system, fold, () => undefined));
  return answers;
};

describe('the lists of a fold', () => {
  it('give the metrics of asking each person alone', async () => {
    const scores = scoreLists(folds, await answersOf(listsJob(LEVELS)), LEVELS);
    const system = listsOf('mixing', mixingSystem());
    for (const n of LEVELS) {
      const expected = [];
      for (const { people } of folds) {
        for (const person of people) {
          const metrics = await evaluatePerson(system, person, n);
          if (metrics) expected.push(metrics);
        }
      }
      expect(expected.length).toBeGreaterThan(10);
      expect(Array.from(scores.get(n)?.ndcg100 ?? [])).toEqual(expected.map((m) => m.ndcg100));
      expect(Array.from(scores.get(n)?.recall20 ?? [])).toEqual(expected.map((m) => m.recall20));
    }
  });

  it('ask once where the pool is too small to make a difference, and nobody without targets', async () => {
    const asked: History[] = [];
    const [fold] = folds;
    let visited = 0;
    await listsJob(LEVELS).answer(mixingSystem(asked), fold, () => {
      visited++;
    });
    expect(visited).toBe(fold.people.length);
    const withTargets = fold.people.filter(({ targets }) => targets.size > 0);
    const sizes = withTargets.map(
      ({ pool }) => new Set(LEVELS.map((n) => Math.min(n, pool.movies.length))).size,
    );
    expect(asked).toHaveLength(sizes.reduce((sum, size) => sum + size, 0));
    expect(withTargets.length).toBeLessThan(fold.people.length);
  });

  it('are as short as the candidates are few', async () => {
    const wide = { ...mixingSystem(), recommend: () => Promise.resolve([5, 4]) };
    const lists = await listsJob(LEVELS).answer(wide, folds[0], () => undefined);
    const person = folds[0].people.findIndex(({ targets }) => targets.size > 0);
    expect(Array.from(listAt(lists, LEVELS.length, person, 1))).toEqual([5, 4]);
    const without = folds[0].people.findIndex(({ targets }) => targets.size === 0);
    expect(listAt(lists, LEVELS.length, without, 1)).toHaveLength(0);
  });
});

describe('comparisons of lists', () => {
  it('are the differences of means, against the references that ran', async () => {
    const ease = scoreLists(folds, await answersOf(listsJob(LEVELS)), LEVELS);
    const reversed = {
      ...mixingSystem(),
      scores: () => Float32Array.from({ length: MOVIES }, (_, movie) => -movie),
    };
    const mine = scoreLists(folds, await answersOf(listsJob(LEVELS), reversed), LEVELS);
    const scores = { ease, mine };
    const rows = compareLists(scores, { resamples: 200, seed: 1 });
    expect(rows.map(({ system, reference, level }) => `${system}-${reference} ${level}`)).toEqual(
      ['0', '3', '20', 'all'].map((level) => `mine-ease ${level}`),
    );
    const value = (system: string, level: string): number =>
      measureLists(scores).find(
        (row) => row.system === system && row.level === level && row.metric === 'ndcg100',
      )?.value ?? NaN;
    for (const { level, difference, low, high } of rows) {
      expect(difference).toBeCloseTo(value('mine', level) - value('ease', level), 12);
      expect(low).toBeLessThanOrEqual(difference);
      expect(high).toBeGreaterThanOrEqual(difference);
    }
  });
});

describe('the stars of a fold', () => {
  const predictedAndActual = (n: number): [number[], number[], number[]] => {
    const system = mixingSystem();
    const people = folds.flatMap((fold) => fold.people);
    const history = people.map((person) => given(person, n));
    const all = (of: 'predictStars' | 'predictStarsVariance'): number[] =>
      people.flatMap(({ heldOut }, i) =>
        Array.from((system[of]?.(history[i], heldOut.movies) ?? []) as Float32Array),
      );
    const actual = people.flatMap(({ heldOut }) => Array.from(heldOut.halfStars, starsOf));
    return [all('predictStars'), actual, all('predictStarsVariance')];
  };

  it('give the errors of predicting every held-out rating', async () => {
    const scores = scoreStars(folds, await answersOf(starsJob(LEVELS)), LEVELS);
    const rows = measureStars({ mixing: scores });
    for (const n of LEVELS) {
      const [predicted, actual] = predictedAndActual(n);
      const level = n === ALL_RATINGS ? 'all' : String(n);
      const row = (metric: string) =>
        rows.find((one) => one.metric === metric && one.level === level);
      expect(row('rmse')?.value).toBeCloseTo(rootMeanSquaredError(predicted, actual), 10);
      expect(row('mae')?.value).toBeCloseTo(meanAbsoluteError(predicted, actual), 10);
      expect(row('rmse')?.count).toBe(actual.length);
    }
  });

  it('lie in an 80 % interval when they are within 1.2816 standard deviations', async () => {
    const scores = scoreStars(folds, await answersOf(starsJob(LEVELS)), LEVELS);
    const [predicted, actual, variance] = predictedAndActual(20);
    const inside = predicted.filter(
      (stars, i) => Math.abs(stars - actual[i]) <= 1.281552 * Math.sqrt(variance[i]),
    );
    const row = measureStars({ mixing: scores }).find(
      ({ metric, level }) => metric === 'coverage80' && level === '20',
    );
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.length).toBeLessThan(actual.length);
    expect(row?.value).toBeCloseTo(inside.length / actual.length, 12);
  });

  it('are compared with the biases by the difference of errors over all ratings', async () => {
    const mixing = scoreStars(folds, await answersOf(starsJob(LEVELS)), LEVELS);
    const constant = { ...mixingSystem(), predictStarsVariance: undefined };
    constant.predictStars = (_history, movies) => new Float32Array(movies.length).fill(3);
    const biases = scoreStars(folds, await answersOf(starsJob(LEVELS), constant), LEVELS);
    const rows = compareStars({ mixing, biases }, { resamples: 200, seed: 1 });
    expect(rows).toHaveLength(LEVELS.length);
    const [predicted, actual] = predictedAndActual(3);
    const three = actual.map(() => 3);
    expect(rows[1].difference).toBeCloseTo(
      rootMeanSquaredError(predicted, actual) - rootMeanSquaredError(three, actual),
      10,
    );
    expect(measureStars({ biases }).some(({ metric }) => metric === 'coverage80')).toBe(false);
  });

  it('are none of a system that predicts none', async () => {
    const silent = { scores: mixingSystem().scores, dispose: () => undefined };
    const scores = scoreStars(folds, await answersOf(starsJob(LEVELS), silent), LEVELS);
    expect(scores).toBeNull();
    expect(measureStars({ silent: scores })).toEqual([]);
  });
});
