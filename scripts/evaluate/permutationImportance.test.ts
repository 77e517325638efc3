import { beforeAll, describe, expect, it } from 'vitest';
import type { SystemState, TrainedSystem } from '../../models/baselines/system';
import type { History } from '../../models/dataset/columns';
import { topKMetrics } from '../../models/metrics/foldInEvaluation';
import type { HeldOutPerson } from '../../models/metrics/foldInProtocol';
import { columnsOf, featureNames } from '../../models/ranking/featureNames';
import { dealFolds, type Fold } from './folds';
import { crossWeightFigures, IMPORTANCE_JOB, importanceFigures } from './permutationImportance';
import type { Importance } from './studyReport';
import { exampleSet } from './testing/examples';

/** Groups of features: retrieval, stars, similar, together, genres, period, popularity, person. */
const GROUPS = 8;

const MOVIES = 160;
const POOL = 20;
const EVERY = 4;
const GENRES = ['Drama', 'War'];
const NAMES = featureNames(GENRES);
const [ERA, DENSITY, GENRE, SHARE] = [
  'era',
  'density of liked eras',
  'liked genres',
  'share liked',
].map((name) => NAMES.indexOf(name));

const isFlagged = (movie: number): boolean => movie % EVERY === 0;
const candidates = Int32Array.from({ length: MOVIES - POOL }, (_, i) => POOL + i);
const crossWeights = {
  features: ['one', 'two'],
  norms: [
    [1, 2],
    [3, 4],
  ],
};

/** Somebody who likes the flagged movies and rates high, or the others and rates low. */
function person(likesFlagged: boolean): HeldOutPerson {
  const targets = candidates.filter((movie) => isFlagged(movie) === likesFlagged);
  const rated = (movies: Int32Array, halfStars: number): History => ({
    movies,
    halfStars: Uint8Array.from(movies, () => halfStars),
  });
  return {
    pool: rated(
      Int32Array.from({ length: POOL }, (_, movie) => movie),
      likesFlagged ? 10 : 2,
    ),
    heldOut: rated(targets, 10),
    targets: new Set(targets),
  };
}

/** The flag with the sign of the person, times what two features of one group say together: 1. */
const system: TrainedSystem = {
  scores: () => new Float32Array(MOVIES),
  dispose: () => undefined,
  secondStage: {
    genreNames: GENRES,
    crossWeights,
    space: { blocks: [], userDimensions: 0 },
    candidates: ({ halfStars }, isAllowed) => {
      const movies = Int32Array.from({ length: MOVIES }, (_, movie) => movie).filter(isAllowed);
      const features = new Float32Array(movies.length * NAMES.length);
      movies.forEach((movie, row) => {
        const cells = features.subarray(row * NAMES.length);
        cells[ERA] = (movie * 37) % 101;
        cells[DENSITY] = cells[ERA] + 1;
        cells[GENRE] = isFlagged(movie) ? 1 : 0;
        cells[SHARE] = halfStars[0] > 5 ? 1 : -1;
      });
      const rankedBy = (read: Float32Array) => {
        const scored = Array.from(movies, (movie, row) => {
          const cells = read.subarray(row * NAMES.length);
          return { movie, score: (cells[DENSITY] - cells[ERA]) * cells[GENRE] * cells[SHARE] };
        });
        return Promise.resolve(scored.sort((a, b) => b.score - a.score || a.movie - b.movie));
      };
      return Promise.resolve({ movies, features, rankedBy });
    },
  },
};

const [dealt] = dealFolds(exampleSet(MOVIES, [5, 5, 5, 5]), 2, 1);
const foldOf = (people: readonly HeldOutPerson[]): Fold => ({ ...dealt, people });
const everybody = Array.from({ length: 40 }, (_, i) => person(i % 2 === 0));

const ask = (people: readonly HeldOutPerson[]): Promise<SystemState> =>
  IMPORTANCE_JOB.answer(system, foldOf(people), () => undefined);

