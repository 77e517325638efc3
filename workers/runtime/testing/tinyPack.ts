/** @file A small but complete pack for tests, written with the pack's own encoder. */
import { encodeCatalogue, type CatalogueRows } from '../../../models/pack/catalogue';
import { featureCount } from '../../../models/ranking/featureNames';
import { networkShapes } from '../../../models/ranking/network';
import { CURVE_RATINGS } from '../../../models/towers/curve';
import { createRandom, type Random } from '../../../models/dataset/random';
import { TensorFileWriter } from '../../../models/pack/encode';
import { sha256Hex } from '../../../models/pack/load';
import { SCHEMA_VERSION, type Manifest } from '../../../models/pack/manifest';
import { elementCount } from '../../../models/pack/tensorCodec';

/** Enough that a fit takes several chunks of steps. */
const DIMENSIONS = 32;
const GENRE_NAMES = ['Drama', 'Comedy', 'War'];
const FACTORS = 3;
const CO_WATCH_DIMENSIONS = 3;
const RATING_FEATURES = 2;
const RANKER_FEATURES = featureCount(GENRE_NAMES.length);
/** Names and kernel shapes of the ranking network's layers. */
const LAYERS = layersOf(RANKER_FEATURES);
const RATED = 60;
const UNRATED = 15;

export const RATED_FILE = 'rated.json';
export const TENSOR_FILE = 'tensors.bin';
export const UNRATED_FILE = 'unrated.bin';

