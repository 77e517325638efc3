/**
 * @file The content-based reference system: a person is the rating-weighted mean of the features of
 * the movies they rated, and movies are ordered by their cosine with it. Who rated nothing, or whose
 * weights are all zero, gets the popular movies.
 */
import type { History } from '../dataset/columns';
import { contentFeatures, type FeatureSettings } from './contentFeatures';
import { profileWeights, type ProfileWeight } from './contentProfile';
import { popularityForStrangers, tableSystem } from './itemTable';
import { likeCounts } from './popularity';
import type { SystemRecipe, SystemState, TrainedSystem, TrainingSet } from './system';

export interface ContentSettings extends FeatureSettings {
  readonly weight: ProfileWeight;
}

function open(
  state: SystemState,
  { interactions }: TrainingSet,
  { weight }: ContentSettings,
): TrainedSystem {
  const items = Float32Array.from(state.items);
  const dimensions = items.length / interactions.movieCount;
  const embed = ({ movies, halfStars }: History): Float32Array => {
    const profile = new Float32Array(dimensions);
    profileWeights(weight, halfStars).forEach((w, h) => {
      const start = movies[h] * dimensions;
      for (let i = 0; i < dimensions; i++) profile[i] += w * items[start + i];
    });
    return unitRows(profile, dimensions);
  };
  const table = popularityForStrangers(items, dimensions, state.likes, embed);
  return tableSystem(table, interactions);
}

/** Every row divided by its length; a row of zeros stays. */
function unitRows(table: Float32Array, dimensions: number): Float32Array {
  const unit = table.slice();
  for (let start = 0; start < unit.length; start += dimensions) {
    const norm = Math.hypot(...unit.subarray(start, start + dimensions));
    for (let i = start; i < start + dimensions; i++) unit[i] = norm > 0 ? unit[i] / norm : 0;
  }
  return unit;
}

export function contentRecipe(settings: ContentSettings, name = 'content'): SystemRecipe {
  return {
    name,
    settings: { ...settings },
    train: (set, { seed }) => {
      const { values, components } = contentFeatures(set, settings, seed);
      const items = unitRows(values, components);
      return Promise.resolve({ items, likes: likeCounts(set.interactions) });
    },
    open: (state, set) => open(state, set, settings),
  };
}
