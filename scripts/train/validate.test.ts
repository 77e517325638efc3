import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { historyOf } from '../../models/dataset/interactions';
import type { Interactions } from '../../models/dataset/columns';
import { exampleInteractions } from '../../models/testing/examples';
import { EXAMPLE_GENRES } from '../../models/testing/models';
import { solveHere } from '../../models/training/alternate';
import { configFor } from '../../models/training/config';
import { startWasmBackend } from '../runtime/wasmBackend';
import { validate, validationSplit } from './validate';

const MOVIES = 50;
const interactions = exampleInteractions(
  MOVIES,
  Array.from({ length: 60 }, (_, user) => 10 + (user % 20)),
);

const rowsOf = (of: Interactions): string[] =>
  Array.from({ length: of.userCount }, (_, user) => {
    const { movies, halfStars } = historyOf(of, user);
    return `${movies.join()} ${Array.from(halfStars).join()}`;
  });

describe('the validation split', () => {
  const split = validationSplit(interactions, 7);
  const { training, trainingRows, validation, people } = split;

  it('takes a tenth of the people whole, and trains on all the others', () => {
    expect(validation.userCount).toBe(6);
    expect([...rowsOf(training), ...rowsOf(validation)].sort()).toEqual(
      rowsOf(interactions).sort(),
    );
    expect(rowsOf(training)).toEqual(Array.from(trainingRows, (row) => rowsOf(interactions)[row]));
  });

  it('splits each of them as the protocol says', () => {
    people.forEach(({ pool, heldOut }, user) => {
      const all = historyOf(validation, user).movies;
      expect([...pool.movies, ...heldOut.movies].sort()).toEqual([...all].sort());
      expect(pool.movies).toHaveLength(Math.floor((4 * all.length) / 5));
    });
  });

  it('follows from the seed', () => {
    expect(validationSplit(interactions, 7)).toEqual(split);
    expect(rowsOf(validationSplit(interactions, 8).validation)).not.toEqual(rowsOf(validation));
  });

  it('takes one person at least', () => {
    const few = exampleInteractions(MOVIES, [5, 5, 5]);
    expect(validationSplit(few, 1).validation.userCount).toBe(1);
  });
});

describe('the validation pass', () => {
  it('gives figures for the manifest, between 0 and 1, and frees what it used', async () => {
    await startWasmBackend();
    const tensors = memory().numTensors;
    const checkpointFolder = await mkdtemp(join(tmpdir(), 'kinora-validate-'));
    const base = configFor(MOVIES);
    const options = {
      config: {
        ...base,
        dimensions: 8,
        alternations: 2,
        crossFitAlternations: 1,
        coWatch: { ...base.coWatch, dimensions: 8 },
        ranker: { ...base.ranker, epochs: 1 },
      },
      movies: Array.from({ length: MOVIES }, (_, movie) => ({
        title: 'Film',
        year: 1970 + movie,
        genres: [EXAMPLE_GENRES[movie % 3]],
      })),
      genreNames: EXAMPLE_GENRES,
      solve: solveHere,
      checkpointFolder,
    };
    const details: string[] = [];
    const training = await validate(interactions, options, (_done, _total, detail) =>
      details.push(detail),
    );
    await rm(checkpointFolder, { recursive: true });
    expect(Object.keys(training.validationNdcgAt100)).toEqual([
      'popularity',
      'retrieval',
      'kinora',
    ]);
    for (const ndcg of Object.values(training.validationNdcgAt100)) {
      expect(ndcg).toBeGreaterThan(0);
      expect(ndcg).toBeLessThan(1);
    }
    expect(training.lossCurve).toHaveLength(2);
    expect(training.validationRmse).toBeGreaterThan(0.5);
    expect(training.validationRmse).toBeLessThan(3);
    expect(details[1]).toMatch(/NDCG@100 0\.\d{4}/);
    expect(memory().numTensors).toBe(tensors);
  });
});
