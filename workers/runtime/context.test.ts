import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../models/dataset/random';
import { TensorFileWriter } from '../../models/pack/encode';
import { sha256Hex } from '../../models/pack/load';
import { parseManifest, type Manifest } from '../../models/pack/manifest';
import { NEUTRAL_DIALS } from '../../models/rerank/dials';
import { CURVE_RATINGS } from '../../models/towers/curve';
import type { Answer, PersonalContext, PersonRequest } from '../recommender.api';
import type { RecommenderService } from './service';
import { createTinyPack, type TinyPack } from './testing/tinyPack';
import { historyOf, NO_FILTER, openRequest, serviceOf } from './testing/tinyService';

type ContextValues = NonNullable<Manifest['context']>['values'];

const MOVIES = 60;
const CONTEXT_FILE = 'context.bin';
const VALUES: ContextValues = [
  { kind: 'gender', value: 'F' },
  { kind: 'gender', value: 'M' },
  { kind: 'age', value: 1 },
  { kind: 'age', value: 18 },
  { kind: 'age', value: 35 },
  { kind: 'occupation', value: 'farmer' },
  { kind: 'period', value: 1_500_000_000 },
];
/** Equal for every number of ratings, so that the oracle needs no curve. */
const WEIGHT = { gender: 0.3, age: 0.5, occupation: 0.7, period: 0.2 } as const;
const NOTHING: PersonalContext = { gender: null, age: null, occupation: null };

/** `[C, M]`, exact in half precision. */
const columns = (() => {
  const random = createRandom(5);
  return Float32Array.from({ length: VALUES.length * MOVIES }, () => random.integer(17) / 8 - 1);
})();

/** A tiny pack with the context of these values. */
async function withContext(values: ContextValues): Promise<TinyPack> {
  const { manifest, files } = await createTinyPack();
  const writer = new TensorFileWriter(CONTEXT_FILE);
  const used = columns.slice(0, values.length * MOVIES);
  writer.add('context', { shape: [values.length, MOVIES], values: used }, 'float16');
  const bytes = writer.bytes();
  const curve = (weight: number): number[] => CURVE_RATINGS.map(() => weight);
  const complete = parseManifest({
    ...manifest,
    context: {
      values,
      columns: 'context',
      weight: {
        gender: curve(WEIGHT.gender),
        age: curve(WEIGHT.age),
        occupation: curve(WEIGHT.occupation),
        period: curve(WEIGHT.period),
      },
    },
    tensors: { ...manifest.tensors, ...writer.entries },
    files: {
      ...manifest.files,
      [CONTEXT_FILE]: {
        bytes: bytes.byteLength,
        sha256: await sha256Hex(bytes),
        tier: 'rated',
        encoding: 'identity',
      },
    },
  });
  const contents = new Map(files).set(CONTEXT_FILE, bytes);
  contents.set('manifest.json', new TextEncoder().encode(JSON.stringify(complete)));
  return { manifest: complete, files: contents };
}

function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.problem.code}: ${answer.problem.message}`);
  return answer.value;
}

/** Ranking scores by movie id. */
async function scoresOf(
  service: RecommenderService,
  person: PersonRequest,
): Promise<ReadonlyMap<number, number>> {
  const filter = { ...NO_FILTER, hideSeen: false };
  const request = { ...person, filter, dials: NEUTRAL_DIALS, k: MOVIES };
  const { items } = valueOf(await service.recommend(request));
  return new Map(items.map(({ movieId, score }) => [movieId, score]));
}

const somebody: PersonRequest = { history: historyOf(12), embedding: null };
const nobody: PersonRequest = { history: [], embedding: null };

describe('a pack with context', () => {
  let service: RecommenderService;

  beforeAll(async () => {
    service = serviceOf(await withContext(VALUES));
    const { summary } = valueOf(await service.open(openRequest('cpu')));
    expect(summary.demographics).toEqual({
      genders: ['F', 'M'],
      ageGroups: [1, 18, 35],
      occupations: ['farmer'],
    });
  });

  it.each([
    ['gender', { ...NOTHING, gender: 'M' }, [[1, WEIGHT.gender]]],
    ['age group, by any age within it', { ...NOTHING, age: 24 }, [[3, WEIGHT.age]]],
    ['occupation', { ...NOTHING, occupation: 'farmer' }, [[5, WEIGHT.occupation]]],
    [
      'things together',
      { gender: 'F', age: 70, occupation: 'farmer' },
      [
        [0, WEIGHT.gender],
        [4, WEIGHT.age],
        [5, WEIGHT.occupation],
      ],
    ],
  ] as const)('adds to every score what is learned of the told %s', async (_, context, added) => {
    for (const person of [nobody, somebody]) {
      const untold = await scoresOf(service, person);
      const told = await scoresOf(service, { ...person, context });
      expect(told.size).toBe(MOVIES);
      for (const [movieId, score] of untold) {
        const expected = added.reduce(
          (sum, [value, weight]) => sum + weight * columns[value * MOVIES + movieId - 1],
          score,
        );
        expect(told.get(movieId)).toBeCloseTo(expected, 4);
      }
    }
  });

  it('explains the score that the told context gives', async () => {
    const person = { ...somebody, context: { ...NOTHING, occupation: 'farmer' } };
    const scores = await scoresOf(service, person);
    const { score, popularity } = valueOf(await service.explain({ ...person, movieId: 20 }));
    expect(score).toBeCloseTo(scores.get(20) ?? NaN, 4);
    const untold = valueOf(await service.explain({ ...somebody, movieId: 20 }));
    const farmers = WEIGHT.occupation * columns[5 * MOVIES + 19];
    expect(popularity - untold.popularity).toBeCloseTo(farmers, 4);
  });

  it('answers as if nothing was told where the value is not one of its own', async () => {
    const context = { ...NOTHING, age: 0, occupation: 'astronaut' };
    const untold = await scoresOf(service, somebody);
    expect(await scoresOf(service, { ...somebody, context })).toEqual(untold);
  });
});

describe('nothing is worth telling', () => {
  const nothing = { genders: [], ageGroups: [], occupations: [] };

  it('to a pack without context, and what is told anyway changes nothing', async () => {
    const service = serviceOf(await createTinyPack());
    const { summary } = valueOf(await service.open(openRequest('cpu')));
    expect(summary.demographics).toEqual(nothing);
    const context: PersonalContext = { gender: 'F', age: 30, occupation: 'farmer' };
    expect(await scoresOf(service, { ...somebody, context })).toEqual(
      await scoresOf(service, somebody),
    );
  });

  it('to a pack that knows the time alone', async () => {
    const service = serviceOf(await withContext([{ kind: 'period', value: 1_500_000_000 }]));
    const { summary } = valueOf(await service.open(openRequest('cpu')));
    expect(summary.demographics).toEqual(nothing);
  });
});
