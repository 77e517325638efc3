/** @file What a pack of made-up movies says about itself, for tests. */
import { LICENCES } from '../licences';
import type { PackDescription } from '../writePack';

/** @param movies of its one data set */
export function exampleDescription(movies: number): PackDescription {
  return {
    name: 'tiny',
    seed: 4,
    licence: LICENCES['ml-latest'].text,
    datasets: [{ name: 'synthetic', ratings: 600, users: 30, movies }],
    training: { validationNdcgAt100: { kinora: 0.4 }, lossCurve: [3, 2], validationRmse: 0.9 },
    ratings: 600,
    users: 30,
  };
}
