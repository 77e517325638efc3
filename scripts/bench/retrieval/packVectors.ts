/** @file The item table of a pack, asked by real people. */
import type { Pack } from '../../../models/pack/load';
import { featureSourceOfPack } from '../../../models/pack/assemble';
import { sampleQueries } from '../../../models/retrieval/scann/sampleQueries';
import { itemTable } from '../../../models/towers/space';
import { datasetsOf } from '../../pack/packPeople';
import { loadTrainingData } from '../../train/trainingData';
import type { SearchProblem } from './syntheticVectors';

/** Every person at most: half of them shape the index, the others test it. */
const PEOPLE = 4000;

/**
 * Queries folded in from random parts of the histories of the pack's data sets, one for each person.
 *
 * @param from folder of the data sets; default: what `npm run data` downloaded
 */
export async function packProblem(
  pack: Pack,
  from: string | undefined,
  seed: number,
  signal: AbortSignal,
): Promise<SearchProblem> {
  const { interactions } = await loadTrainingData(datasetsOf(pack.manifest), from, signal);
  const { space } = featureSourceOfPack(pack);
  const dimensions = space.queryDimensions;
  const queries = sampleQueries(space, interactions, PEOPLE, seed);
  const half = Math.floor(queries.length / dimensions / 2) * dimensions;
  return {
    name: 'pack',
    dimensions,
    items: itemTable(space),
    buildQueries: queries.subarray(0, half),
    testQueries: queries.subarray(half),
  };
}
