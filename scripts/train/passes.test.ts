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

/** Each has a folder of its own: a saved alternation would not be solved again. */
const optionsWith = (folder: string, signal = new AbortController().signal) => ({
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
  checkpointFolder: join(checkpointFolder, folder),
  signal,
});

describe('the passes of training', () => {
  it('come to the same numbers in turn and together', async () => {
    const inTurn = await runInTurn(interactions, optionsWith('in turn'));
    const together = await runTogether(interactions, optionsWith('together'), 1);
    expect(together).toEqual(inTurn);
  }, 120_000);

  it('end together when the person interrupts them', async () => {
    const interruption = new AbortController();
    const options = optionsWith('interrupted', interruption.signal);
    const work = runTogether(interactions, options, 1);
    setTimeout(() => interruption.abort(), 200);
    await expect(work).rejects.toMatchObject({ code: 'train.interrupted', exitStatus: 130 });
  });

  it('do not begin when the person was faster', async () => {
    const work = runTogether(interactions, optionsWith('aborted', AbortSignal.abort()), 1);
    await expect(work).rejects.toMatchObject({ code: 'train.interrupted' });
  });

  it('end together when the final one fails', async () => {
    const broken = {
      ...optionsWith('broken'),
      solve: () => Promise.reject(new Error('no memory left')),
    };
    await expect(runTogether(interactions, broken, 1)).rejects.toThrow('no memory left');
  });

  it('end together when the validation pass fails', async () => {
    let solved = 0;
    const options = optionsWith('invalid');
    const broken = {
      ...options,
      // A thread cannot be given functions.
      movies: options.movies.map((movie) => ({ ...movie, toString: () => movie.title })),
      solve: (...step: Parameters<typeof solveHere>) => {
        solved++;
        return solveHere(...step);
      },
    };
    await expect(runTogether(interactions, broken, 1)).rejects.toThrow(/clone/);
    const before = solved;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(solved).toBe(before);
  });
});
