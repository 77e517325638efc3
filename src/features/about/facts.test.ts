import { describe, expect, test } from 'vitest';
import type { PackSummary, WorkerStatus } from '../../state/contract';
import { engineInWords } from '../settings/engines';
import { deviceFacts, inMilliseconds } from './deviceFacts';
import { modelFacts, trainingInWords } from './modelFacts';
import { connectPolicy } from './policy';
import { persistenceInWords, storageFacts } from './storageFacts';

const summary: PackSummary = {
  name: 'latest',
  version: '0123456789abcdef0123',
  movieCount: { rated: 14166, all: 86537 },
  ratingCount: 277198,
  userCount: 2552,
  datasets: [
    { name: 'ml-latest', ratings: 176853, users: 1948, movies: 86537 },
    { name: 'ml-latest-small', ratings: 100836, users: 610, movies: 9742 },
  ],
  seed: 20261121,
  licence: { name: 'terms', url: 'https://example.org', acknowledgement: 'thanks' },
  blocks: [
    { name: 'a', dimensions: 128 },
    { name: 'b', dimensions: 64 },
  ],
  demographics: { genders: [], ageGroups: [], occupations: [] },
  alternatives: [],
  training: {
    validationNdcgAt100: { popularity: 0.165, retrieval: 0.361, kinora: 0.362 },
    lossCurve: [1.2567, 0.5, 0.3753],
    validationRmse: 0.88,
  },
  bytes: 2_800_000,
  problem: null,
};

const status: WorkerStatus = {
  backend: 'wasm',
  failed: [{ backend: 'webgpu', reason: 'Error: This browser offers no WebGPU adapter.' }],
  packVersion: null,
  tensors: 8,
  tensorBytes: 7_400_000,
  rebuilds: 0,
  answered: 1200,
};
const NO_SPEEDS = { ratingMs: null, fitMs: null, retrievalMs: null };

describe('the model', () => {
  test('is named with its size, its data and the dimensions of all blocks together', () => {
    const words = modelFacts(summary).map(({ value, meaning }) => `${value} ${meaning}`);
    expect(words.at(0)).toContain('latest, version 0123456789ab 2.8 MB');
    expect(words.at(1)).toBe(
      'MovieLens latest and MovieLens latest, small 277,198 ratings by 2,552 people.',
    );
    expect(words.at(2)).toContain('14,166 of 86,537');
    expect(words.at(3)).toContain('192 numbers');
  });

  test('tells its training in a sentence, or that it cannot', () => {
    expect(trainingInWords(summary)).toBe(
      'In 3 passes over the ratings the loss fell from 1.26 to 0.38',
    );
    const untold = { ...summary, training: { ...summary.training, lossCurve: [] } };
    expect(trainingInWords(untold)).toBe('This pack does not say how it was trained.');
  });
});

describe('this device', () => {
  test('names what failed, and why, without the class of the error', () => {
    const facts = deviceFacts(status, NO_SPEEDS);
    expect(facts).toContainEqual({
      name: 'Not possible here',
      value: 'WebGPU, on the graphics processor',
      meaning: 'This browser offers no WebGPU adapter.',
    });
    expect(facts).toContainEqual(expect.objectContaining({ value: '7.4 MB in 8 tensors' }));
  });

  test('shows no figure that was not measured', () => {
    const names = deviceFacts(null, NO_SPEEDS).map(({ name }) => name);
    expect(names).toEqual(['Engine', 'From rating to shelves']);
    expect(inMilliseconds(null)).toBeNull();
    expect(inMilliseconds(0.42)).toBe('0.4 ms');
    expect(inMilliseconds(71.6)).toBe('72 ms');
  });

  test('says when another engine runs than the one that was chosen', () => {
    expect(engineInWords('auto', 'wasm')).toBe('Running now: WebAssembly, on the processor.');
    expect(engineInWords('webgpu', 'wasm')).toContain('does not work on this device');
    expect(engineInWords('webgpu', null)).toBe('Nothing runs yet.');
  });
});

describe('what is kept', () => {
  const kept = { ratings: 1, watchlist: 2, hidden: 0, tasteNumbers: 128, modelBytes: 2_800_000 };

  test('is counted, with its unit', () => {
    const facts = storageFacts({ ...kept, usageBytes: 5_400_000, quotaBytes: 10_742_900_000 });
    expect(facts.map(({ value }) => value)).toEqual([
      '1 rating, 2 on the watchlist, 0 set aside',
      '128 numbers',
      '2.8 MB',
      '5.4 MB of 10.7 GB allowed',
    ]);
  });

  test('has no sum where the browser does not tell', () => {
    expect(storageFacts({ ...kept, usageBytes: null, quotaBytes: null })).toHaveLength(3);
  });

  test('is not called safe unless the browser promised it', () => {
    expect(persistenceInWords(true, true)).toContain('has promised not to');
    expect(persistenceInWords(false, true)).toContain('has not promised');
    expect(persistenceInWords(null, false)).toContain('after your first rating');
    expect(persistenceInWords(null, true)).not.toContain('after your first rating');
  });
});

describe('the policy', () => {
  const pageWith = (head: string) =>
    new DOMParser().parseFromString(`<head>${head}</head>`, 'text/html');

  test('is read from the page', () => {
    const policy = `default-src 'self'; connect-src 'self'; img-src 'self' data:`;
    const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
    expect(connectPolicy(pageWith(head))).toBe("connect-src 'self'");
  });

  test('is not made up where the page holds none', () => {
    expect(connectPolicy(pageWith(''))).toBeNull();
  });
});
