/** @file The reference systems that a pack can carry, trained as the evaluation trains them. */
import { CLASSICAL } from '../../models/baselines/classical';
import { NEURAL } from '../../models/baselines/neural/catalogue';
import { popularityRecipe } from '../../models/baselines/popularity';
import type { SystemRecipe } from '../../models/baselines/system';
import { TWO_TOWER, twoTowerRecipe } from '../../models/baselines/twoTower';
import type { AlternativeKind } from '../../models/pack/alternativeSchema';
import { tunedRecipe } from '../evaluate/tuned';

export interface Alternative {
  /** For the page. */
  readonly title: string;
  readonly kind: AlternativeKind;
  readonly recipe: SystemRecipe;
}

/**
 * Every reference system whose score is a dot product, by the name that `npm run evaluate` has for it; a
 * pack lists its own in this order.
 */
export const ALTERNATIVES: Readonly<Record<string, Alternative>> = {
  ials: classical('ials', 'ials', 'iALS'),
  als: classical('als', 'als', 'ALS'),
  'als-document': classical('als', 'als-document', 'ALS of the document'),
  content: classical('content', 'content', 'Content'),
  'content-log': classical('content', 'content-log', 'Content, log'),
  'content-deviation': classical('content', 'content-deviation', 'Content, deviation'),
  'content-normalised': classical('content', 'content-normalised', 'Content, normalised'),
  hybrid: classical('als+content', 'hybrid', 'ALS + content'),
  'hybrid-ials': classical('ials+content', 'hybrid-ials', 'iALS + content'),
  'two-tower': {
    title: 'Two-tower',
    kind: 'towers',
    // Its ranking network predicts stars and orders nothing.
    recipe: twoTowerRecipe('two-tower', { ...TWO_TOWER, ranking: null }),
  },
  'two-tower-logq': neural('towers', 'two-tower-logq', 'Two-tower, log-q'),
  'two-tower-64': neural('towers', 'two-tower-64', 'Two-tower, 64'),
  'multi-task-rating': neural('towers', 'multi-task-rating', 'Multi-task, rating alone'),
  'multi-task-retrieval': neural('towers', 'multi-task-retrieval', 'Multi-task, retrieval alone'),
  'multi-task': neural('towers', 'multi-task', 'Multi-task'),
  autoencoder: neural('autoencoder', 'autoencoder', 'Autoencoder'),
  'autoencoder-liked': neural('autoencoder', 'autoencoder-liked', 'Autoencoder, likes'),
  popularity: { title: 'Popularity', kind: 'popularity', recipe: popularityRecipe },
};

export const ALTERNATIVE_NAMES = Object.keys(ALTERNATIVES);

function classical(kind: AlternativeKind, name: string, title: string): Alternative {
  const { candidates } = CLASSICAL[name];
  const recipe = candidates.length === 1 ? candidates[0] : tunedRecipe(candidates);
  return { title, kind, recipe };
}

function neural(kind: AlternativeKind, name: string, title: string): Alternative {
  return { title, kind, recipe: NEURAL[name].recipe };
}
