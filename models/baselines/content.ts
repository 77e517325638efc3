/** @file The content-based reference system: features of the movies, answered by `contentTable.ts`. */
import { likeCounts } from '../dataset/counts';
import { contentFeatures, type FeatureSettings } from './contentFeatures';
import { contentTable, unitRows, type ContentProfile } from './contentTable';
import { tableSystem } from './itemTable';
import type { SystemRecipe } from './system';

export interface ContentSettings extends FeatureSettings, ContentProfile {}

export function contentRecipe(settings: ContentSettings, name = 'content'): SystemRecipe {
  return {
    name,
    settings: { ...settings },
    train: (set, { seed }) => {
      const { values, components } = contentFeatures(set, settings, seed);
      const items = unitRows(values, components);
      return Promise.resolve({ items, likes: likeCounts(set.interactions) });
    },
    open: (state, { interactions }) => tableSystem(contentTable(state, settings), interactions),
  };
}
