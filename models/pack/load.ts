/** @file From verified bytes to a pack that a recommender can be built on. */
import { decodeCatalogue, type CatalogueRows } from './catalogue';
import type { ContentEncoder } from '../towers/contentEncoder';
import { completeBlocks, decodeContentEncoder, rowsWithEnoughRatings } from './content';
import { PackError } from './errors';
import type { Manifest, PackFile } from './manifest';
import { featureCount } from '../ranking/featureNames';
import { networkShapes } from '../ranking/network';
import { CURVE_RATINGS } from '../towers/curve';
import { decodeTensor, type DenseTensor } from './tensorCodec';

/** A decoded pack in CPU memory; survives the loss of any device. */
export interface Pack {
  readonly manifest: Manifest;
  /** Rated tier; row `i` is movie index `i`. */
  readonly catalogue: CatalogueRows;
  /** Embeddings have a row for each movie, also of movies that the pack stores none of. */
  readonly tensors: ReadonlyMap<string, DenseTensor>;
  /** Places movies by their content; absent where the pack has no such encoder. */
  readonly content?: ContentEncoder;
}

/**
 * Compares a downloaded file with its manifest entry.
 *
 * @throws PackError `pack-truncated` on another length, `pack-altered` on another sha256.
 */
export async function verifyFile(path: string, file: PackFile, bytes: Uint8Array): Promise<void> {
  if (bytes.byteLength !== file.bytes) {
    throw new PackError(
      'pack-truncated',
      `${path} has ${bytes.byteLength} bytes; the manifest says ${file.bytes}.`,
    );
  }
  if ((await sha256Hex(bytes)) !== file.sha256) {
    throw new PackError('pack-altered', `${path} is not the file that the manifest describes.`);
  }
}

/** Lower-case hexadecimal sha256 of some bytes. Needs a secure context in a browser. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Paths of the files of one tier. */
export function filesOfTier(manifest: Manifest, tier: PackFile['tier']): string[] {
  return Object.keys(manifest.files).filter((path) => manifest.files[path].tier === tier);
}

/**
 * Decodes the rated tier: catalogue and all tensors.
 *
 * @param files verified bytes by path, as downloaded.
 * @throws PackError `pack-missing` or `pack-malformed`.
 */
