/** @file The reference systems that a pack can carry, trained as the evaluation trains them. */
import { CLASSICAL } from '../../models/baselines/classical';
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

/** By the name that `npm run evaluate` has for them; a pack lists its own in this order. */
export const ALTERNATIVES: Readonly<Record<string, Alternative>> = {
  ials: classical('ials', 'iALS'),
  als: classical('als', 'ALS'),
  content: classical('content', 'Content'),
  'two-tower': {
    title: 'Two-tower',
    kind: 'towers',
    // Its ranking network predicts stars and orders nothing.
    recipe: twoTowerRecipe('two-tower', { ...TWO_TOWER, ranking: null }),
  },
  popularity: { title: 'Popularity', kind: 'popularity', recipe: popularityRecipe },
};

export const ALTERNATIVE_NAMES = Object.keys(ALTERNATIVES);

function classical(name: 'ials' | 'als' | 'content', title: string): Alternative {
  const { candidates } = CLASSICAL[name];
  const recipe = candidates.length === 1 ? candidates[0] : tunedRecipe(candidates);
  return { title, kind: name, recipe };
}
