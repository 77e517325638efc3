import { beforeAll, describe, expect, it } from 'vitest';
import type { SystemState, TrainedSystem } from '../../models/baselines/system';
import { createRandom } from '../../models/dataset/random';
import { listFigures } from '../../models/metrics/beyondAccuracy';
import { ALL_RATINGS, LIST_LENGTH, topKMetrics } from '../../models/metrics/foldInEvaluation';
import { given } from '../../models/metrics/foldInProtocol';
import { exampleBlock } from '../../models/testing/examples';
import { catalogueFacts } from './beyondFigures';
import { dealFolds } from './folds';
import { FRONTIER_JOB, FRONTIER_SETTINGS, frontierPoints } from './frontier';
import { listAt } from './listFigures';
import type { FrontierPoint } from './studyReport';
import { exampleSet } from './testing/examples';

const MOVIES = 200;
const random = createRandom(6);
const set = exampleSet(
  MOVIES,
  Array.from({ length: 40 }, (_, user) => 1 + user),
);
const [fold] = dealFolds(set, 2, 1);
const withTargets = fold.people.filter(({ targets }) => targets.size > 0);
const appetite = Float32Array.from({ length: MOVIES }, () => random.normal());

/** Everybody has the same appetite. */
const system: TrainedSystem = {
  scores: () => appetite,
  dispose: () => undefined,
  secondStage: {
    genreNames: [],
    crossWeights: { features: [], norms: [] },
    space: { blocks: [exampleBlock(MOVIES, 6)], userDimensions: 6 },
    candidates: (_history, isAllowed) => {
      const movies = Int32Array.from(appetite.keys()).filter(isAllowed);
      const ranked = Array.from(movies, (movie) => ({ movie, score: appetite[movie] }));
      ranked.sort((a, b) => b.score - a.score);
      const rankedBy = () => Promise.resolve(ranked);
      return Promise.resolve({ movies, features: new Float32Array(0), rankedBy });
    },
  },
};

let state: SystemState = {};
let points: FrontierPoint[] = [];
let asked = 0;
beforeAll(async () => {
  state = await FRONTIER_JOB.answer(system, fold, () => {
    asked++;
  });
  points = frontierPoints('mine', fold, state);
});

const point = (setting: string): FrontierPoint => {
  const found = points.find((candidate) => candidate.setting === setting);
  if (!found) throw new Error(`no point ${setting}`);
  return found;
};
const of = (setting: string, figure: 'calibrationKl' | 'popularityPercentile'): number =>
  point(setting)[figure] ?? NaN;

describe('the frontier', () => {
  it('starts at the order of the ranker', () => {
    const facts = catalogueFacts(fold.training);
    const best = Array.from(appetite.keys()).sort((a, b) => appetite[b] - appetite[a]);
    const expected = withTargets.map((person) => {
      const history = given(person, ALL_RATINGS);
      const list = best.filter((movie) => !history.movies.includes(movie)).slice(0, LIST_LENGTH);
      return {
        ndcg100: topKMetrics(list, person.targets).ndcg100,
        novelty: listFigures(list.slice(0, 20), history, facts).novelty,
      };
    });
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(asked).toBe(withTargets.length);
    expect(points[0]).toMatchObject({
      system: 'mine',
      setting: 'neutral',
      people: withTargets.length,
      change: 0,
      changeStandardError: 0,
    });
    expect(points[0].ndcg100).toBeCloseTo(mean(expected.map(({ ndcg100 }) => ndcg100)), 12);
    expect(points[0].novelty).toBeCloseTo(mean(expected.map(({ novelty }) => novelty)), 6);
  });

  it('moves by each dial the figure that the dial is for', () => {
    expect(of('calibration 1', 'calibrationKl')).toBeLessThan(of('neutral', 'calibrationKl'));
    const popularity = ['popularity −1', 'neutral', 'popularity 1'].map((setting) =>
      of(setting, 'popularityPercentile'),
    );
    expect(popularity).toEqual(popularity.toSorted((a, b) => a - b));
    expect(new Set(popularity).size).toBe(3);
    const listsOf = (setting: string): number[][] => {
      const at = FRONTIER_SETTINGS.findIndex(({ label }) => label === setting);
      return withTargets.map((_, person) =>
        Array.from(listAt(state, FRONTIER_SETTINGS.length, person, at)),
      );
    };
    expect(listsOf('diversity 1 (MMR)')).not.toEqual(listsOf('diversity 1 (DPP)'));
    expect(listsOf('diversity 1 (MMR)')).not.toEqual(listsOf('neutral'));
  });

  it('gives what a setting costs against neutral on the same people', () => {
    for (const { ndcg100, change } of points) {
      expect(change).toBeCloseTo((ndcg100 ?? NaN) - (points[0].ndcg100 ?? NaN), 12);
    }
  });

  it('is none of a system without a ranking stage', async () => {
    const plain = { scores: system.scores, dispose: system.dispose };
    const nothing = await FRONTIER_JOB.answer(plain, fold, () => undefined);
    expect(frontierPoints('plain', fold, nothing)).toEqual([]);
  });
});
