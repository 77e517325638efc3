/**
 * @file The index of a pack as one file: the arrays of `ScannTables` one after the other,
 * little-endian, in the order of {@link sectionsOf}. Sizes stand in the manifest.
 */
import { PackError } from '../../pack/errors';
import type { IndexEntry } from '../../pack/manifest';
import { CENTRES, SUBSPACE_MULTIPLE } from './config';
import { bytesPerRow, splitDimensions, type ScannTables } from './tables';

type Sizes = Pick<IndexEntry, 'movies' | 'dimensions' | 'partitions' | 'subspaces'>;

const WORD_BYTES = 4;

/** What the manifest says about an index, without its file. */
export function describeIndex(tables: ScannTables): Omit<IndexEntry, 'file'> {
  const { movies, dimensions, spread, subspaceStart, optimism, operatingPoints } = tables;
  return {
    kind: 'scann',
    movies,
    dimensions,
    partitions: spread.length,
    subspaces: subspaceStart.length - 1,
    optimism,
    operatingPoints: operatingPoints.map((point) => ({ ...point })),
  };
}

/** Elements of each section; all are 4 bytes wide but the codes, which come last. */
function sectionsOf({ movies, dimensions, partitions, subspaces }: Sizes) {
  return {
    queryTransform: dimensions * dimensions,
    centroids: partitions * dimensions,
    spread: partitions,
    partitionStart: partitions + 1,
    movieOf: movies,
    codebooks: CENTRES * dimensions,
    codes: movies * bytesPerRow(subspaces),
  };
}

/** The bytes of an index. */
export function encodeIndex(tables: ScannTables): Uint8Array {
  const { queryTransform, centroids, spread, partitionStart, movieOf, codebooks, codes } = tables;
  const sections = [queryTransform, centroids, spread, partitionStart, movieOf, codebooks];
  const words = sections.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(words * WORD_BYTES + codes.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const section of sections) {
    for (const value of section) {
      if (section instanceof Int32Array) view.setInt32(at, value, true);
      else view.setFloat32(at, value, true);
      at += WORD_BYTES;
    }
  }
  bytes.set(codes, at);
  return bytes;
}

/**
 * The inverse of {@link encodeIndex}.
 *
 * @param bytes verified content of the file
 * @throws PackError `pack-malformed` when the file is of another size, or its partitions do not
 *   cover every movie once
 */
export function decodeIndex(entry: IndexEntry, bytes: Uint8Array): ScannTables {
  const sizes = sectionsOf(entry);
  const words = Object.values(sizes).reduce((sum, size) => sum + size, 0) - sizes.codes;
  const expected = words * WORD_BYTES + sizes.codes;
  if (bytes.byteLength !== expected || entry.subspaces % SUBSPACE_MULTIPLE !== 0) {
    throw new PackError(
      'pack-malformed',
      `The index ${entry.file} has ${bytes.byteLength} bytes; its sizes ask for ${expected}.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const next = (): number => (at += WORD_BYTES) - WORD_BYTES;
  const floats = (size: number): Float32Array =>
    Float32Array.from({ length: size }, () => view.getFloat32(next(), true));
  const integers = (size: number): Int32Array =>
    Int32Array.from({ length: size }, () => view.getInt32(next(), true));
  const tables: ScannTables = {
    movies: entry.movies,
    dimensions: entry.dimensions,
    queryTransform: floats(sizes.queryTransform),
    centroids: floats(sizes.centroids),
    spread: floats(sizes.spread),
    partitionStart: integers(sizes.partitionStart),
    movieOf: integers(sizes.movieOf),
    codebooks: floats(sizes.codebooks),
    subspaceStart: splitDimensions(entry.dimensions, entry.subspaces),
    codes: bytes.slice(at),
    optimism: entry.optimism,
    operatingPoints: entry.operatingPoints,
  };
  checkPartitions(entry.file, tables);
  return tables;
}

function checkPartitions(file: string, { movies, partitionStart, movieOf }: ScannTables): void {
  const seen = new Uint8Array(movies);
  for (const movie of movieOf) if (movie >= 0 && movie < movies) seen[movie] = 1;
  const isAscending = partitionStart.every((start, p) => p === 0 || start >= partitionStart[p - 1]);
  const spansAll = partitionStart[0] === 0 && partitionStart.at(-1) === movies;
  if (!isAscending || !spansAll || !seen.every((byte) => byte === 1)) {
    throw new PackError(
      'pack-malformed',
      `The partitions of the index ${file} do not cover the ${movies} movies once each.`,
    );
  }
}
