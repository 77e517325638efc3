import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleInteractions } from '../../models/testing/examples';
import { EXAMPLE_GENRES } from '../../models/testing/models';
import { solveHere } from '../../models/training/alternate';
import { configFor } from '../../models/training/config';
import { startWasmBackend } from '../runtime/wasmBackend';
import { runInTurn, runTogether } from './passes';

const MOVIES = 30;
const interactions = exampleInteractions(
  MOVIES,
  Array.from({ length: 20 }, (_, user) => 5 + (user % 9)),
);
const base = configFor(MOVIES, 3);

let checkpointFolder = '';
beforeAll(async () => {
  await startWasmBackend();
  checkpointFolder = await mkdtemp(join(tmpdir(), 'kinora-passes-'));
});
afterAll(() => rm(checkpointFolder, { recursive: true }));

const optionsWith = (signal: AbortSignal) => ({
  config: {
    ...base,
    dimensions: 8,
    hasSecondBlock: false,
    alternations: 1,
    crossFitAlternations: 1,
    coWatch: { ...base.coWatch, dimensions: 8 },
    ranker: { ...base.ranker, epochs: 1 },
  },
  movies: Array.from({ length: MOVIES }, (_, movie) => ({
    title: `Film ${movie}`,
    year: 1970 + movie,
    genres: [EXAMPLE_GENRES[movie % 3]],
  })),
  genreNames: EXAMPLE_GENRES,
  solve: solveHere,
  checkpointFolder,
  signal,
});

describe('the passes of training', () => {
  it('come to the same numbers in turn and together', async () => {
    const options = optionsWith(new AbortController().signal);
    const inTurn = await runInTurn(interactions, options);
    expect(await runTogether(interactions, options)).toEqual(inTurn);
  }, 120_000);

  it('end together when the person interrupts them', async () => {
    const interruption = new AbortController();
    const work = runTogether(interactions, optionsWith(interruption.signal));
    setTimeout(() => interruption.abort(), 200);
    await expect(work).rejects.toMatchObject({ code: 'train.interrupted', exitStatus: 130 });
  });

  it('end together when one of them fails', async () => {
    const options = optionsWith(new AbortController().signal);
    const broken = {
      ...options,
      // A saved alternation would not be solved again.
      checkpointFolder: join(checkpointFolder, 'empty'),
      solve: () => Promise.reject(new Error('no memory left')),
    };
    await expect(runTogether(interactions, broken)).rejects.toThrow('no memory left');
  });
});
