import { memory } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { exampleModel } from '../../../models/testing/models';
import { spaceOf } from '../../../models/training/trainedModel';
import { startWasmBackend } from '../../runtime/wasmBackend';
import { measureSpace } from './measureFitting';
import { renderFitting } from './report';

const MOVIES = 60;

it('fits on both backends, from nothing and from one rating before, to the exact embedding', async () => {
  await startWasmBackend();
  const tensors = memory().numTensors;
  const model = exampleModel({ movies: MOVIES, blocks: [8, 4] });
  const { ratingCount } = model.statistics;
  const signal = new AbortController().signal;
  const rows = await measureSpace(spaceOf(model), ratingCount, signal, [1, 20]);
  expect(rows.map(({ backend, ratings, start }) => `${backend} ${ratings} ${start}`)).toEqual([
    ...['wasm 1 cold', 'wasm 1 warm', 'wasm 20 cold', 'wasm 20 warm'],
    ...['cpu 1 cold', 'cpu 1 warm', 'cpu 20 cold', 'cpu 20 warm'],
  ]);
  for (const { milliseconds, steps, distance } of rows) {
    expect(distance).toBeLessThan(1e-5);
    expect(steps.median).toBeGreaterThan(0);
    expect(milliseconds.p95).toBeGreaterThanOrEqual(milliseconds.median);
    expect(milliseconds.samples).toBe(20);
  }
  expect(memory().numTensors).toBe(tensors);
  const table = renderFitting({ rows }).split('\n');
  expect(table).toHaveLength(2 + rows.length);
  expect(new Set(table.map((line) => line.length)).size).toBe(1);
});

it('stops between two measurements', async () => {
  const model = exampleModel({ movies: MOVIES });
  const { ratingCount } = model.statistics;
  const stopped = measureSpace(spaceOf(model), ratingCount, AbortSignal.abort(), [1]);
  await expect(stopped).rejects.toThrow();
});