export interface TinyPack {
  readonly manifest: Manifest;
  /** Files as a server would send them, by path; includes `manifest.json`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A pack of 60 rated movies (ids 1 to 60) and 15 unrated ones; another seed gives another pack. */
export async function createTinyPack(seed = 1): Promise<TinyPack> {
  const random = createRandom(seed);
  const tensors = writeTensors(random);
  const contents = new Map<string, Uint8Array>([
    [TENSOR_FILE, tensors.bytes()],
    [RATED_FILE, utf8(encodeCatalogue(rows(1, RATED, random), 'rated'))],
    [UNRATED_FILE, await gzip(utf8(encodeCatalogue(rows(RATED + 1, UNRATED, random), 'unrated')))],
  ]);
  const files: Manifest['files'] = {};
  for (const [path, bytes] of contents) {
    files[path] = {
      bytes: bytes.byteLength,
      sha256: await sha256Hex(bytes),
      tier: path === UNRATED_FILE ? 'unrated' : 'rated',
      encoding: path === UNRATED_FILE ? 'gzip' : 'identity',
    };
  }
  const version = await sha256Hex(utf8(JSON.stringify(files)));
  const manifest = manifestOf(seed, version, tensors.entries, files);
  contents.set('manifest.json', utf8(JSON.stringify(manifest)));
  return { manifest, files: contents };
}

function writeTensors(random: Random): TensorFileWriter {
  const writer = new TensorFileWriter(TENSOR_FILE);
  const add = (name: string, shape: readonly number[], deviation: number): void => {
    const length = elementCount(shape);
    const values = Float32Array.from({ length }, () => deviation * random.normal());
    writer.add(name, { shape, values }, name === 'embedding' ? 'int8' : 'float32');
  };
  add('embedding', [RATED, DIMENSIONS], 0.5);
  add('popularity', [RATED], 1);
  const positive = (name: string, length: number): void =>
    writer.add(
      name,
      { shape: [length], values: Float32Array.from({ length }, () => 0.5 + random.next()) },
      'float32',
    );
  add('movieBias', [RATED], 0.3);
  add('factors', [RATED, FACTORS], 0.3);
  positive('factorPrecision', FACTORS);
  positive('precisionPerRating', FACTORS);
  add('projection', [RATING_FEATURES, DIMENSIONS], 0.3);
  add('watchedPrior', [RATING_FEATURES, 1 + FACTORS + RATING_FEATURES], 0.2);
  positive('energy', CO_WATCH_DIMENSIONS);
  add('directions', [RATED, CO_WATCH_DIMENSIONS], 0.3);
  add('featureMean', [RANKER_FEATURES], 0.3);
  positive('featureDeviation', RANKER_FEATURES);
  add('logScale', [CURVE_RATINGS.length], 0.3);
  for (const [name, shape] of LAYERS) {
    add(`${name}Kernel`, shape, 0.05);
    add(`${name}Bias`, [shape[1]], 0.1);
  }
  return writer;
}

function manifestOf(
  seed: number,
  version: string,
  tensors: Manifest['tensors'],
  files: Manifest['files'],
): Manifest {
  return {
    schemaVersion: SCHEMA_VERSION,
    name: `tiny ${seed}`,
    version,
    seed,
    licence: { name: 'test', url: 'https://example.org/licence', acknowledgement: 'none' },
    datasets: [{ name: 'synthetic', ratings: 600, users: 30, movies: RATED }],
    counts: { rated: RATED, all: RATED + UNRATED, ratings: 600, users: 30 },
    genreNames: GENRE_NAMES,
    catalogue: { rated: RATED_FILE, unrated: UNRATED_FILE },
    blocks: [
      {
        name: 'graded',
        kind: 'foldIn',
        dimensions: DIMENSIONS,
        weight: 1,
        embedding: 'embedding',
        loss: {
          targetCentre: 1,
          targetSlope: 0.8,
          unobservedWeight: CURVE_RATINGS.map(() => 0.4),
          ridge: CURVE_RATINGS.map(() => 0.5),
        },
      },
    ],
    popularityPrior: { weight: CURVE_RATINGS.map(() => 0.2), tensor: 'popularity' },
    ratingBlock: {
      mean: 3.5,
      movieBias: 'movieBias',
      factors: 'factors',
      factorPrecision: 'factorPrecision',
      precisionPerRating: 'precisionPerRating',
      projection: 'projection',
      watchedPrior: 'watchedPrior',
      priorPrecision: { bias: 5, feature: 6 },
      noise: { shape: 5, rate: 4 },
      intervals: { ratings: [0, 100], scale: [1.1, 0.9] },
    },
    coWatch: { ownFrom: 0, energy: 'energy', directions: 'directions' },
    ranker: {
      kind: 'dcn-v2',
      featureMean: 'featureMean',
      featureDeviation: 'featureDeviation',
      logScale: 'logScale',
      cross: layerEntries('cross'),
      hidden: layerEntries('hidden'),
      heads: layerEntries('heads')[0],
    },
    tensors,
    files,
    training: { validationNdcgAt100: { kinora: 0.4 }, lossCurve: [3, 2, 1], validationRmse: 0.9 },
  };
}

function layersOf(features: number): readonly (readonly [string, readonly [number, number]])[] {
  const { cross, hidden, heads } = networkShapes(features);
  return [
    ...cross.map((shape, i) => [`cross${i}`, shape] as const),
    ...hidden.map((shape, i) => [`hidden${i}`, shape] as const),
    ['heads', heads],
  ];
}

function layerEntries(kind: string): { kernel: string; bias: string }[] {
  return LAYERS.filter(([name]) => name.startsWith(kind)).map(([name]) => ({
    kernel: `${name}Kernel`,
    bias: `${name}Bias`,
  }));
}

function rows(firstId: number, size: number, random: Random): CatalogueRows {
  const integers = (limit: number): number[] =>
    Array.from({ length: size }, () => random.integer(limit));
  const ids = Array.from({ length: size }, (_, i) => firstId + i);
  return {
    movieId: Int32Array.from(ids),
    title: ids.map((id) => `The Film number${id}`),
    alternateTitle: ids.map(() => ''),
    year: Int16Array.from(integers(60), (n) => 1960 + n),
    genres: Int32Array.from(integers(8)),
    imdbId: Int32Array.from(ids, (id) => 1000 + id),
    tmdbId: Int32Array.from(ids, (id) => 2000 + id),
    ratingCount: Int32Array.from(integers(100), (n) => n + 1),
    ratingMean: Float32Array.from(integers(5)),
    x: Float32Array.from(integers(100), (n) => n / 100),
    y: Float32Array.from(integers(100), (n) => n / 100),
  };
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)])
    .stream()
    .pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
