/** @file Adds what may be known of a person besides ratings to a pack that lies in a folder. */
import type { Manifest } from '../../models/pack/manifest';
import type { ContextPrior } from '../../models/towers/context';
import { contextPriorOf } from '../../models/towers/contextColumns';
import { Failure } from '../cli/failure';
import { tensorFile, type Artefact } from './artefacts';
import { changePack } from './changePack';
import { requireSamePeople, type PackPeople } from './packPeople';
import { readPack } from './readPack';

const COLUMNS = 'context-columns';

/**
 * Writes the context of the people beside the other files; one that the pack already has is replaced.
 * Items and queries get other dimensions, so an index over them is taken out.
 *
 * @throws Failure `pack.other-people` when the people rated other movies than the pack has
 * @throws Failure `pack.no-context` when the data sets say nothing of their people
 */
export async function addContext(folder: string, { set, movieIds }: PackPeople): Promise<Manifest> {
  const pack = await readPack(folder);
  requireSamePeople(pack, movieIds);
  const { blocks, tensors, index } = pack.manifest;
  const context = contextPriorOf(set.interactions, set, blocks, 'latest');
  if (!context) throw nothingKnown();
  const { values, weight } = context;
  const artefacts = new Map<string, Artefact>();
  const added = columnTensors(artefacts, context);
  return changePack(folder, pack.manifest, {
    parts: {
      index: undefined,
      context: { values, weight, columns: COLUMNS },
      tensors: { ...tensors, ...added },
    },
    artefacts,
    replaced: [tensors[COLUMNS]?.file, index?.file],
    changesAnswers: true,
  });
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
