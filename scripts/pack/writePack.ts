/** @file From a trained model and its catalogue to the files of a pack. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeCatalogue } from '../../models/pack/catalogue';
import {
  encodeFeatureNames,
  rowsWithEnoughRatings,
  rowsWithFewRatings,
  selectRows,
} from '../../models/pack/content';
import {
  parseManifest,
  SCHEMA_VERSION,
  type ContentEntry,
  type Manifest,
} from '../../models/pack/manifest';
import { withoutTerms } from '../../models/towers/contentEncoder';
import type { TrainedModel } from '../../models/training/trainedModel';
import { addArtefact, sha256, tensorFile, type Artefact } from './artefacts';
import type { CatalogueTiers } from './catalogueTiers';
import { writeArtefacts, writeManifest } from './changePack';
import { rankerEntry, rankerTensors } from './rankerFiles';
import { ratingBlockEntry, ratingBlockTensors } from './ratingBlockFiles';

/** A file of an earlier pack: a name of ours with a content hash in it. */
const PACK_FILE_NAME =
  /^(embeddings|context|stars|together|ranker|content|content-features|movies|more-movies|index|card|system-[a-z0-9-]+?)-[0-9a-f]{8}\.bin$/;

const POPULARITY = 'popularity';
/** Names of the content encoder's tensors. */
const FACTORS = 'content-factors';
const BASIS = 'content-basis';
const SOURCE_CODES = 'content-source-codes';
/** Names of the co-watch table's tensors. */
const ENERGY = 'co-watch-energy';
const DIRECTIONS = 'co-watch-directions';

/** What a pack says about where it comes from. */
export type PackDescription = Pick<
  Manifest,
  'name' | 'seed' | 'licence' | 'datasets' | 'training'
> & { readonly ratings: number; readonly users: number };

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
  await writeArtefacts(folder, artefacts);
  await writeManifest(folder, manifest);
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
  const catalogue = catalogueFiles(artefacts, tiers);
  const { content, tensors: contentTensors } = contentFiles(artefacts, model);
  const tensors = {
    ...embeddingTensors(artefacts, model),
    ...contentTensors,
    ...ratingBlockTensors(artefacts, model.ratings, model.blocks[0].dimensions),
    ...coWatchTensors(artefacts, model),
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
    ...modelEntries(model, tiers.rated.movieId, content),
    tensors,
    files: Object.fromEntries([...artefacts].map(([path, { entry }]) => [path, entry])),
  };
  const version = sha256(Buffer.from(JSON.stringify(draft)));
  return { manifest: parseManifest({ ...draft, version }), artefacts };
}

function catalogueFiles(
  artefacts: Map<string, Artefact>,
  tiers: CatalogueTiers,
): Manifest['catalogue'] {
  const fileOf = (name: string, tier: 'rated' | 'unrated'): string =>
    addArtefact(artefacts, name, Buffer.from(encodeCatalogue(tiers[tier], tier)), tier);
  return { rated: fileOf('movies', 'rated'), unrated: fileOf('more-movies', 'unrated') };
}

/** What the manifest says of the model itself; the order of the parts is hashed into the version. */
function modelEntries(model: TrainedModel, movieIds: Int32Array, content: ContentEntry) {
  const { blocks, prior, coWatch, questions } = model;
  return {
    blocks: blocks.map(({ name, dimensions, weight, loss }) => ({
      name,
      kind: 'foldIn',
      dimensions,
      weight,
      loss,
      embedding: embeddingName(name),
    })),
    popularityPrior: { weight: prior.weight, tensor: POPULARITY },
    ratingBlock: ratingBlockEntry(model.ratings),
    coWatch: { ownFrom: coWatch.ownFrom, energy: ENERGY, directions: DIRECTIONS },
    ranker: rankerEntry(model.ranker),
    content,
    ...(questions && {
      questions: {
        plan: Array.from(questions.plan, (movie) => movieIds[movie]),
        familiarity: [...questions.familiarity],
      },
    }),
  };
}

function embeddingTensors(
  artefacts: Map<string, Artefact>,
  model: TrainedModel,
): Manifest['tensors'] {
  const { ratingCount } = model.statistics;
  const rows = rowsWithEnoughRatings(ratingCount, model.content.blend.ownFrom);
  return tensorFile(artefacts, 'embeddings', (writer) => {
    for (const block of model.blocks) {
      const { name, embedding, dimensions } = block;
      const values = selectRows(embedding, rows, dimensions);
      writer.add(embeddingName(name), { shape: [rows.length, dimensions], values }, 'int8');
    }
    const vector = (values: Float32Array) => ({ shape: [values.length], values });
    writer.add(POPULARITY, vector(model.prior.popularity), 'float16');
  });
}

/** The co-watch table in a file of its own. */
function coWatchTensors(
  artefacts: Map<string, Artefact>,
  { coWatch, statistics }: TrainedModel,
): Manifest['tensors'] {
  const { dimensions, ownFrom, energy, directions } = coWatch;
  const rows = rowsWithEnoughRatings(statistics.ratingCount, ownFrom);
  const values = selectRows(directions, rows, dimensions);
  return tensorFile(artefacts, 'together', (writer) => {
    writer.add(ENERGY, { shape: [dimensions], values: energy }, 'float32');
    writer.add(DIRECTIONS, { shape: [rows.length, dimensions], values }, 'int8');
  });
}

/** The content encoder in files of its own. */
function contentFiles(
  artefacts: Map<string, Artefact>,
  { content, statistics }: Pick<TrainedModel, 'content' | 'statistics'>,
): { content: ContentEntry; tensors: Manifest['tensors'] } {
  const { blend, sourceCodes } = content;
  // What no catalogue tells is in the codes.
  const encoder = withoutTerms(content.encoder);
  const { features, factors, rank, basis, dimensions } = encoder;
  const tensors = tensorFile(artefacts, 'content', (writer) => {
    writer.add(FACTORS, { shape: [features.length, rank], values: factors }, 'int8');
    writer.add(BASIS, { shape: [rank, dimensions], values: basis }, 'float16');
    if (!sourceCodes) return;
    const rows = rowsWithFewRatings(statistics.ratingCount, blend.ownFrom);
    const values = selectRows(sourceCodes, rows, rank);
    writer.add(SOURCE_CODES, { shape: [rows.length, rank], values }, 'int8');
  });
  const names = addArtefact(artefacts, 'content-features', encodeFeatureNames(encoder), 'rated');
  return {
    content: {
      features: names,
      sources: [...encoder.sources],
      factors: FACTORS,
      basis: BASIS,
      ...(sourceCodes && { sourceCodes: SOURCE_CODES }),
      ownFrom: blend.ownFrom,
      shareBelow: [...blend.shareBelow],
    },
    tensors,
  };
}

function embeddingName(block: string): string {
  return `embedding-${block}`;
}