export async function decodePack(
  manifest: Manifest,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Pack> {
  const decoded = new Map<string, Uint8Array>();
  for (const path of filesOfTier(manifest, 'rated')) {
    decoded.set(path, await decodeFile(manifest, path, files));
  }
  const tensors = new Map<string, DenseTensor>();
  for (const [name, entry] of Object.entries(manifest.tensors)) {
    const file = decoded.get(entry.file);
    if (!file) throw new PackError('pack-malformed', `Tensor ${name} is not in the rated tier.`);
    tensors.set(name, decodeTensor(name, entry, file));
  }
  const { rated } = manifest.catalogue;
  const file = decoded.get(rated);
  if (!file) throw new PackError('pack-malformed', `The file ${rated} is not in the rated tier.`);
  const text = new TextDecoder().decode(file);
  const catalogue = decodeCatalogue(text, 'rated', manifest.counts.rated);
  checkShapes(manifest, tensors, catalogue);
  const { content: entry } = manifest;
  if (!entry) return { manifest, catalogue, tensors };
  const names = decoded.get(entry.features);
  if (!names) {
    throw new PackError('pack-malformed', 'The content features are not in the rated tier.');
  }
  const content = decodeContentEncoder(entry, names, tensors);
  return {
    manifest,
    catalogue,
    tensors: completeBlocks(manifest, entry, tensors, catalogue, content),
    content,
  };
}

/** Decodes the second tier of the catalogue. Errors as {@link decodePack}. */
export async function decodeUnrated(
  manifest: Manifest,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<CatalogueRows> {
  const bytes = await decodeFile(manifest, manifest.catalogue.unrated, files);
  const size = manifest.counts.all - manifest.counts.rated;
  return decodeCatalogue(new TextDecoder().decode(bytes), 'unrated', size);
}

/** The bytes of a loaded file, unpacked. Errors as {@link decodePack}. */
export async function decodeFile(
  manifest: Manifest,
  path: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array> {
  const bytes = files.get(path);
  if (!bytes) throw new PackError('pack-missing', `${path} was not loaded.`);
  if (manifest.files[path].encoding === 'identity') return bytes;
  const stream = new Blob([new Uint8Array(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (error) {
    throw new PackError('pack-malformed', `${path} cannot be unpacked: ${String(error)}`);
  }
}

function checkShapes(
  manifest: Manifest,
  tensors: ReadonlyMap<string, DenseTensor>,
  { ratingCount }: CatalogueRows,
): void {
  const movies = manifest.counts.rated;
  const { content } = manifest;
  const stored = content ? rowsWithEnoughRatings(ratingCount, content.ownFrom).length : movies;
  const expectShape = (name: string, expected: readonly number[]): void => {
    const shape = tensors.get(name)?.shape ?? [];
    if (shape.join() !== expected.join()) {
      throw new PackError(
        'pack-malformed',
        `Tensor ${name} has shape [${shape.join()}]; expected [${expected.join()}].`,
      );
    }
  };
  for (const block of manifest.blocks) expectShape(block.embedding, [stored, block.dimensions]);
  if (content) {
    const dimensions = manifest.blocks.reduce((total, block) => total + block.dimensions, 0);
    const rank = tensors.get(content.basis)?.shape[0] ?? 0;
    expectShape(content.basis, [rank, dimensions]);
    const { sourceCodes } = content;
    if (sourceCodes !== undefined) expectShape(sourceCodes, [movies - stored, rank]);
  }
  expectShape(manifest.popularityPrior.tensor, [movies]);
  const { context } = manifest;
  if (context) expectShape(context.columns, [context.values.length, movies]);
  checkRatingBlock(manifest, tensors, expectShape);
  const { coWatch } = manifest;
  const dimensions = tensors.get(coWatch.energy)?.shape[0] ?? 0;
  const places = rowsWithEnoughRatings(ratingCount, coWatch.ownFrom).length;
  expectShape(coWatch.directions, [places, dimensions]);
  checkRanker(manifest, expectShape);
}

type ExpectShape = (name: string, expected: readonly number[]) => void;

function checkRatingBlock(
  { ratingBlock, counts, blocks }: Manifest,
  tensors: ReadonlyMap<string, DenseTensor>,
  expectShape: ExpectShape,
): void {
  const factors = tensors.get(ratingBlock.factorPrecision)?.shape[0] ?? 0;
  const features = tensors.get(ratingBlock.projection)?.shape[0] ?? 0;
  expectShape(ratingBlock.movieBias, [counts.rated]);
  expectShape(ratingBlock.factors, [counts.rated, factors]);
  expectShape(ratingBlock.precisionPerRating, [factors]);
  expectShape(ratingBlock.projection, [features, blocks[0].dimensions]);
  expectShape(ratingBlock.watchedPrior, [features, 1 + factors + features]);
}

function checkRanker({ ranker, genreNames }: Manifest, expectShape: ExpectShape): void {
  const width = featureCount(genreNames.length);
  const shapes = networkShapes(width);
  const expectLayer = (
    layer: { kernel: string; bias: string } | undefined,
    shape: readonly [number, number],
  ): void => {
    if (!layer) throw new PackError('pack-malformed', 'The ranker has too few layers.');
    expectShape(layer.kernel, shape);
    expectShape(layer.bias, [shape[1]]);
  };
  expectShape(ranker.featureMean, [width]);
  expectShape(ranker.featureDeviation, [width]);
  expectShape(ranker.logScale, [CURVE_RATINGS.length]);
  shapes.cross.forEach((shape, i) => expectLayer(ranker.cross[i], shape));
  shapes.hidden.forEach((shape, i) => expectLayer(ranker.hidden[i], shape));
  expectLayer(ranker.heads, shapes.heads);
}

/** The tensor of that name. The manifest's references were checked when the pack was decoded. */
export function tensorOf(pack: Pack, name: string): DenseTensor {
  const tensor = pack.tensors.get(name);
  if (!tensor) throw new PackError('pack-malformed', `The pack has no tensor ${name}.`);
  return tensor;
}
