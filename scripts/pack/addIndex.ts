/** @file Adds a retrieval index to a pack that lies in a folder. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Interactions } from '../../models/dataset/columns';
import { featureSourceOfPack } from '../../models/pack/assemble';
import { parseManifest, type Manifest } from '../../models/pack/manifest';
import { buildIndex, type BuildProgress } from '../../models/retrieval/scann/build';
import { defaultScannConfig } from '../../models/retrieval/scann/config';
import { describeIndex, encodeIndex } from '../../models/retrieval/scann/indexFile';
import { sampleQueries } from '../../models/retrieval/scann/sampleQueries';
import type { ScannTables } from '../../models/retrieval/scann/tables';
import { itemTable } from '../../models/towers/space';
import { readPack, type WholePack } from './readPack';
import { hashedName, sha256 } from './artefacts';
import { requireSamePeople } from './samePeople';

/** People whose queries shape and tune the index. */
const SAMPLED_PEOPLE = 2000;

/** The people of the data sets that a pack was trained on, on the pack's rows. */
export interface IndexPeople {
  readonly interactions: Interactions;
  /** `[M]` */
  readonly movieIds: Int32Array;
}

/**
 * Builds a ScaNN index over the packed, quantised item table, as the page will hold it, and writes it
 * beside the other files. An index that the pack already has is replaced.
 *
 * @throws Failure `pack.other-people` when the people rated other movies than the pack has
 */
export async function addIndex(
  folder: string,
  people: IndexPeople,
  onProgress?: BuildProgress,
): Promise<Manifest> {
  const pack = await readPack(folder);
  const tables = indexTables(pack, people, onProgress);
  const bytes = encodeIndex(tables);
  const hash = sha256(bytes);
  const file = hashedName('index', hash);
  const manifest = withIndex(pack.manifest, tables, file, {
    bytes: bytes.byteLength,
    sha256: hash,
    tier: 'later',
    encoding: 'identity',
  });
  await writeFile(join(folder, file), bytes);
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const earlier = pack.manifest.index?.file;
  if (earlier !== undefined && earlier !== file) await rm(join(folder, earlier), { force: true });
  return manifest;
}

function indexTables(
  pack: WholePack,
  { interactions, movieIds }: IndexPeople,
  onProgress?: BuildProgress,
): ScannTables {
  const { manifest } = pack;
  requireSamePeople(pack, movieIds);
  const { space } = featureSourceOfPack(pack);
  const queries = sampleQueries(space, interactions, SAMPLED_PEOPLE, manifest.seed);
  const items = itemTable(space);
  const config = defaultScannConfig(space.movieCount, space.queryDimensions);
  return buildIndex(items, space.queryDimensions, queries, config, manifest.seed, onProgress);
}

function withIndex(
  manifest: Manifest,
  tables: ScannTables,
  file: string,
  entry: Manifest['files'][string],
): Manifest {
  const earlier = manifest.index?.file;
  const files = Object.entries(manifest.files).filter(([path]) => path !== earlier);
  const draft = {
    ...manifest,
    index: { ...describeIndex(tables), file },
    files: { ...Object.fromEntries(files), [file]: entry },
  };
  const version = sha256(Buffer.from(JSON.stringify({ ...draft, version: '' })));
  return parseManifest({ ...draft, version });
}
