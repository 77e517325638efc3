/**
 * @file The other systems of a pack: which of their arrays are stored, and the item table that they are
 * opened to, by the code that the evaluation opens them with.
 */
import { alsTable } from '../baselines/alsTable';
import { autoencoderTable } from '../baselines/autoencoderTable';
import { contentTable } from '../baselines/contentTable';
import { blendTables, partKey, statePart } from '../baselines/hybridTable';
import { ialsTable } from '../baselines/ialsTable';
import { towerTable } from '../baselines/neural/userEstimate';
import { popularityTable } from '../baselines/popularityTable';
import type { ItemTable, SystemState } from '../baselines/system';
import type { AlternativeEntry, AlternativeKind } from './alternativeSchema';
import { TensorFileWriter } from './encode';
import { PackError } from './errors';
import { decodeFile } from './load';
import type { Manifest } from './manifest';
import { decodeTensor, type DenseTensor } from './tensorCodec';

/** `rows` have a row for each movie; `values` any length. */
type Role = 'rows' | 'values';

type Arrays = Readonly<Record<string, Role>>;

const IALS: Arrays = { embedding: 'rows', likes: 'values' };
const ALS: Arrays = { factors: 'rows', movieBias: 'values', baseline: 'values' };
const CONTENT: Arrays = { items: 'rows', likes: 'values' };

const ARRAYS: Readonly<Record<AlternativeKind, Arrays>> = {
  popularity: { likes: 'values' },
  ials: IALS,
  als: ALS,
  content: CONTENT,
  'als+content': arraysOfBoth(ALS, CONTENT),
  'ials+content': arraysOfBoth(IALS, CONTENT),
  autoencoder: {
    encoder: 'rows',
    encoderBias: 'values',
    decoder: 'rows',
    decoderBias: 'values',
  },
  towers: { movies: 'rows', regression: 'values' },
};

/** The arrays of two systems, as their blend has them. */
function arraysOfBoth(first: Arrays, second: Arrays): Arrays {
  return Object.fromEntries(
    [first, second].flatMap((arrays, part) =>
      Object.entries(arrays).map(([name, role]) => [partKey(part, name), role]),
    ),
  );
}

/** The bytes of a system's file before compression, and where each array lies in them. */
export function encodeAlternative(
  kind: AlternativeKind,
  state: SystemState,
  movieCount: number,
): { bytes: Uint8Array; tensors: AlternativeEntry['tensors'] } {
  const writer = new TensorFileWriter(kind);
  for (const [name, role] of Object.entries(ARRAYS[kind])) {
    const values = Float32Array.from(state[name]);
    if (role === 'rows') {
      writer.add(name, { shape: [movieCount, values.length / movieCount], values }, 'int8');
    } else {
      writer.add(name, { shape: [values.length], values }, 'float32');
    }
  }
  return { bytes: writer.bytes(), tensors: writer.entries };
}

/** The entry of that name, or null where the pack has none. */
export function alternativeOf({ alternatives }: Manifest, name: string): AlternativeEntry | null {
  return alternatives?.find((entry) => entry.name === name) ?? null;
}

/**
 * The table of a system in a pack, `[M, D]` as the pack's own.
 *
 * @param files verified bytes by path, the system's among them
 * @throws PackError `pack-missing` or `pack-malformed`
 */
export async function alternativeTable(
  manifest: Manifest,
  entry: AlternativeEntry,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<ItemTable> {
  const bytes = await decodeFile(manifest, entry.file, files);
  const movies = manifest.counts.rated;
  const arrays = Object.entries(ARRAYS[entry.kind]).map(([name, role]) => [
    name,
    tensorIn(entry, name, role === 'rows' ? movies : null, bytes).values,
  ]);
  const table = openTable(entry, Object.fromEntries(arrays) as SystemState, movies);
  if (table.items.length === movies * table.dimensions) return table;
  throw new PackError(
    'pack-malformed',
    `The system ${entry.name} has ${table.items.length} numbers for ${movies} movies in ${table.dimensions} dimensions.`,
  );
}

function tensorIn(
  { name: system, tensors }: AlternativeEntry,
  name: string,
  rows: number | null,
  bytes: Uint8Array,
): DenseTensor {
  const entry = Object.hasOwn(tensors, name) ? tensors[name] : null;
  if (entry === null || (rows !== null && entry.shape[0] !== rows)) {
    throw new PackError('pack-malformed', `The system ${system} has no usable array ${name}.`);
  }
  return decodeTensor(`${system}/${name}`, entry, bytes);
}

function openTable(entry: AlternativeEntry, state: SystemState, movieCount: number): ItemTable {
  switch (entry.kind) {
    case 'popularity':
      return popularityTable(state);
    case 'ials':
      return ialsTable(state, entry.settings);
    case 'als':
      return alsTable(state, entry.settings);
    case 'content':
      return contentTable(state, entry.settings);
    case 'als+content': {
      const { share, first, second } = entry.settings;
      const [stars, features] = [statePart(state, 0), statePart(state, 1)];
      return blendTables(alsTable(stars, first), contentTable(features, second), share);
    }
    case 'ials+content': {
      const { share, first, second } = entry.settings;
      const [likes, features] = [statePart(state, 0), statePart(state, 1)];
      return blendTables(ialsTable(likes, first), contentTable(features, second), share);
    }
    case 'autoencoder':
      return autoencoderTable(state, entry.settings);
    case 'towers': {
      const values = Float32Array.from(state.movies);
      return towerTable(
        { values, width: values.length / movieCount },
        Float32Array.from(state.regression),
      );
    }
  }
}
