/**
 * @file The content encoder of a pack, and the embeddings of movies that have no row of their own.
 *
 * A pack with an encoder stores the rows of movies with at least `ownFrom` ratings alone, in the
 * order of the catalogue, whose `ratingCount` says which they are. The others get a share of their
 * content place when the pack is opened, so that every block is complete again. What the encoder read
 * beyond the catalogue (tags, say) is stored as what it adds to their codes.
 */
import * as v from 'valibot';
import { contentCodes, placesOfCodes, type ContentEncoder } from '../towers/contentEncoder';
import type { ContentDescription } from '../towers/contentEncoderFeatures';
import type { CatalogueRows } from './catalogue';
import { PackError } from './errors';
import type { ContentEntry, Manifest } from './manifest';
import type { DenseTensor } from './tensorCodec';

/** What the catalogue says about its movies, as the content encoder reads it. */
export function contentDescriptions(
  {
    title,
    alternateTitle,
    year,
    genres,
  }: Pick<CatalogueRows, 'title' | 'alternateTitle' | 'year' | 'genres'>,
  genreNames: readonly string[],
): ContentDescription[] {
  return title.map((text, row) => ({
    title: text,
    alternateTitle: alternateTitle[row],
    year: year[row] === 0 ? null : year[row],
    genres: genreNames.filter((_, bit) => (genres[row] & (1 << bit)) !== 0),
  }));
}

/** Rows of the catalogue with at least `ownFrom` ratings, ascending: they have a row in the pack. */
export function rowsWithEnoughRatings(ratingCount: Int32Array, ownFrom: number): Int32Array {
  return Int32Array.from(ratingCount.keys()).filter((row) => ratingCount[row] >= ownFrom);
}

/** The other rows, ascending: they get a share of their content place. */
export function rowsWithFewRatings(ratingCount: Int32Array, ownFrom: number): Int32Array {
  return Int32Array.from(ratingCount.keys()).filter((row) => ratingCount[row] < ownFrom);
}

/** Some rows of a table, `[rows, D]`. */
export function selectRows(
  table: Float32Array,
  rows: Int32Array,
  dimensions: number,
): Float32Array {
  const selected = new Float32Array(rows.length * dimensions);
  rows.forEach((row, at) => {
    selected.set(table.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
  });
  return selected;
}

/** What {@link selectRows} took, back in a table of `count` rows; zeros elsewhere. `[count, D]` */
export function spreadRows(
  selected: Float32Array,
  rows: Int32Array,
  count: number,
  dimensions: number,
): Float32Array {
  const table = new Float32Array(count * dimensions);
  rows.forEach((row, at) => {
    table.set(selected.subarray(at * dimensions, (at + 1) * dimensions), row * dimensions);
  });
  return table;
}

/**
 * The encoder that a pack stores.
 *
 * @param features the decoded file of feature names
 * @throws PackError `pack-malformed` when names and tensors do not fit together
 */
export function decodeContentEncoder(
  entry: ContentEntry,
  features: Uint8Array,
  tensors: ReadonlyMap<string, DenseTensor>,
): ContentEncoder {
  const names = featureNames(new TextDecoder().decode(features));
  const factors = tensors.get(entry.factors);
  const basis = tensors.get(entry.basis);
  if (!factors || !basis || factors.shape[1] !== basis.shape[0]) {
    throw new PackError('pack-malformed', 'The content encoder has no factors for its basis.');
  }
  if (factors.shape[0] !== names.length) {
    throw new PackError(
      'pack-malformed',
      `The content encoder names ${names.length} features and has factors for ${factors.shape[0]}.`,
    );
  }
  const [rank, dimensions] = basis.shape;
  return {
    features: names,
    sources: entry.sources,
    factors: factors.values,
    rank,
    basis: basis.values,
    dimensions,
  };
}

/** The file of feature names: a JSON array. */
export function encodeFeatureNames({ features }: ContentEncoder): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(features));
}

function featureNames(text: string): readonly string[] {
  try {
    return v.parse(v.array(v.string()), JSON.parse(text));
  } catch (error) {
    throw new PackError('pack-malformed', `The content features are unreadable: ${String(error)}`);
  }
}

/** The tensors of a pack with every block complete, `[M, D]`. */
export function completeBlocks(
  { blocks, genreNames }: Manifest,
  { ownFrom, shareBelow, sourceCodes }: ContentEntry,
  tensors: ReadonlyMap<string, DenseTensor>,
  catalogue: CatalogueRows,
  encoder: ContentEncoder,
): Map<string, DenseTensor> {
  const complete = new Map(tensors);
  const { ratingCount } = catalogue;
  const own = rowsWithEnoughRatings(ratingCount, ownFrom);
  const descriptions = contentDescriptions(catalogue, genreNames);
  const others = rowsWithFewRatings(ratingCount, ownFrom);
  const described = Array.from(others, (row) => descriptions[row]);
  const codes = contentCodes(encoder, described);
  const added = sourceCodes === undefined ? null : tensors.get(sourceCodes)?.values;
  added?.forEach((value, at) => (codes[at] += value));
  const places = placesOfCodes(encoder, codes);
  let start = 0;
  for (const { embedding, dimensions } of blocks) {
    const rows = tensors.get(embedding)?.values ?? new Float32Array();
    const values = spreadRows(rows, own, ratingCount.length, dimensions);
    others.forEach((row, at) => {
      const share = shareBelow[ratingCount[row]];
      const from = at * encoder.dimensions + start;
      for (let i = 0; i < dimensions; i++) values[row * dimensions + i] = share * places[from + i];
    });
    complete.set(embedding, { shape: [ratingCount.length, dimensions], values });
    start += dimensions;
  }
  return complete;
}
