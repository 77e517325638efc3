/**
 * @file The schema of `manifest.json`: what a pack says about itself. It is the only file of a pack
 * with a fixed name; every other file is named, sized and hashed here.
 */
import * as v from 'valibot';
import { CONTENT_SOURCES } from '../towers/contentEncoderFeatures';
import { alternativeSchema } from './alternativeSchema';
import { contextSchema } from './contextSchema';
import { PackError } from './errors';
import { count, curve, finite, positive, tensorSchema } from './schemaParts';

/** Raised whenever an older app could misread a newer pack. */
export const SCHEMA_VERSION = 3;

/** Length of the coefficients of `personalize/familiarity.ts`. */
export const FAMILIARITY_FEATURES = 5;

const fileSchema = v.object({
  bytes: count,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /**
   * `rated` files are enough for the first recommendation, `unrated` is the rest of the catalogue;
   * a `later` file is loaded by itself when it is wanted.
   */
  tier: v.picklist(['rated', 'unrated', 'later']),
  encoding: v.picklist(['identity', 'gzip']),
});

/** Constants of the loss whose minimiser is the user embedding; see `towers/foldInLoss.ts`. */
const foldInLossSchema = v.object({
  targetCentre: finite,
  targetSlope: finite,
  /** `α(n)` and `ρ(n)`; curves are read by `towers/curve.ts`. */
  unobservedWeight: curve,
  ridge: curve,
});

const blockSchema = v.object({
  name: v.string(),
  kind: v.literal('foldIn'),
  dimensions: count,
  /** Share of this block in the retrieval score, after division by its standard deviation. */
  weight: finite,
  loss: foldInLossSchema,
  /** Names of tensors: movie embeddings `[M, D]`. */
  embedding: v.string(),
});

/** An index over the item table; `retrieval/scann/indexFile.ts` gives the layout of its file. */
const indexSchema = v.object({
  kind: v.literal('scann'),
  /** Not compressed: codes have no redundancy left. */
  file: v.string(),
  movies: count,
  dimensions: count,
  partitions: count,
  subspaces: count,
  optimism: finite,
  /** Ascending in `k`. */
  operatingPoints: v.array(v.object({ k: count, scanned: count, rescored: count })),
});

/** The content encoder; `pack/content.ts` says what is stored without it and with it. */
const contentSchema = v.object({
  /** File of feature names, a JSON array in the order of the rows of `factors`. */
  features: v.string(),
  /** What is read besides title, year and genres. */
  sources: v.array(v.picklist(CONTENT_SOURCES)),
  /** Names of tensors: `[F, R]` and `[R, D]`, `D` all blocks side by side. */
  factors: v.string(),
  basis: v.string(),
  /**
   * Name of the tensor `[movies without a row, R]` of what the sources add to their codes; present
   * where the encoder reads more than the catalogue says.
   */
  sourceCodes: v.optional(v.string()),
  /** Movies with fewer ratings have no row in the embeddings of the blocks. */
  ownFrom: count,
  /** `[ownFrom]` share of its content place that a movie of each smaller count gets. */
  shareBelow: v.array(finite),
});

/** Predicted stars; see `towers/ratingBlock.ts`. Strings are names of tensors. */
const ratingBlockSchema = v.object({
  /** Mean of all ratings, in stars. */
  mean: finite,
  movieBias: v.string(),
  factors: v.string(),
  factorPrecision: v.string(),
  precisionPerRating: v.string(),
  projection: v.string(),
  watchedPrior: v.string(),
  priorPrecision: v.object({ bias: positive, feature: positive }),
  noise: v.object({ shape: positive, rate: positive }),
  intervals: v.object({ ratings: v.array(count), scale: v.array(positive) }),
});

/** Who watches what together; see `ranking/coWatch.ts`. Strings are names of tensors. */
const coWatchSchema = v.object({
  /** Movies with fewer ratings have no row in `directions`. */
  ownFrom: count,
  energy: v.string(),
  directions: v.string(),
});

/** What to ask somebody new; see `personalize/onboarding.ts`. */
const questionsSchema = v.object({
  /** Ids of the movies to ask everybody about first, in this order. */
  plan: v.array(count),
  /** Coefficients of `personalize/familiarity.ts`. */
  familiarity: v.pipe(v.array(finite), v.length(FAMILIARITY_FEATURES)),
});

const layerSchema = v.object({ kernel: v.string(), bias: v.string() });

/** The ranking network; see `ranking/network.ts`. Strings are names of tensors. */
const rankerSchema = v.object({
  kind: v.literal('dcn-v2'),
  featureMean: v.string(),
  featureDeviation: v.string(),
  logScale: v.string(),
  cross: v.array(layerSchema),
  hidden: v.array(layerSchema),
  heads: layerSchema,
});

