/** @file The neural reference systems by name, with the constants of the documents they come from. */
import { autoencoderRecipe, AUTOENCODER } from '../autoencoder';
import { DCN, dcnRecipe } from '../dcn';
import { multiTaskRecipe, TASK_WEIGHTS } from '../multiTask';
import { NCF, ncfRecipe, NEU_MF } from '../ncf';
import { RANKING, rankingRecipe } from '../ranking';
import type { SystemRecipe } from '../system';
import { TWO_TOWER, twoTowerRecipe } from '../twoTower';

export interface NeuralSystem {
  readonly title: string;
  readonly recipe: SystemRecipe;
}

/** Embeddings of Maxella's tuned models. */
const WIDE = { dimensions: 64 } as const;

/** Its 32 passes over the ranking models would take hours, and more than a few do not help. */
const WIDE_RANKING = { ...RANKING, ...WIDE, epochs: 3 } as const;

/** Hidden layers of Maxella's deeper ranking models; it counts them without the output. */
const THREE_LAYERS = [256, 128, 64] as const;
const FOUR_LAYERS = [256, 128, 64, 32] as const;

/** The document names neither constant; these are common ones (Srivastava et al. 2014). */
const REGULARIZED = { dropout: 0.2, maxNorm: 3 } as const;

/** By the name that a command line has for them. */
export const NEURAL: Readonly<Record<string, NeuralSystem>> = {
  'two-tower': system('ID two-tower + ranking', twoTowerRecipe('two-tower', TWO_TOWER)),
  'two-tower-logq': system(
    'ID two-tower, log-q',
    twoTowerRecipe('two-tower', { ...TWO_TOWER, logQ: true, ranking: null }),
  ),
  'two-tower-64': system(
    'ID two-tower, 64',
    twoTowerRecipe('two-tower', { ...TWO_TOWER, ...WIDE, ranking: null }),
  ),
  'ranking-2': system('ranking, 2 layers', rankingRecipe('ranking', { ...WIDE_RANKING })),
  'ranking-3': system(
    'ranking, 3 layers',
    rankingRecipe('ranking', { ...WIDE_RANKING, hidden: THREE_LAYERS }),
  ),
  'ranking-4': system(
    'ranking, 4 layers',
    rankingRecipe('ranking', { ...WIDE_RANKING, hidden: FOUR_LAYERS }),
  ),
  'ranking-4-regularised': system(
    'ranking, 4 layers, dropout, max-norm',
    rankingRecipe('ranking', { ...WIDE_RANKING, hidden: FOUR_LAYERS, ...REGULARIZED }),
  ),
  'multi-task-rating': system(
    'multi-task, rating alone',
    multiTaskRecipe('multi-task', TASK_WEIGHTS.rating),
  ),
  'multi-task-retrieval': system(
    'multi-task, retrieval alone',
    multiTaskRecipe('multi-task', TASK_WEIGHTS.retrieval),
  ),
  'multi-task': system('multi-task, joint', multiTaskRecipe('multi-task', TASK_WEIGHTS.joint)),
  dcn: system('DCN-v2', dcnRecipe('dcn', DCN)),
  ncf: system('NCF', ncfRecipe('ncf', NCF)),
  neumf: system('NeuMF', ncfRecipe('ncf', NEU_MF)),
  autoencoder: system('Mult-DAE', autoencoderRecipe('autoencoder', AUTOENCODER)),
  'autoencoder-liked': system(
    'Mult-DAE, likes only',
    autoencoderRecipe('autoencoder', { ...AUTOENCODER, likedOnly: true }),
  ),
};

function system(title: string, recipe: SystemRecipe): NeuralSystem {
  return { title, recipe };
}
