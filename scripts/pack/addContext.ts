/** @file Adds what may be known of a person besides ratings to a pack that lies in a folder. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingSet } from '../../models/baselines/system';
import { parseManifest, type Manifest } from '../../models/pack/manifest';
import type { ContextPrior } from '../../models/towers/context';
import { contextPriorOf } from '../../models/towers/contextColumns';
import { Failure } from '../cli/failure';
import { sha256, tensorFile, type Artefact } from './artefacts';
import { readPack } from './readPack';
import { requireSamePeople } from './samePeople';

const COLUMNS = 'context-columns';

/** The people of the data sets that a pack was trained on, on the pack's rows. */
interface ContextPeople {
  readonly set: TrainingSet;
  /** `[M]` */
  readonly movieIds: Int32Array;
}

/**
 * Writes the context of the people beside the other files; one that the pack already has is replaced.
 * Items and queries get other dimensions, so an index over them is taken out.
 *
 * @throws Failure `pack.other-people` when the people rated other movies than the pack has
 * @throws Failure `pack.no-context` when the data sets say nothing of their people
 */
export async function addContext(
  folder: string,
  { set, movieIds }: ContextPeople,
): Promise<Manifest> {
  const pack = await readPack(folder);
  requireSamePeople(pack, movieIds);
  const context = contextPriorOf(set.interactions, set, pack.manifest.blocks, 'latest');
  if (!context) throw nothingKnown();
  const artefacts = new Map<string, Artefact>();
  const tensors = columnTensors(artefacts, context);
  const old = [pack.manifest.tensors[COLUMNS]?.file, pack.manifest.index?.file];
  const manifest = withContext(pack.manifest, context, tensors, artefacts, old);
  for (const [path, { bytes }] of artefacts) await writeFile(join(folder, path), bytes);
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const path of old) {
    if (path !== undefined && !artefacts.has(path)) await rm(join(folder, path), { force: true });
  }
  return manifest;
}

function nothingKnown(): Failure {
  return new Failure(
    'pack.no-context',
    'The data sets say neither who their people are nor when they rated.',
    'Use the official sets, whose ratings have times, or do without context.',
  );
}

function columnTensors(
  artefacts: Map<string, Artefact>,
  { values, columns }: ContextPrior,
): Manifest['tensors'] {
  const shape = [values.length, columns.length / values.length];
  return tensorFile(artefacts, 'context', (writer) => {
    writer.add(COLUMNS, { shape, values: columns }, 'float16');
  });
}

function withContext(
  manifest: Manifest,
  { values, weight }: ContextPrior,
  tensors: Manifest['tensors'],
  artefacts: ReadonlyMap<string, Artefact>,
  old: readonly (string | undefined)[],
): Manifest {
  const kept = Object.entries(manifest.files).filter(([path]) => !old.includes(path));
  const added = [...artefacts].map(([path, { entry }]) => [path, entry] as const);
  const draft = {
    ...manifest,
    index: undefined,
    context: { values, weight, columns: COLUMNS },
    tensors: { ...manifest.tensors, ...tensors },
    files: Object.fromEntries([...kept, ...added]),
  };
  const version = sha256(Buffer.from(JSON.stringify({ ...draft, version: '' })));
  return parseManifest({ ...draft, version });
}
