import { describe, expect, it } from 'vitest';
import { exampleModel } from '../testing/models';
import { encodeExample } from '../testing/packs';
import { PackError } from './errors';
import { parseManifest, SCHEMA_VERSION } from './manifest';

const { manifest } = await encodeExample(exampleModel());
/** As a downloaded file, which the tests may spoil. */
const fresh = (): Record<string, unknown> =>
  JSON.parse(JSON.stringify(manifest)) as Record<string, unknown>;

/** The manifest with the value at a dotted path replaced; `undefined` removes it. */
function changed(path: string, value: unknown): unknown {
  const json = fresh();
  const keys = path.split('.');
  const parent = keys
    .slice(0, -1)
    .reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, json);
  const last = keys[keys.length - 1];
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return json;
}

function errorOf(json: unknown): PackError {
  try {
    parseManifest(json);
  } catch (error) {
    if (error instanceof PackError) return error;
    throw error;
  }
  throw new Error('The manifest was accepted.');
}

describe('a manifest', () => {
  it('is read as it was written', () => {
    expect(parseManifest(fresh())).toEqual(manifest);
  });

  it('may hold fields that this version does not know', () => {
    expect(parseManifest({ ...fresh(), colour: 'red' })).toEqual(manifest);
  });
});

describe('a newer manifest', () => {
  it('is refused as newer, and the message names both versions', () => {
    const error = errorOf(changed('schemaVersion', SCHEMA_VERSION + 1));
    expect(error.code).toBe('pack-newer');
    expect(error.message).toContain(`schema version ${SCHEMA_VERSION + 1}`);
    expect(error.message).toContain(`up to ${SCHEMA_VERSION}`);
  });

  it('is refused as newer even when nothing else in it makes sense to this version', () => {
    expect(errorOf({ schemaVersion: 99 }).code).toBe('pack-newer');
  });
});

describe('a malformed manifest', () => {
  it.each([null, 'text', [], {}, { schemaVersion: 'one' }, { schemaVersion: -1 }])(
    'like %j has no schema version',
    (json) => {
      const error = errorOf(json);
      expect(error.code).toBe('pack-malformed');
      expect(error.message).toContain('schemaVersion');
    },
  );

  it('of a version that never was is refused', () => {
    expect(errorOf(changed('schemaVersion', 0)).code).toBe('pack-malformed');
  });

  it.each([
    'name',
    'version',
    'licence.url',
    'datasets.0.ratings',
    'counts.rated',
    'genreNames',
    'catalogue.unrated',
    'blocks.0.dimensions',
    'blocks.0.loss.ridge',
    'popularityPrior.tensor',
    'ratingBlock.priorPrecision.feature',
    'ratingBlock.watchedPrior',
    'coWatch.ownFrom',
    'ranker.featureMean',
    'ranker.logScale',
    'ranker.cross.1.bias',
    'ranker.heads',
    'tensors.popularity.dtype',
    'training.lossCurve',
  ])('without %s says so', (path) => {
    const error = errorOf(changed(path, undefined));
    expect(error.code).toBe('pack-malformed');
    expect(error.message).toContain(path);
  });

  it.each([
    ['version', 'abc'],
    ['counts.rated', 1.5],
    ['counts.all', -1],
    ['ratingBlock.mean', null],
    ['ratingBlock.priorPrecision.bias', 0],
    ['ratingBlock.noise.rate', -1],
    ['ratingBlock.intervals.scale.0', 0],
    ['coWatch.ownFrom', -1],
    ['popularityPrior.weight', [0.5, 0.4]],
    ['ranker.kind', 'mlp'],
    ['blocks', []],
    ['blocks.0.kind', 'other'],
    ['blocks.0.loss.unobservedWeight', 0.2],
    ['genreNames', Array.from({ length: 32 }, (_, i) => `genre ${i}`)],
    ['tensors.popularity.dtype', 'int4'],
    ['tensors.popularity.offset', -4],
  ])('with a wrong %s says so', (path, value) => {
    const error = errorOf(changed(path, value));
    expect(error.code).toBe('pack-malformed');
    expect(error.message).toContain(path);
  });

  it.each(['bytes', 'sha256', 'tier', 'encoding'])('names the file whose %s is wrong', (field) => {
    const files = { 'a.bin': { ...manifest.files['tensors.bin'], [field]: 'x' } };
    const error = errorOf(changed('files', { ...manifest.files, ...files }));
    expect(error.code).toBe('pack-malformed');
    expect(error.message).toContain(`files.a.bin.${field}`);
  });

  it.each([
    ['catalogue.rated', 'gone.json'],
    ['catalogue.unrated', 'gone.bin'],
    ['tensors.popularity.file', 'gone.bin'],
    ['blocks.0.embedding', 'gone'],
    ['popularityPrior.tensor', 'gone'],
    ['ratingBlock.movieBias', 'gone'],
    ['ratingBlock.precisionPerRating', 'gone'],
    ['coWatch.energy', 'gone'],
    ['coWatch.directions', 'gone'],
    ['ranker.featureDeviation', 'gone'],
    ['ranker.cross.0.kernel', 'gone'],
    ['ranker.hidden.1.bias', 'gone'],
    ['ranker.heads.kernel', 'gone'],
    // Every object has this one.
    ['catalogue.rated', 'constructor'],
    ['ratingBlock.factors', 'constructor'],
  ])('whose %s refers to %s, which is not there, names what is missing', (path, name) => {
    const error = errorOf(changed(path, name));
    expect(error.code).toBe('pack-malformed');
    expect(error.message).toContain(name);
    expect(error.message).toMatch(/refers to .* which it does not list/);
  });
});
