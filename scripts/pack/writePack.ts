/** @file From a trained model and its catalogue to the files of a pack. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeCatalogue } from '../../models/pack/catalogue';
import { encodeFeatureNames, rowsWithOwnEmbedding, selectRows } from '../../models/pack/content';
import {
  parseManifest,
  SCHEMA_VERSION,
  type ContentEntry,
  type Manifest,
} from '../../models/pack/manifest';
import type { ContentTower } from '../../models/towers/contentEncoderBlend';
import type { TrainedModel } from '../../models/training/trainedModel';
import { addArtefact, sha256, tensorFile, type Artefact } from './artefacts';
import type { CatalogueTiers } from './catalogueTiers';
import { rankerEntry, rankerTensors } from './rankerFiles';
import { ratingBlockEntry, ratingBlockTensors } from './ratingBlockFiles';

/** A file of an earlier pack: a name of ours with a content hash in it. */
const PACK_FILE_NAME =
  /^(embeddings|context|stars|ranker|content|content-features|movies|more-movies|index|card|system-[a-z-]+)-[0-9a-f]{8}\.bin$/;

/** Names of the content encoder's tensors. */
const FACTORS = 'content-factors';
const BASIS = 'content-basis';

/** What a pack says about where it comes from. */
export type PackDescription = Pick<
  Manifest,
  'name' | 'seed' | 'licence' | 'datasets' | 'training'
> & { readonly ratings: number; readonly users: number };

/**
 * With a content tower, the blocks are those that it has blended, and movies with too few ratings for
 * an embedding of their own are stored without one.
 */
export type PackedModel = TrainedModel & { readonly content?: ContentTower };

/**
 * Writes `manifest.json` and the files that it names into `folder`, and removes the files of an
 * earlier pack there.
 */
export async function writePack(
  folder: string,
  model: PackedModel,
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
  model: PackedModel,
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
  const { content, tensors: contentTensors } = contentFiles(artefacts, model);
  const tensors = {
    ...embeddingTensors(artefacts, model),
    ...contentTensors,
    ...ratingBlockTensors(artefacts, model.ratings, model.blocks[0].dimensions),
    ...rankerTensors(artefacts, model.ranker),
  };
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
      tensor: 'popularity',
    },
    ratingBlock: ratingBlockEntry(model.ratings),
    ranker: rankerEntry(model.ranker),
    ...(content && { content }),
    ...(model.questions && {
      questions: {
        plan: Array.from(model.questions.plan, (movie) => tiers.rated.movieId[movie]),
        familiarity: [...model.questions.familiarity],
      },
    }),
    tensors,
    files: Object.fromEntries([...artefacts].map(([path, { entry }]) => [path, entry])),
  };
  const version = sha256(Buffer.from(JSON.stringify(draft)));
  return { manifest: parseManifest({ ...draft, version }), artefacts };
}

function embeddingTensors(
  artefacts: Map<string, Artefact>,
  model: PackedModel,
): Manifest['tensors'] {
  const { ratingCount } = model.statistics;
  const rows = rowsWithOwnEmbedding(ratingCount, model.content?.blend.ownFrom ?? 0);
  return tensorFile(artefacts, 'embeddings', (writer) => {
    for (const block of model.blocks) {
      const { name, embedding, dimensions } = block;
      const values = selectRows(embedding, rows, dimensions);
      writer.add(embeddingName(name), { shape: [rows.length, dimensions], values }, 'int8');
    }
    const vector = (values: Float32Array) => ({ shape: [values.length], values });
    writer.add('popularity', vector(model.prior.popularity), 'float16');
  });
}

/** The content encoder in files of its own; nothing without one. */
function contentFiles(
  artefacts: Map<string, Artefact>,
  { content }: PackedModel,
): { content?: ContentEntry; tensors: Manifest['tensors'] } {
  if (!content) return { tensors: {} };
  const { encoder, blend } = content;
  const { features, factors, rank, basis, dimensions } = encoder;
  const tensors = tensorFile(artefacts, 'content', (writer) => {
    writer.add(FACTORS, { shape: [features.length, rank], values: factors }, 'int8');
    writer.add(BASIS, { shape: [rank, dimensions], values: basis }, 'float16');
  });
  const names = addArtefact(artefacts, 'content-features', encodeFeatureNames(encoder), 'rated');
  return {
    content: {
      features: names,
      sources: [...encoder.sources],
      factors: FACTORS,
      basis: BASIS,
      ownFrom: blend.ownFrom,
      shareBelow: [...blend.shareBelow],
    },
    tensors,
  };
}

function embeddingName(block: string): string {
  return `embedding-${block}`;
}