const manifestSchema = v.object({
  schemaVersion: v.literal(SCHEMA_VERSION),
  name: v.string(),
  /** sha256 over everything that changes an answer. */
  version: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  seed: v.number(),
  licence: v.object({ name: v.string(), url: v.string(), acknowledgement: v.string() }),
  datasets: v.array(v.object({ name: v.string(), ratings: count, users: count, movies: count })),
  counts: v.object({ rated: count, all: count, ratings: count, users: count }),
  genreNames: v.pipe(v.array(v.string()), v.maxLength(31)),
  catalogue: v.object({ rated: v.string(), unrated: v.string() }),
  blocks: v.pipe(v.array(blockSchema), v.minLength(1)),
  /** Popularity prior of retrieval: the curve `weight` over `n` times the tensor `[M]`. */
  popularityPrior: v.object({ weight: curve, tensor: v.string() }),
  /** Absent where people are known by their ratings alone. */
  context: v.optional(contextSchema),
  ratingBlock: ratingBlockSchema,
  coWatch: coWatchSchema,
  ranker: rankerSchema,
  /** Absent where every movie has an embedding of its own. */
  content: v.optional(
    v.pipe(
      contentSchema,
      v.check(
        ({ ownFrom, shareBelow }) => shareBelow.length === ownFrom,
        'shareBelow does not have a share for each count below ownFrom',
      ),
    ),
  ),
  /** Absent where retrieval is by brute force alone. */
  index: v.optional(indexSchema),
  /** Absent where nothing was learned about asking. */
  questions: v.optional(questionsSchema),
  /** File of the model card; see `pack/card.ts`. */
  card: v.optional(v.string()),
  /** Other systems that can take the place of the towers; see `pack/alternatives.ts`. */
  alternatives: v.optional(v.array(alternativeSchema)),
  tensors: v.record(v.string(), tensorSchema),
  files: v.record(v.string(), fileSchema),
  training: v.object({
    validationNdcgAt100: v.record(v.string(), finite),
    lossCurve: v.array(finite),
    validationRmse: finite,
  }),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;
export type PackFile = v.InferOutput<typeof fileSchema>;
export type ContentEntry = v.InferOutput<typeof contentSchema>;
export type IndexEntry = v.InferOutput<typeof indexSchema>;
export type TensorEntry = v.InferOutput<typeof tensorSchema>;
export type FoldInLoss = v.InferOutput<typeof foldInLossSchema>;

/**
 * Checks a parsed `manifest.json`.
 *
 * @throws PackError `pack-newer` when it was written by a later version, `pack-malformed` when it
 *   breaks the schema or names a file or tensor that it does not list.
 */
export function parseManifest(json: unknown): Manifest {
  const version = v.safeParse(v.object({ schemaVersion: count }), json);
  if (!version.success) {
    throw new PackError('pack-malformed', 'manifest.json has no schemaVersion.');
  }
  if (version.output.schemaVersion > SCHEMA_VERSION) {
    throw new PackError(
      'pack-newer',
      `The pack has schema version ${version.output.schemaVersion}; this app reads up to ${SCHEMA_VERSION}.`,
    );
  }
  const result = v.safeParse(manifestSchema, json);
  if (!result.success) {
    const issue = result.issues[0];
    const where = v.getDotPath(issue) ?? 'the top level';
    throw new PackError('pack-malformed', `manifest.json is wrong at ${where}: ${issue.message}`);
  }
  checkReferences(result.output);
  return result.output;
}

function checkReferences(manifest: Manifest): void {
  const files = [
    manifest.catalogue.rated,
    manifest.catalogue.unrated,
    ...Object.values(manifest.tensors).map((tensor) => tensor.file),
    ...(manifest.index ? [manifest.index.file] : []),
    ...(manifest.content ? [manifest.content.features] : []),
    ...(manifest.card === undefined ? [] : [manifest.card]),
    ...(manifest.alternatives ?? []).map(({ file }) => file),
  ];
  for (const file of files) {
    if (!Object.hasOwn(manifest.files, file)) {
      throw new PackError(
        'pack-malformed',
        `manifest.json refers to ${file}, which it does not list.`,
      );
    }
  }
  const tensors = [
    ...manifest.blocks.map((block) => block.embedding),
    manifest.popularityPrior.tensor,
    ...(manifest.context ? [manifest.context.columns] : []),
    ...ratingBlockTensors(manifest),
    manifest.coWatch.energy,
    manifest.coWatch.directions,
    ...rankerTensors(manifest),
    ...contentTensors(manifest),
  ];
  for (const tensor of tensors) {
    if (!Object.hasOwn(manifest.tensors, tensor)) {
      throw new PackError(
        'pack-malformed',
        `manifest.json refers to the tensor ${tensor}, which it does not list.`,
      );
    }
  }
}

function ratingBlockTensors({ ratingBlock }: Manifest): string[] {
  const { movieBias, factors, factorPrecision, precisionPerRating, projection, watchedPrior } =
    ratingBlock;
  return [movieBias, factors, factorPrecision, precisionPerRating, projection, watchedPrior];
}

function contentTensors({ content }: Manifest): string[] {
  if (!content) return [];
  const { factors, basis, sourceCodes } = content;
  return [factors, basis, ...(sourceCodes === undefined ? [] : [sourceCodes])];
}

function rankerTensors({ ranker }: Manifest): string[] {
  const layers = [...ranker.cross, ...ranker.hidden, ranker.heads];
  return [
    ranker.featureMean,
    ranker.featureDeviation,
    ranker.logScale,
    ...layers.flatMap(({ kernel, bias }) => [kernel, bias]),
  ];
}
