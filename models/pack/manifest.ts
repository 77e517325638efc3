/**
 * @file The schema of `manifest.json`: what a pack says about itself. It is the only file of a pack
 * with a fixed name; every other file is named, sized and hashed here.
 */
import * as v from 'valibot';
import { PackError } from './errors';

/** Raised whenever an older app could misread a newer pack. */
export const SCHEMA_VERSION = 1;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
/** A divisor: zero would make NaN of somebody who has rated nothing. */
const positive = v.pipe(finite, v.gtValue(0));

const fileSchema = v.object({
  bytes: count,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** `rated` files are enough for the first recommendation; `unrated` ones follow later. */
  tier: v.picklist(['rated', 'unrated']),
  encoding: v.picklist(['identity', 'gzip']),
});

const tensorSchema = v.object({
  file: v.string(),
  /** Bytes from the start of the decoded file. */
  offset: count,
  shape: v.array(count),
  /** `int8` holds one f32 scale for each row, at `scaleOffset` of the same file. */
  dtype: v.picklist(['int8', 'float16', 'float32']),
  scaleOffset: v.optional(count),
});

/** Constants of the loss whose minimiser is the user embedding; see `towers/foldInLoss.ts`. */
const foldInLossSchema = v.object({
  targetCentre: finite,
  targetSlope: finite,
  unobservedWeight: finite,
  regularization: finite,
  priorBoost: finite,
  priorHalfLife: positive,
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
  /** Popularity prior of retrieval: `weight / (1 + n / halfLife)` times the tensor `[M]`. */
  popularityPrior: v.object({ weight: finite, halfLife: positive, tensor: v.string() }),
  bias: v.object({
    /** Mean of all ratings, in stars. */
    mean: finite,
    /** Ratings of zero deviation that a person starts with. */
    userShrinkage: positive,
    movieBias: v.string(),
  }),
  ranker: v.object({
    kind: v.literal('mlp'),
    /** Kernel and bias of each dense layer, first to last. */
    layers: v.array(v.object({ kernel: v.string(), bias: v.string() })),
    /** Points of ranking score for one predicted star above the mean. */
    starsWeight: finite,
  }),
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
    manifest.bias.movieBias,
    ...manifest.ranker.layers.flatMap((layer) => [layer.kernel, layer.bias]),
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
