import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { historyOf } from '../../models/dataset/interactions';
import { scoringSystem } from '../../models/metrics/foldInEvaluation';
import { exampleInteractions } from '../../models/testing/examples';
import { solveHere } from '../../models/training/alternate';
import { DEFAULT_CONFIG } from '../../models/training/config';
import { startWasmBackend } from '../runtime/wasmBackend';
import {
  chooseEaseLambda,
  dealFolds,
  evaluateFold,
  GIVEN,
  trainSystems,
} from './strongGeneralization';

const MOVIES = 150;
const USERS = 43;
/** Every person has another number of ratings, by which to tell them apart. */
const interactions = exampleInteractions(
  MOVIES,
  Array.from({ length: USERS }, (_, user) => 5 + user),
);

describe('the folds of people', () => {
  const folds = dealFolds(interactions, 5, 1);
  const sizesOfPeople = folds.map(({ people }) =>
    people.map(({ pool, heldOut }) => pool.movies.length + heldOut.movies.length),
  );

  it('test each person exactly once', () => {
    expect(sizesOfPeople.flat().sort((a, b) => a - b)).toEqual(
      Array.from({ length: USERS }, (_, user) => 5 + user),
    );
    for (const sizes of sizesOfPeople) expect([8, 9]).toContain(sizes.length);
  });

  it('train on everybody else, on their whole histories', () => {
    folds.forEach(({ training }, fold) => {
      const trained = Array.from(
        { length: training.userCount },
        (_, user) => historyOf(training, user).movies.length,
      );
      expect([...trained, ...sizesOfPeople[fold]].sort((a, b) => a - b)).toEqual(
        Array.from({ length: USERS }, (_, user) => 5 + user),
      );
    });
  });

  it('follow from the seed', () => {
    expect(dealFolds(interactions, 5, 1)).toEqual(folds);
    expect(dealFolds(interactions, 5, 2)).not.toEqual(folds);
  });
});

describe('the evaluation of a fold', () => {
  const [{ people }] = dealFolds(interactions, 5, 1);

  it('measures every system at every number of given ratings on the same people', async () => {
    let calls = 0;
    const systems = ['one', 'two'].map((name, i) =>
      scoringSystem(name, () => Array.from({ length: MOVIES }, (_, movie) => (-1) ** i * movie)),
    );
    const results = await evaluateFold(systems, people, () => calls++);
    expect(calls).toBe(2 * people.length);
    expect(results.map(({ system, n }) => `${system} ${n}`)).toEqual(
      ['one', 'two'].flatMap((name) => GIVEN.map((n) => `${name} ${n}`)),
    );
    const withTargets = people.filter(({ targets }) => targets.size > 0).length;
    expect(withTargets).toBeGreaterThan(0);
    expect(results.every(({ metrics }) => metrics.length === withTargets)).toBe(true);
    // A system that does not read the history gives the same at every n, as the pool is left out.
    const [first, ...others] = results.slice(0, GIVEN.length);
    for (const { metrics } of others) expect(metrics).toEqual(first.metrics);
  });
});

describe('the systems of a fold', () => {
  it('are trained on its training people, answer for every n, and free what they used', async () => {
    await startWasmBackend();
    const tensors = memory().numTensors;
    const checkpointFolder = await mkdtemp(join(tmpdir(), 'kinora-evaluate-'));
    const [fold] = dealFolds(interactions, 5, 1);
    const config = {
      ...DEFAULT_CONFIG,
      dimensions: 4,
      alternations: 1,
      crossFitAlternations: 1,
      ranker: { ...DEFAULT_CONFIG.ranker, batchRows: 64, epochs: 1 },
    };
    const lambda = await chooseEaseLambda(fold.training, 1);
    expect([100, 200, 400, 800]).toContain(lambda);
    const { systems, dispose } = await trainSystems(fold, config, lambda, {
      solve: solveHere,
      checkpointFolder,
    });
    await rm(checkpointFolder, { recursive: true });
    expect(systems.map(({ name }) => name)).toEqual([
      'popularity',
      'EASE',
      'kinora retrieval',
      'kinora',
    ]);
    const nobody = { movies: new Int32Array(0), halfStars: [] };
    const lists: number[][] = [];
    for (const system of systems) {
      const isAllowed = (movie: number): boolean => movie % 2 === 0;
      const list = Array.from(await system.recommend(nobody, 10, isAllowed));
      expect(list).toHaveLength(10);
      expect(list.every(isAllowed)).toBe(true);
      lists.push(list);
    }
    // Without ratings, retrieval and EASE fall back to what is popular.
    expect(lists[1]).toEqual(lists[0]);
    expect(lists[2]).toEqual(lists[0]);
    dispose();
    expect(memory().numTensors).toBe(tensors);
  });
});
