/** @file The people that a pack was trained on, and whether data sets hold them. */
import type { TrainingSet } from '../../models/baselines/system';
import type { Pack } from '../../models/pack/load';
import type { Manifest } from '../../models/pack/manifest';
import { Failure } from '../cli/failure';
import { DATASET_NAMES, type DatasetName } from '../data/datasets';

/** The people of the data sets that a pack was trained on, on the pack's rows. */
export interface PackPeople {
  readonly set: TrainingSet;
  /** `[M]` */
  readonly movieIds: Int32Array;
}

/** The data sets that a pack was trained on, as far as they are known here. */
export function datasetsOf({ datasets }: Manifest): DatasetName[] {
  return datasets.flatMap(({ name }) => DATASET_NAMES.filter((known) => known === name));
}

/**
 * @param movieIds `[M]` of the rated movies in the data sets
 * @throws Failure `pack.other-people` when the people rated other movies than the pack has
 */
export function requireSamePeople({ manifest, catalogue }: Pack, movieIds: Int32Array): void {
  const isSame =
    movieIds.length === catalogue.movieId.length &&
    movieIds.every((id, movie) => id === catalogue.movieId[movie]);
  if (isSame) return;
  throw new Failure(
    'pack.other-people',
    `The data sets rate ${movieIds.length} movies, the pack has ${catalogue.movieId.length}, or others.`,
    `Name the folder of the sets that the pack was trained on: ${manifest.datasets.map(({ name }) => name).join(', ')}.`,
  );
}
