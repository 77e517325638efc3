import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../models/dataset/random';
import { networkShapes } from '../../models/ranking/network';
import { featureCount } from '../../models/ranking/featureNames';
import { exampleInteractions } from '../../models/testing/examples';
import { EXAMPLE_GENRES, exampleFacts, exampleModel } from '../../models/testing/models';
import { configFor } from '../../models/training/config';
import { featureSourceOf } from '../../models/training/trainedModel';
import { startWasmBackend } from '../runtime/wasmBackend';
import { crossFitPlan, fitRanker } from './fitRanker';

const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);
const LISTS = 12_000;
const everybody = (count: number): number[] => Array.from({ length: count }, (_, user) => user);

describe('the plan of cross-fitting', () => {
  it('judges everybody once, by a model that learned from everybody else in the other parts', () => {
    const plan = crossFitPlan(100, LISTS, createRandom(1));
    expect(plan).toHaveLength(3);
    expect(sorted(plan.flatMap(({ judged }) => [...judged]))).toEqual(everybody(100));
    for (const { judged, learners } of plan) {
      const seen = new Set(learners);
      expect([...judged].some((user) => seen.has(user))).toBe(false);
      expect(sorted([...judged, ...learners])).toEqual(everybody(100));
      expect(judged.length).toBeGreaterThanOrEqual(33);
      for (const users of [judged, learners]) expect([...users]).toEqual(sorted(users));
    }
  });

  it('judges only as many as are needed of very many, in one part', () => {
    const plan = crossFitPlan(60_000, LISTS, createRandom(1));
    expect(plan).toHaveLength(1);
    const [{ judged, learners }] = plan;
    expect(judged).toHaveLength(LISTS);
    expect(new Set([...judged, ...learners]).size).toBe(60_000);
    expect(judged.length + learners.length).toBe(60_000);
  });

  it('leaves half of very many to learn from', () => {
    const [{ judged, learners }] = crossFitPlan(30_000, 28_000, createRandom(1));
    expect(judged).toHaveLength(15_000);
    expect(learners).toHaveLength(15_000);
  });

  it('follows from the seed', () => {
    expect(crossFitPlan(50, LISTS, createRandom(1))).toEqual(
      crossFitPlan(50, LISTS, createRandom(1)),
    );
    expect(crossFitPlan(50, LISTS, createRandom(2))).not.toEqual(
      crossFitPlan(50, LISTS, createRandom(1)),
    );
  });
});

describe('a ranker fitted over several models', () => {
  beforeAll(startWasmBackend);
  const MOVIES = 50;
  const interactions = exampleInteractions(
    MOVIES,
    everybody(9).map((user) => 6 + 3 * user),
  );
  const config = configFor(MOVIES);
  const epochs = 2;
  const parts = [1, 2].map((seed) => ({
    people: Int32Array.from(seed === 1 ? [0, 2, 4] : [1, 3, 5, 6, 7, 8]),
    source: featureSourceOf(exampleModel({ movies: MOVIES, seed }), exampleFacts(MOVIES)),
  }));

  it('has a step for the lists of each part and for each pass, and keeps no tensor', async () => {
    const tensors = memory().numTensors;
    const details: string[] = [];
    const tiny = { ...config, ranker: { ...config.ranker, epochs } };
    const shares: Record<string, number[]> = { lists: [], pass: [] };
    const { cross, hidden, heads, featureMean } = await fitRanker(interactions, parts, tiny, {
      onStep: (_kind, detail) => void details.push(detail),
      onShare: (kind, share) => void shares[kind].push(share),
    });
    // Each part, and each pass, begins anew.
    expect(shares.lists.filter((share) => share === 0)).toHaveLength(parts.length);
    expect(shares.pass.filter((share) => share === 0)).toHaveLength(epochs);
    expect(Math.max(...shares.lists, ...shares.pass)).toBeLessThan(1);
    expect(memory().numTensors).toBe(tensors);
    expect(details.slice(0, 2)).toEqual(['ranking lists', 'ranking lists']);
    expect(details.slice(2).map((detail) => /^ranker loss \d+\.\d{4}$/.test(detail))).toEqual([
      true,
      true,
    ]);
    const width = featureCount(EXAMPLE_GENRES.length);
    const shapeOf = ({ kernelShape }: typeof heads) => kernelShape;
    expect(featureMean).toHaveLength(width);
    expect({
      cross: cross.map(shapeOf),
      hidden: hidden.map(shapeOf),
      heads: shapeOf(heads),
    }).toEqual(networkShapes(width));
  });

  it('keeps no tensor when it is interrupted', async () => {
    const tensors = memory().numTensors;
    for (const interrupted of ['onStep', 'onShare'] as const) {
      const events = { onStep: () => undefined, onShare: () => undefined };
      const stop = (kind: 'lists' | 'pass'): undefined => {
        if (kind === 'pass') throw new Error('stop');
      };
      const work = fitRanker(interactions, parts, config, { ...events, [interrupted]: stop });
      await expect(work).rejects.toThrow('stop');
      expect(memory().numTensors).toBe(tensors);
    }
  });
});
