import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PAIR_FEATURES } from '../../models/ranking/pairFeatures';
import { exampleInteractions, largestDifference } from '../../models/testing/examples';
import { alternate, initialState, solveHere } from '../../models/training/alternate';
import { DEFAULT_CONFIG, type TrainingConfig } from '../../models/training/config';
import { Failure } from '../cli/failure';
import { startWasmBackend } from '../runtime/wasmBackend';
import { fitModel, type FitOptions, type FitOutcome } from './fitModel';

const MOVIES = 40;
const interactions = exampleInteractions(
  MOVIES,
  Array.from({ length: 30 }, (_, user) => 2 + ((5 * user) % 23)),
);
const validation = exampleInteractions(MOVIES, [12, 8, 20], 500);
const config: TrainingConfig = {
  ...DEFAULT_CONFIG,
  seed: 3,
  dimensions: 6,
  alternations: 3,
  crossFitAlternations: 2,
  ranker: { ...DEFAULT_CONFIG.ranker, batchRows: 64, epochs: 2 },
};
const TOTAL_STEPS = 3 + 2 * 2 + 2;

let checkpointFolder = '';
beforeAll(startWasmBackend);
beforeEach(async () => {
  checkpointFolder = await mkdtemp(join(tmpdir(), 'kinora-fit-'));
});
afterEach(() => rm(checkpointFolder, { recursive: true }));

interface Step {
  readonly done: number;
  readonly total: number;
  readonly detail: string;
}

/** A fit that notes its steps, and is interrupted at one of them where that is asked for. */
async function fit(
  changes: Partial<FitOptions> = {},
  interruptAt = Infinity,
): Promise<{ outcome: FitOutcome | Failure; steps: Step[] }> {
  const interruption = new AbortController();
  const steps: Step[] = [];
  const work = fitModel(interactions, {
    config,
    solve: solveHere,
    signal: interruption.signal,
    checkpointFolder,
    events: {
      onStep: (done, total, detail) => {
        steps.push({ done, total, detail });
        if (done === interruptAt) interruption.abort();
      },
    },
    ...changes,
  });
  const outcome = await work.catch((error: unknown) => {
    if (error instanceof Failure) return error;
    throw error;
  });
  return { outcome, steps };
}

/** All numbers of a model, for comparison bit by bit. */
function bytesOf(outcome: FitOutcome | Failure): unknown {
  if (outcome instanceof Failure) throw outcome;
  const { blocks, prior, bias, statistics, ranker } = outcome.model;
  const embeddings = blocks.map(({ embedding }) => embedding);
  return { embeddings, prior, bias, statistics, ranker, lossCurve: outcome.lossCurve };
}

describe('a fit', () => {
  it('gives the embeddings of graded iALS and a ranker, and counts its steps', async () => {
    const tensors = memory().numTensors;
    const { outcome, steps } = await fit();
    if (outcome instanceof Failure) throw outcome;
    const ials = { dimensions: 6, alternations: 3, seed: 3, loss: config.loss };
    let last = initialState(interactions, ials);
    for await (last of alternate(interactions, ials, last));
    expect(outcome.model.blocks[0].embedding).toEqual(last.movies);
    expect(outcome.lossCurve).toEqual(last.lossCurve);
    expect(outcome.model.ranker.weights.map(({ kernelShape }) => kernelShape)).toEqual([
      [7, 256],
      [256, 64],
      [64, 1],
    ]);
    expect(steps.map(({ done }) => done)).toEqual(Array.from({ length: 9 }, (_, i) => i + 1));
    expect(steps.every(({ total }) => total === TOTAL_STEPS)).toBe(true);
    expect(steps[0].detail).toMatch(/^loss \d/);
    expect(steps[8].detail).toMatch(/^ranker RMSE \d/);
    expect(outcome.validationRmse).toBeNull();
    expect(memory().numTensors).toBe(tensors);
  });

  it('gives the same bytes for the same seed and others for another', async () => {
    const { outcome } = await fit();
    await rm(checkpointFolder, { recursive: true });
    const { outcome: again } = await fit();
    expect(bytesOf(again)).toEqual(bytesOf(outcome));
    const { outcome: other } = await fit({ config: { ...config, seed: 4 } });
    expect(bytesOf(other)).not.toEqual(bytesOf(outcome));
  });

  it('measures validation people without learning from them', async () => {
    const { outcome } = await fit();
    const { outcome: watched, steps } = await fit({ validation });
    expect(bytesOf(watched)).toEqual(bytesOf(outcome));
    if (watched instanceof Failure) throw watched;
    expect(watched.validationRmse).toBeGreaterThan(0);
    expect(steps.at(-1)?.detail).toContain(watched.validationRmse?.toFixed(4));
  });

  it('describes the block after each alternation of the model itself', async () => {
    const described: number[] = [];
    const details: string[] = [];
    await fit({
      events: {
        describe: (block) => {
          described.push(block.movieCount);
          return Promise.resolve('described');
        },
        onStep: (_done, _total, detail) => details.push(detail),
      },
    });
    expect(described).toEqual([MOVIES, MOVIES, MOVIES]);
    expect(details.filter((detail) => detail.endsWith('described'))).toHaveLength(3);
  });
});

