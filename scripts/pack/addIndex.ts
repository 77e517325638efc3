/** @file Adds a retrieval index to a pack that lies in a folder. */
import type { Interactions } from '../../models/dataset/columns';
import { featureSourceOfPack } from '../../models/pack/assemble';
import type { Manifest } from '../../models/pack/manifest';
import { buildIndex, type BuildProgress } from '../../models/retrieval/scann/build';
import { defaultScannConfig } from '../../models/retrieval/scann/config';
import { describeIndex, encodeIndex } from '../../models/retrieval/scann/indexFile';
import { sampleQueries } from '../../models/retrieval/scann/sampleQueries';
import type { ScannTables } from '../../models/retrieval/scann/tables';
import { itemTable } from '../../models/towers/space';
import { addArtefact, type Artefact } from './artefacts';
import { changePack } from './changePack';
import { requireSamePeople } from './packPeople';
import { readPack, type WholePack } from './readPack';

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
  const artefacts = new Map<string, Artefact>();
  const file = addArtefact(artefacts, 'index', encodeIndex(tables), 'later', 'identity');
  return changePack(folder, pack.manifest, {
    parts: { index: { ...describeIndex(tables), file } },
    artefacts,
    replaced: [pack.manifest.index?.file],
    changesAnswers: true,
  });
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
