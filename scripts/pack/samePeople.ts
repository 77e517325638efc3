/** @file Whether data sets are those that a pack was trained on. */
import type { Pack } from '../../models/pack/load';
import { Failure } from '../cli/failure';

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
