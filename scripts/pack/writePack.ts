/** @file From a trained model and its catalogue to the files of a pack. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encodeCatalogue } from '../../models/pack/catalogue';
import { TensorFileWriter } from '../../models/pack/encode';
import {
  parseManifest,
  SCHEMA_VERSION,
  type Manifest,
  type PackFile,
} from '../../models/pack/manifest';
import type { TrainedModel } from '../../models/training/trainedModel';
import type { CatalogueTiers } from './catalogueTiers';

const GZIP_LEVEL = 9;
const HASH_CHARACTERS_IN_NAME = 8;
/** A file of an earlier pack: a name of ours with a content hash in it. */
const PACK_FILE_NAME = /^(embeddings|ranker|movies|more-movies)-[0-9a-f]{8}\.bin$/;

/** What a pack says about where it comes from. */
export type PackDescription = Pick<
  Manifest,
  'name' | 'seed' | 'licence' | 'datasets' | 'training'
> & { readonly ratings: number; readonly users: number };

/** A file ready to be written. */
interface Artefact {
  readonly bytes: Uint8Array;
  readonly entry: PackFile;
}

/**
 * Writes `manifest.json` and the files that it names into `folder`, and removes the files of an
 * earlier pack there.
 */
export async function writePack(
  folder: string,
  model: TrainedModel,
  tiers: CatalogueTiers,
  description: PackDescription,
): Promise<Manifest> {
  const { manifest, artefacts } = buildPack(model, tiers, description);
  await mkdir(folder, { recursive: true });
  for (const [path, { bytes }] of artefacts) await writeFile(join(folder, path), bytes);
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const file of await readdir(folder)) {
    if (PACK_FILE_NAME.test(file) && !artefacts.has(file)) await rm(join(folder, file));
  }
  return manifest;
}

/** All bytes of a pack, by path. The same inputs give the same bytes. */
export function buildPack(
  model: TrainedModel,
  tiers: CatalogueTiers,
  description: PackDescription,
): { manifest: Manifest; artefacts: ReadonlyMap<string, Artefact> } {
  const artefacts = new Map<string, Artefact>();
  const catalogueFile = (name: string, tier: 'rated' | 'unrated'): string => {
    const json = Buffer.from(encodeCatalogue(tiers[tier], tier));
    return addArtefact(artefacts, name, json, tier);
  };
  const catalogue = {
    rated: catalogueFile('movies', 'rated'),
    unrated: catalogueFile('more-movies', 'unrated'),
  };
  const tensors = { ...embeddingTensors(artefacts, model), ...rankerTensors(artefacts, model) };
  const { ratings, users, ...rest } = description;
  const rated = tiers.rated.movieId.length;
  const draft = {
    schemaVersion: SCHEMA_VERSION,
    ...rest,
    counts: { rated, all: rated + tiers.unrated.movieId.length, ratings, users },
    genreNames: tiers.genreNames,
    catalogue,
    blocks: model.blocks.map(({ name, dimensions, weight, loss }) => ({
      name,
      kind: 'foldIn',
      dimensions,
      weight,
      loss,
      embedding: embeddingName(name),
    })),
    popularityPrior: {
      weight: model.prior.weight,
      halfLife: model.prior.halfLife,
      tensor: 'popularity',
    },
    bias: {
      mean: model.bias.mean,
      userShrinkage: model.bias.userShrinkage,
      movieBias: 'movie-bias',
    },
    ranker: {
      kind: 'mlp',
      layers: model.ranker.weights.map((_, i) => ({ kernel: `kernel-${i}`, bias: `bias-${i}` })),
      starsWeight: model.ranker.starsWeight,
    },
    tensors,
    files: Object.fromEntries([...artefacts].map(([path, { entry }]) => [path, entry])),
  };
  const version = sha256(Buffer.from(JSON.stringify(draft)));
  return { manifest: parseManifest({ ...draft, version }), artefacts };
}

function embeddingTensors(
  artefacts: Map<string, Artefact>,
  model: TrainedModel,
): Manifest['tensors'] {
  return tensorFile(artefacts, 'embeddings', (writer) => {
    for (const block of model.blocks) {
      const shape = [block.movieCount, block.dimensions];
      writer.add(embeddingName(block.name), { shape, values: block.embedding }, 'int8');
    }
    const vector = (values: Float32Array) => ({ shape: [values.length], values });
    writer.add('popularity', vector(model.prior.popularity), 'float16');
    writer.add('movie-bias', vector(model.bias.movieBias), 'float16');
  });
}

function rankerTensors(artefacts: Map<string, Artefact>, model: TrainedModel): Manifest['tensors'] {
  return tensorFile(artefacts, 'ranker', (writer) => {
    model.ranker.weights.forEach(({ kernel, kernelShape, bias }, i) => {
      writer.add(`kernel-${i}`, { shape: kernelShape, values: kernel }, 'float16');
      writer.add(`bias-${i}`, { shape: [bias.length], values: bias }, 'float32');
    });
  });
}

/** Writes tensors under a provisional name, then renames their file to its content hash. */
function tensorFile(
  artefacts: Map<string, Artefact>,
  name: string,
  fill: (writer: TensorFileWriter) => void,
): Manifest['tensors'] {
  const writer = new TensorFileWriter(name);
  fill(writer);
  const path = addArtefact(artefacts, name, writer.bytes(), 'rated');
  return Object.fromEntries(
    Object.entries(writer.entries).map(([tensor, entry]) => [tensor, { ...entry, file: path }]),
  );
}

/** Compresses a file and names it by its hash. Compressed here, it is small on every host. */
function addArtefact(
  artefacts: Map<string, Artefact>,
  name: string,
  content: Uint8Array,
  tier: PackFile['tier'],
): string {
  const bytes = gzipSync(content, { level: GZIP_LEVEL });
  const hash = sha256(bytes);
  const path = `${name}-${hash.slice(0, HASH_CHARACTERS_IN_NAME)}.bin`;
  const entry: PackFile = { bytes: bytes.byteLength, sha256: hash, tier, encoding: 'gzip' };
  artefacts.set(path, { bytes, entry });
  return path;
}

function embeddingName(block: string): string {
  return `embedding-${block}`;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
