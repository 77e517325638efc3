import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { meanNdcg100 } from '../../models/metrics/foldInEvaluation';
import { exampleInteractions } from '../../models/testing/examples';
import { exampleTrainingSet } from '../../models/testing/trainingSets';
import { createSpace } from '../../models/towers/space';
import { solveHere } from '../../models/training/alternate';
import { configFor } from '../../models/training/config';
import { retrievalSystem } from '../../models/training/systems';
import { startWasmBackend } from '../runtime/wasmBackend';
import { fitTowers } from '../train/fitModel';
import { LEVELS, studyConstants, type ConstantsOptions, type ConstantsStudies } from './constants';
import { dealFolds } from './folds';

const MOVIES = 60;
const set = exampleTrainingSet(
  exampleInteractions(
    MOVIES,
    Array.from({ length: 50 }, (_, user) => 8 + ((5 * user) % 23)),
  ),
  Array.from({ length: MOVIES }, (_, movie) => ({
    title: `Film ${movie}`,
    year: 2000,
    genres: ['Drama'],
    tags: movie % 2 === 0 ? ['even'] : [],
  })),
);
const base = configFor(MOVIES, 3);
const config = {
  ...base,
  dimensions: 8,
  alternations: 2,
  hasSecondBlock: false,
  coWatch: { ...base.coWatch, dimensions: 8 },
};

let checkpointFolder = '';
beforeAll(startWasmBackend);
beforeEach(async () => {
  checkpointFolder = await mkdtemp(join(tmpdir(), 'kinora-constants-'));
});
afterEach(() => rm(checkpointFolder, { recursive: true }));

function study(changes: Partial<ConstantsOptions> = {}): Promise<ConstantsStudies> {
  return studyConstants(set, {
    config,
    folds: 3,
    seed: 3,
    solve: solveHere,
    checkpointFolder,
    onStage: () => undefined,
    ...changes,
  });
}

describe('a study of the constants', () => {
  it('compares every variant with the model as it ships, on the same people', async () => {
    const { people, lists, stars } = await study();
    for (const [shipped, ...others] of [lists, stars]) {
      expect(shipped.constant).toBe('as shipped');
      expect(others.length).toBeGreaterThan(10);
      for (const { levels } of [shipped, ...others]) {
        levels.forEach(({ value, difference, standardError }, l) => {
          expect(difference).toBeCloseTo(value - shipped.levels[l].value, 10);
          expect(standardError > 0).toBe(Math.abs(difference) > 0);
        });
      }
    }
    // This embedding has fewer axes than any variant reads, and every movie has many ratings.
    const idle = [...lists, ...stars.slice(1)].filter(({ levels }) =>
      levels.every(({ difference }) => difference === 0),
    );
    expect(new Set(idle.map(({ constant }) => constant))).toEqual(
      new Set(['as shipped', 'axes of the embedding', 'fewest ratings of a movie']),
    );
    const constants = new Set(lists.map(({ constant }) => constant));
    expect(constants).toContain('content encoder');

    // No test person of the first fold is among those who are asked or learned from.
    const [{ training: known }] = dealFolds(set, 3, 3);
    const [inner] = dealFolds(known, 3, 3);
    expect(people).toBe(inner.people.length);
    const { blocks, prior } = await fitTowers(inner.training.interactions, {
      config: { ...config, dimensions: 4 },
      movies: inner.training.movies,
      genreNames: ['Drama'],
      solve: solveHere,
      checkpointFolder,
    });
    const system = retrievalSystem('', createSpace(blocks, prior));
    const halved = lists.find(({ constant }) => constant === 'dimensions');
    expect(halved?.value).toBe('4');
    for (const [l, n] of LEVELS.entries()) {
      expect(halved?.levels[l].value).toBeCloseTo(await meanNdcg100(system, inner.people, n), 10);
    }
  }, 60_000);

  it('stops before the next training when it is told to', async () => {
    const stopping = study({
      onStage: (stage) => {
        if (stage.startsWith('alternations')) throw new Error(`stopped at ${stage}`);
      },
    });
    await expect(stopping).rejects.toThrow('stopped at alternations 1');
  }, 30_000);
});
