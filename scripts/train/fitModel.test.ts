import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { selectUsers } from '../../models/dataset/interactions';
import { createRandom } from '../../models/dataset/random';
import { featureCount } from '../../models/ranking/featureNames';
import { movieFacts } from '../../models/ranking/movieFacts';
import { networkShapes } from '../../models/ranking/network';
import { prepareUser } from '../../models/ranking/pairFeatures';
import { Ranker } from '../../models/ranking/ranker';
import {
  exampleHistory,
  exampleInteractions,
  largestDifference,
} from '../../models/testing/examples';
import { EXAMPLE_GENRES } from '../../models/testing/models';
import { foldInAll } from '../../models/towers/closedForm';
import { sourceCodes, contentEmbedding } from '../../models/towers/contentEncoder';
import { blendByCount } from '../../models/towers/contentEncoderBlend';
import { alternate, initialState, solveHere } from '../../models/training/alternate';
import { configFor, type TrainingConfig } from '../../models/training/config';
import { readingAlso } from '../../models/training/contentTraining';
import { featureSourceOf } from '../../models/training/trainedModel';
import { Failure } from '../cli/failure';
import { startWasmBackend } from '../runtime/wasmBackend';
import { fitModel, type FitOptions, type FitOutcome } from './fitModel';
import { crossFitPlan } from './fitRanker';

const MOVIES = 40;
const PEOPLE = 30;
const DIMENSIONS = 8;
const interactions = exampleInteractions(
  MOVIES,
  Array.from({ length: PEOPLE }, (_, user) => 4 + ((5 * user) % 23)),
);
const movies = Array.from({ length: MOVIES }, (_, movie) => ({
  title: `Film ${movie % 7}`,
  year: movie % 9 === 0 ? null : 1960 + movie,
  genres: EXAMPLE_GENRES.filter((_name, genre) => (movie >> genre) % 2 === 1),
}));
const base = configFor(MOVIES, 3);
const config: TrainingConfig = {
  ...base,
  dimensions: DIMENSIONS,
  hasSecondBlock: false,
  alternations: 2,
  crossFitAlternations: 1,
  coWatch: { ...base.coWatch, dimensions: DIMENSIONS },
  ranker: { ...base.ranker, epochs: 1 },
};
/** Alternations and rating block; for each part the same and its lists; the ranker: as they weigh. */
const FIRST_FIT = 2 + 7;
const TOWERS = FIRST_FIT + 3 * (1 + 7);
const LISTS = TOWERS + 3 * 40;
const TOTAL = LISTS + 20;

let checkpointFolder = '';
/** A fit that nothing has disturbed. */
let straight: { outcome: FitOutcome; steps: Step[]; tensorsKept: number };
beforeAll(async () => {
  await startWasmBackend();
  checkpointFolder = await mkdtemp(join(tmpdir(), 'kinora-fit-'));
  const before = memory().numTensors;
  const { outcome, steps } = await fit();
  if (outcome instanceof Failure) throw outcome;
  straight = { outcome, steps, tensorsKept: memory().numTensors - before };
  await rm(checkpointFolder, { recursive: true });
}, 60_000);
beforeEach(async () => {
  checkpointFolder = await mkdtemp(join(tmpdir(), 'kinora-fit-'));
});
afterEach(() => rm(checkpointFolder, { recursive: true }));

interface Step {
  readonly done: number;
  readonly total: number;
  readonly detail: string;
}

