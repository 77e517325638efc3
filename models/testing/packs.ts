/** @file A small but complete pack for tests, written with the pack's own encoders. */
import { createRandom } from '../dataset/random';
import { encodeCatalogue, type CatalogueRows } from '../pack/catalogue';
import { TensorFileWriter } from '../pack/encode';
import { decodePack, sha256Hex, type Pack } from '../pack/load';
import { parseManifest, SCHEMA_VERSION, type Manifest } from '../pack/manifest';
import type { DenseWeights, NetworkWeights } from '../ranking/network';
import type { RatingStatistics, TrainedModel } from '../training/trainedModel';
import { EXAMPLE_GENRES } from './models';

export const RATED_FILE = 'rated.json';
export const UNRATED_FILE = 'unrated.bin';
export const TENSOR_FILE = 'tensors.bin';
const UNRATED_MOVIES = 7;

/** Id of movie index 0; far from the indices, so that a mix-up of the two is noticed. */
export const FIRST_MOVIE_ID = 1001;

export interface ExamplePack {
  readonly manifest: Manifest;
  /** Files as a server would send them, by path, without the manifest. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Encodes a model: int8 embeddings, float32 for the rest, the unrated tier gzipped. */
export async function encodeExample(model: TrainedModel): Promise<ExamplePack> {
  const movies = model.statistics.ratingCount.length;
  const tensors = writeTensors(model);
  const unrated = exampleRows(FIRST_MOVIE_ID + movies, UNRATED_MOVIES);
  const files = new Map<string, Uint8Array>([
    [TENSOR_FILE, tensors.bytes()],
    [RATED_FILE, utf8(encodeCatalogue(exampleRows(FIRST_MOVIE_ID, movies, model), 'rated'))],
    [UNRATED_FILE, await gzip(utf8(encodeCatalogue(unrated, 'unrated')))],
  ]);
  const entries: Manifest['files'] = {};
  for (const [path, bytes] of files) {
    entries[path] = {
      bytes: bytes.byteLength,
      sha256: await sha256Hex(bytes),
      tier: path === UNRATED_FILE ? 'unrated' : 'rated',
      encoding: path === UNRATED_FILE ? 'gzip' : 'identity',
    };
  }
  return { manifest: manifestOf(model, tensors.entries, entries), files };
}

/** The decoded pack of a model, after quantisation. */
export async function examplePack(model: TrainedModel): Promise<Pack> {
  const { manifest, files } = await encodeExample(model);
  return decodePack(manifest, files);
}

/** A catalogue of movies with ascending ids; the statistics are the model's where one is given. */
export function exampleRows(
  firstId: number,
  size: number,
  model?: { readonly statistics: RatingStatistics },
): CatalogueRows {
  const random = createRandom(firstId);
  const ids = Array.from({ length: size }, (_, i) => firstId + i);
  return {
    movieId: Int32Array.from(ids),
    title: ids.map((id) => `Film “${id}”, the é`),
    alternateTitle: ids.map((id) => (id % 2 === 0 ? `Other ${id}` : '')),
    year: Int16Array.from(ids, (id) => (id % 10 === 0 ? 0 : 1950 + random.integer(70))),
    genres: Int32Array.from(ids, () => random.integer(8)),
    imdbId: Int32Array.from(ids, () => random.integer(10_000_000)),
    tmdbId: Int32Array.from(ids, () => random.integer(1_000_000)),
    ratingCount: model?.statistics.ratingCount ?? new Int32Array(size),
    ratingMean: model?.statistics.ratingMean ?? new Float32Array(size),
    x: Float32Array.from(ids, () => random.next()),
    y: Float32Array.from(ids, () => random.next()),
  };
}

function writeTensors({ blocks, prior, ratings, coWatch, ranker }: TrainedModel): TensorFileWriter {
  const writer = new TensorFileWriter(TENSOR_FILE);
  const add = (name: string, values: Float32Array, shape: readonly number[]): void =>
    writer.add(name, { shape, values }, 'float32');
  for (const { name, embedding, movieCount, dimensions } of blocks) {
    writer.add(name, { shape: [movieCount, dimensions], values: embedding }, 'int8');
  }
  add('popularity', prior.popularity, [prior.popularity.length]);
  const factors = ratings.factorPrecision.length;
  const features = ratings.projection.length / blocks[0].dimensions;
  add('movieBias', ratings.movieBias, [ratings.movieBias.length]);
  add('factors', ratings.factors, [ratings.movieBias.length, factors]);
  add('factorPrecision', ratings.factorPrecision, [factors]);
  add('precisionPerRating', ratings.precisionPerRating, [factors]);
  add('projection', ratings.projection, [features, blocks[0].dimensions]);
  add('watchedPrior', ratings.watchedPrior, [features, 1 + factors + features]);
  add('energy', coWatch.energy, [coWatch.dimensions]);
  add('directions', coWatch.directions, [ratings.movieBias.length, coWatch.dimensions]);
  add('featureMean', ranker.featureMean, [ranker.featureMean.length]);
  add('featureDeviation', ranker.featureDeviation, [ranker.featureDeviation.length]);
  add('logScale', ranker.logScale, [ranker.logScale.length]);
  for (const [name, layer] of layersOf(ranker)) {
    add(`${name}Kernel`, layer.kernel, layer.kernelShape);
    add(`${name}Bias`, layer.bias, [layer.bias.length]);
  }
  return writer;
}

function layersOf({ cross, hidden, heads }: NetworkWeights): [string, DenseWeights][] {
  return [
    ...cross.map((layer, i): [string, DenseWeights] => [`cross${i}`, layer]),
    ...hidden.map((layer, i): [string, DenseWeights] => [`hidden${i}`, layer]),
    ['heads', heads],
  ];
}

function manifestOf(
  model: TrainedModel,
  tensors: Manifest['tensors'],
  files: Manifest['files'],
): Manifest {
  const rated = model.statistics.ratingCount.length;
  return parseManifest({
    schemaVersion: SCHEMA_VERSION,
    name: 'example',
    version: files[TENSOR_FILE].sha256,
    seed: 1,
    licence: { name: 'test', url: 'https://example.org/licence', acknowledgement: 'none' },
    datasets: [{ name: 'synthetic', ratings: 600, users: 30, movies: rated }],
    counts: { rated, all: rated + UNRATED_MOVIES, ratings: 600, users: 30 },
    genreNames: EXAMPLE_GENRES,
    catalogue: { rated: RATED_FILE, unrated: UNRATED_FILE },
    blocks: model.blocks.map(({ name, dimensions, weight, loss }) => ({
      name,
      kind: 'foldIn',
      dimensions,
      weight,
      loss,
      embedding: name,
    })),
    popularityPrior: {
      weight: model.prior.weight,
      tensor: 'popularity',
    },
    ratingBlock: {
      mean: model.ratings.mean,
      movieBias: 'movieBias',
      factors: 'factors',
      factorPrecision: 'factorPrecision',
      precisionPerRating: 'precisionPerRating',
      projection: 'projection',
      watchedPrior: 'watchedPrior',
      priorPrecision: model.ratings.priorPrecision,
      noise: model.ratings.noise,
      intervals: model.ratings.intervals,
    },
    coWatch: { ownFrom: 0, energy: 'energy', directions: 'directions' },
    ranker: {
      kind: 'dcn-v2',
      featureMean: 'featureMean',
      featureDeviation: 'featureDeviation',
      logScale: 'logScale',
      cross: model.ranker.cross.map((_, i) => layerEntry(`cross${i}`)),
      hidden: model.ranker.hidden.map((_, i) => layerEntry(`hidden${i}`)),
      heads: layerEntry('heads'),
    },
    tensors,
    files,
    training: { validationNdcgAt100: { kinora: 0.4 }, lossCurve: [3, 2], validationRmse: 0.9 },
  });
}

function layerEntry(name: string): { kernel: string; bias: string } {
  return { kernel: `${name}Kernel`, bias: `${name}Bias` };
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