function lossOf(rows: readonly Importance[], kind: string, feature: string, level = 'all'): number {
  const found = rows.find(
    (row) => row.kind === kind && row.feature === feature && row.level === level,
  );
  return found?.loss ?? NaN;
}

describe('permutation importance', () => {
  let rows: Importance[] = [];
  let state: SystemState = {};
  beforeAll(async () => {
    state = await ask(everybody);
    rows = importanceFigures('mine', state);
  });

  it('has a loss for the ranker, each group and each feature after ten ratings and after all', () => {
    expect(rows).toHaveLength(2 * (1 + GROUPS + NAMES.length));
    expect(new Set(rows.map(({ level }) => level))).toEqual(new Set(['10', 'all']));
    expect(rows.every(({ system: name, count }) => name === 'mine' && count === 40)).toBe(true);
  });

  it('is what a random order would lose for the feature that decides', async () => {
    const likers = importanceFigures('mine', await ask(Array.from(everybody, () => person(true))));
    const { targets } = person(true);
    // Of any list, each place holds a target with the same probability.
    const discounts = Array.from({ length: 100 }, (_, rank) => 1 / Math.log2(rank + 2));
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    const byChance = (targets.size / candidates.length) * sum(discounts);
    const expected = 1 - byChance / sum(discounts.slice(0, targets.size));
    const row = likers.find(({ feature, level }) => feature === 'liked genres' && level === 'all');
    expect(Math.abs((row?.loss ?? NaN) - expected)).toBeLessThan(4 * (row?.standardError ?? 0));
    expect(lossOf(likers, 'group', 'genres')).toBe(row?.loss);
  });

  it('is nothing for a feature that the ranker does not read', () => {
    const read = new Set([ERA, DENSITY, GENRE, SHARE]);
    const unread = NAMES.filter((_, column) => !read.has(column));
    for (const name of unread) expect(lossOf(rows, 'feature', name)).toBe(0);
    expect(lossOf(rows, 'group', 'popularity')).toBe(0);
  });

  it('moves the features of a group together, so that only what they say apart is lost', () => {
    expect(columnsOf('period', GENRES.length)).toEqual(expect.arrayContaining([ERA, DENSITY]));
    expect(lossOf(rows, 'feature', 'era')).toBeGreaterThan(0.1);
    expect(lossOf(rows, 'group', 'period')).toBe(0);
  });

  it('exchanges what is known of a person for that of another, which is the same for equal people', async () => {
    expect(lossOf(rows, 'group', 'person')).toBeGreaterThan(0.1);
    expect(lossOf(rows, 'feature', 'share liked', '10')).toBeGreaterThan(0.1);
    const equal = importanceFigures('mine', await ask(Array.from(everybody, () => person(true))));
    expect(lossOf(equal, 'group', 'person')).toBe(0);
  });

  it('compares the whole ranker with the order of retrieval', () => {
    const ndcg = [true, false].map(
      (likesFlagged) => topKMetrics(candidates, person(likesFlagged).targets).ndcg100,
    );
    expect(lossOf(rows, 'ranker', 'all')).toBeCloseTo(1 - (ndcg[0] + ndcg[1]) / 2, 12);
  });

  it('repeats itself, and carries the cross weights of the same ranker', async () => {
    expect(importanceFigures('mine', await ask(everybody))).toEqual(rows);
    expect(crossWeightFigures('mine', state)).toEqual([{ system: 'mine', ...crossWeights }]);
  });

  it('is none of a system without a ranking stage, nor of nobody', async () => {
    const plain = { scores: system.scores, dispose: system.dispose };
    const answers = [
      await IMPORTANCE_JOB.answer(plain, foldOf(everybody), () => undefined),
      await ask([]),
    ];
    for (const nothing of answers) {
      expect(importanceFigures('plain', nothing)).toEqual([]);
      expect(crossWeightFigures('plain', nothing)).toEqual([]);
    }
  });
});