/** A fit that notes its steps, and is interrupted when so much is done. */
async function fit(
  changes: Partial<FitOptions> = {},
  interruptAt = Infinity,
): Promise<{ outcome: FitOutcome | Failure; steps: Step[] }> {
  const interruption = new AbortController();
  const steps: Step[] = [];
  const work = fitModel(interactions, {
    config,
    movies,
    genreNames: EXAMPLE_GENRES,
    solve: solveHere,
    signal: interruption.signal,
    checkpointFolder,
    events: {
      onStep: (done, total, detail) => {
        steps.push({ done, total, detail });
        if (done >= interruptAt) interruption.abort();
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
  const { blocks, ...rest } = outcome.model;
  const embeddings = blocks.map(({ embedding }) => embedding);
  return { embeddings, rest, lossCurve: outcome.lossCurve };
}

describe('a fit', () => {
  it('gives towers, stars and a ranker, counts its steps and keeps no tensor', () => {
    const { outcome, steps, tensorsKept } = straight;
    expect(tensorsKept).toBe(0);
    const { ranker, ratings, prior } = outcome.model;
    const width = featureCount(EXAMPLE_GENRES.length);
    expect(ranker.featureMean).toHaveLength(width);
    expect(ranker.heads.kernelShape).toEqual(networkShapes(width).heads);
    expect(prior.weight).toEqual(config.prior.weight);
    expect(ratings.movieBias).toHaveLength(MOVIES);
    expect(ratings.intervals.ratings.length).toBe(ratings.intervals.scale.length);
    expect(ratings.intervals.ratings.length).toBeGreaterThan(0);
    const amounts = steps.map(({ done }) => done);
    expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
    expect(amounts).toEqual(expect.arrayContaining([1, 2, FIRST_FIT, TOWERS, LISTS]));
    // Lists and passes take long, and say on the way how far they are.
    expect(amounts.some((done) => done > TOWERS && done < TOWERS + 40)).toBe(true);
    expect(steps.every(({ total }) => total === TOTAL)).toBe(true);
    expect(steps[0].detail).toMatch(/^loss \d/);
    expect(steps[2].detail).toBe('rating block');
    expect(steps.at(-1)?.done).toBe(TOTAL);
    expect(steps.at(-1)?.detail).toMatch(/^ranker loss \d/);
  });

  it('has the embeddings of graded iALS, blended with what the content says', async () => {
    const { outcome } = straight;
    const ials = { dimensions: DIMENSIONS, alternations: 2, seed: 3, loss: config.loss };
    let last = initialState(interactions, ials);
    for await (last of alternate(interactions, ials, last));
    expect(outcome.lossCurve).toEqual(last.lossCurve);
    const { content, blocks, statistics } = outcome.model;
    const places = contentEmbedding(content.encoder, movies);
    const expected = blendByCount(last.movies, places, statistics.ratingCount, content.blend);
    expect(largestDifference(blocks[0].embedding, expected)).toBeLessThan(1e-6);
  });

  it('ranks people whom it has never seen, with finite scores', async () => {
    const { outcome } = straight;
    const source = featureSourceOf(outcome.model, movieFacts(movies, EXAMPLE_GENRES));
    const history = exampleHistory(MOVIES, 9, 77);
    const user = prepareUser(source, foldInAll(source.space, history), history);
    const ranker = new Ranker(source, outcome.model.ranker);
    const { scores, stars, variance } = await ranker.rank(user, [...movies.keys()]);
    ranker.dispose();
    for (const values of [scores, stars, variance]) {
      expect(values.every(Number.isFinite)).toBe(true);
    }
    expect(new Set(scores).size).toBeGreaterThan(MOVIES / 2);
  });

  it('gives the same bytes for the same seed and others for another', async () => {
    const { outcome } = await fit();
    expect(bytesOf(outcome)).toEqual(bytesOf(straight.outcome));
    const { outcome: other } = await fit({ config: { ...config, seed: 4 } });
    expect(bytesOf(other)).not.toEqual(bytesOf(outcome));
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
    expect(described).toEqual([MOVIES, MOVIES]);
    expect(details.filter((detail) => detail.endsWith('described'))).toHaveLength(2);
  });
});

describe('an interrupted fit', () => {
  it.each([1, TOWERS - 8, TOWERS + 3, LISTS])(
    'stopped at %i says so, and ends at the same bytes when it is run again',
    async (interruptAt) => {
      const { outcome: stopped, steps } = await fit({}, interruptAt);
      expect(steps.at(-1)?.done).toBeLessThan(TOTAL);
      expect(steps.filter(({ done }) => done >= interruptAt)).toHaveLength(1);
      expect(stopped).toMatchObject({ code: 'train.interrupted', exitStatus: 130 });
      const { outcome: resumed, steps: rest } = await fit();
      expect(bytesOf(resumed)).toEqual(bytesOf(straight.outcome));
      // Alternations are saved, the rating block after them is made again.
      expect(rest[0].done).toBe(interruptAt === 1 ? 2 : FIRST_FIT);
      expect(rest.at(-1)?.done).toBe(TOTAL);
    },
  );

  it('does not resume from the checkpoint of another configuration', async () => {
    await fit({}, 2);
    const { steps } = await fit({ config: { ...config, dimensions: 9 } });
    expect(steps[0].done).toBe(1);
  });
});

describe('what the ranker is trained on', () => {
  it('comes from three models, each of the two thirds that it does not judge', async () => {
    const solved: Uint8Array[] = [];
    await fit({
      solve: (step) => {
        const isUserSide = step.fixed.length === MOVIES * DIMENSIONS;
        if (isUserSide) solved.push(step.rows.halfStars);
        return solveHere(step);
      },
    });
    const plan = crossFitPlan(PEOPLE, config.ranker.lists, createRandom(config.seed));
    const learned = plan.map(({ learners }) => selectUsers(interactions, learners).halfStars);
    // Everybody two times, then each part's learners once.
    expect(solved).toEqual([interactions.halfStars, interactions.halfStars, ...learned]);
    for (const { judged, learners } of plan) {
      expect(learners.some((user) => judged.includes(user))).toBe(false);
    }
  });

  it('reads tags where it is told to, and keeps what the page could not compute', async () => {
    const tagged = movies.map((movie, m) => ({
      ...movie,
      tags: ['dark', `group ${m % 5}`],
      taggedBy: [m % PEOPLE, (m + 1) % PEOPLE],
    }));
    const reading = { ...config, content: readingAlso(['tags']) };
    const { outcome } = await fit({ config: reading, movies: tagged });
    if (outcome instanceof Failure) throw outcome;
    const { encoder, sourceCodes: codes } = outcome.model.content;
    expect(encoder.features).toEqual(expect.arrayContaining(['tags:dark', 'tags:group 4']));
    expect(codes).toEqual(sourceCodes(encoder, tagged));
    expect(straight.outcome.model.content).not.toHaveProperty('sourceCodes');
    // Without being told, a fit does not look at them.
    const { outcome: unread } = await fit({ movies: tagged });
    expect(bytesOf(unread)).toEqual(bytesOf(straight.outcome));
  }, 60_000);

  it('is not moved by a movie that nobody rated, which lies where its content says', async () => {
    const wider = { ...interactions, movieCount: MOVIES + 1 };
    const newcomer = { title: 'Film 3', year: 1999, genres: ['War'] };
    const { model } = await fitModel(wider, {
      config,
      movies: [...movies, newcomer],
      genreNames: EXAMPLE_GENRES,
      solve: solveHere,
      checkpointFolder,
    });
    const { encoder, blend } = model.content;
    const [place, share] = [contentEmbedding(encoder, [newcomer]), blend.shareBelow[0]];
    const added = model.blocks[0].embedding.subarray(MOVIES * DIMENSIONS);
    expect(
      largestDifference(
        added,
        place.map((value) => share * value),
      ),
    ).toBeLessThan(1e-6);
    expect(model.statistics.ratingMean[MOVIES]).toBe(0);
    expect(model.ratings.movieBias[MOVIES]).toBe(0);
  });
});
