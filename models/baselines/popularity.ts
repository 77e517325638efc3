/** @file Popularity: the same list for everybody, by number of likes. */
import { likeCounts } from '../dataset/counts';
import { tableSystem } from './itemTable';
import { popularityTable } from './popularityTable';
import type { SystemRecipe } from './system';

export const popularityRecipe: SystemRecipe = {
  name: 'popularity',
  settings: {},
  train: ({ interactions }) => Promise.resolve({ likes: likeCounts(interactions) }),
  open: (state, { interactions }) => tableSystem(popularityTable(state), interactions),
};
