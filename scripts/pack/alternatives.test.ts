import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { encodeAlternative } from '../../models/pack/alternatives';
import { exampleInteractions } from '../../models/testing/examples';
import { exampleTrainingSet } from '../../models/testing/trainingSets';
import { createSystems } from '../evaluate/systems';
import { ALTERNATIVES } from './alternatives';

const MOVIES = 30;
const set = exampleTrainingSet(
  exampleInteractions(
    MOVIES,
    Array.from({ length: 25 }, (_, user) => 6 + (user % 15)),
  ),
  Array.from({ length: MOVIES }, (_, movie) => ({
    title: `Film ${movie % 7}`,
    year: 1970 + movie,
    genres: [movie % 2 === 0 ? 'Drama' : 'War'],
  })),
);
const references = Object.entries(createSystems(1)).filter(
  ([name, { only }]) => !name.startsWith('kinora') && only !== 'stars',
);

const wasmEntry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
setWasmPaths(join(dirname(wasmEntry), '/'));

beforeAll(async () => {
  expect(await setBackend('wasm')).toBe(true);
});

it.each(references)(
  '%s can go into a pack if its score is a dot product, and only then',
  async (name, { recipe }) => {
    const alternative = Object.hasOwn(ALTERNATIVES, name) ? ALTERNATIVES[name] : null;
    const state = await (alternative?.recipe ?? recipe).train(set, { seed: 1 });
    const system = await (alternative?.recipe ?? recipe).open(state, set);
    expect(alternative !== null).toBe(system.table !== undefined);
    system.dispose();
    // All that the page needs of it is in its state.
    if (alternative) {
      expect(encodeAlternative(alternative.kind, state, MOVIES).bytes.length).toBeGreaterThan(0);
    }
  },
  60_000,
);