describe('an interrupted fit', () => {
  it.each([1, 2, 4, 7, 8])(
    'stopped at step %i says so, and ends at the same bytes when it is run again',
    async (interruptAt) => {
      const { outcome: straight } = await fit();
      await rm(checkpointFolder, { recursive: true });
      const { outcome: stopped, steps } = await fit({}, interruptAt);
      expect(steps).toHaveLength(interruptAt);
      expect(stopped).toMatchObject({ code: 'train.interrupted', exitStatus: 130 });
      const { outcome: resumed, steps: rest } = await fit();
      expect(bytesOf(resumed)).toEqual(bytesOf(straight));
      // Alternations are saved, passes of the ranker are not.
      expect(rest[0].done).toBe(Math.min(interruptAt, 7) + 1);
      expect(rest.at(-1)?.done).toBe(TOTAL_STEPS);
    },
  );

  it('does not resume from the checkpoint of another configuration', async () => {
    await fit({}, 2);
    const { steps } = await fit({ config: { ...config, dimensions: 5 } });
    expect(steps[0].done).toBe(1);
  });
});

describe('what the ranker is trained on', () => {
  it('comes from two models, each of one half of the people', async () => {
    const solved: number[] = [];
    const { outcome } = await fit({
      solve: (step) => {
        if (step.fixed.length === MOVIES * 6) solved.push(step.rows.offsets.length - 1);
        return solveHere(step);
      },
    });
    expect(outcome).not.toBeInstanceOf(Failure);
    // Everybody three times, then two halves two times each.
    expect(solved).toEqual([30, 30, 30, 15, 15, 15, 15]);
  });

  it('knows nothing of the people whom it is trained on', async () => {
    // No two people share a movie, so a model that has not met a person has not met their movies:
    // every feature of the movie is zero, and its weights never move from their start.
    const people = 30;
    const moviesEach = 3;
    const strangers = {
      userCount: people,
      movieCount: people * moviesEach,
      offsets: Int32Array.from({ length: people + 1 }, (_, user) => user * moviesEach),
      movies: Int32Array.from({ length: people * moviesEach }, (_, movie) => movie),
      halfStars: Uint8Array.from({ length: people * moviesEach }, (_, at) => 1 + ((7 * at) % 10)),
    };
    const firstKernel = async (epochs: number): Promise<Float32Array> => {
      const ranker = { ...config.ranker, epochs, weightDecay: 0, batchRows: 16 };
      const options = { config: { ...config, ranker }, solve: solveHere, checkpointFolder };
      return (await fitModel(strangers, options)).model.ranker.weights[0].kernel;
    };
    const [before, after] = [await firstKernel(0), await firstKernel(2)];
    const units = before.length / PAIR_FEATURES;
    const hasMoved = Array.from({ length: PAIR_FEATURES }, (_, feature) =>
      before
        .subarray(feature * units, (feature + 1) * units)
        .some((weight, i) => weight !== after[feature * units + i]),
    );
    // The bias of the person and the number of their ratings are known all the same.
    expect(hasMoved).toEqual([false, false, false, false, true, false, true]);
  });

  it('is not moved by movies that nobody rated', async () => {
    const wider = { ...interactions, movieCount: MOVIES + 1 };
    const work = await fitModel(wider, { config, solve: solveHere, checkpointFolder });
    const added = work.model.blocks[0].embedding.subarray(MOVIES * 6);
    expect(largestDifference(added, new Float32Array(6))).toBe(0);
    expect(work.model.statistics.ratingMean[MOVIES]).toBe(0);
  });
});
