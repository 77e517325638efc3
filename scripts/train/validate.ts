/**
 * @file The validation pass: trains on nine tenths of the people and measures on the others, so that
 * the figures in the manifest are about people that the model has never seen.
 */
import { likeCounts } from '../../models/baselines/popularity';
import type { Interactions } from '../../models/dataset/columns';
import { historyOf, selectUsers } from '../../models/dataset/interactions';
import { createRandom } from '../../models/dataset/random';
import {
  ALL_RATINGS,
  meanNdcg100,
  scoringSystem,
  type RecommendingSystem,
} from '../../models/metrics/foldInEvaluation';
import { splitPerson, type HeldOutPerson } from '../../models/metrics/foldInProtocol';
import type { Manifest } from '../../models/pack/manifest';
import { StarRanker } from '../../models/ranking/starRanker';
import { standardized } from '../../models/towers/space';
import type { TrainingConfig } from '../../models/training/config';
import { rankingSystem, retrievalSystem } from '../../models/training/systems';
import { featureSourceOf } from '../../models/training/trainedModel';
import { fitModel, type FitEvents, type FitOptions } from './fitModel';

const VALIDATION_SHARE = 0.1;

export interface ValidationSplit {
  readonly training: Interactions;
  readonly validation: Interactions;
  readonly people: readonly HeldOutPerson[];
}

/** A seeded tenth of the people for validation, the others for training. */
export function validationSplit(interactions: Interactions, seed: number): ValidationSplit {
  const random = createRandom(seed);
  const order = random.shuffle(Int32Array.from({ length: interactions.userCount }, (_, i) => i));
  const size = Math.max(1, Math.floor(VALIDATION_SHARE * order.length));
  const validation = selectUsers(interactions, order.slice(0, size).sort());
  return {
    training: selectUsers(interactions, order.slice(size).sort()),
    validation,
    people: Array.from({ length: validation.userCount }, (_, user) =>
      splitPerson(historyOf(validation, user), random),
    ),
  };
}

/** Trains on the training people and measures NDCG@100 (P2, everything given) and RMSE. */
export async function validate(
  interactions: Interactions,
  options: Pick<FitOptions, 'config' | 'solve' | 'signal' | 'checkpointFolder'>,
  onStep: FitEvents['onStep'],
): Promise<Manifest['training']> {
  const { config } = options;
  const { training, validation, people } = validationSplit(interactions, config.seed);
  const prior = { ...config.prior, popularity: standardized(likeCounts(training)) };
  const { model, lossCurve, validationRmse } = await fitModel(training, {
    ...options,
    validation,
    events: {
      onStep,
      describe: async (block) => {
        const system = retrievalSystem('retrieval', { blocks: [block], prior });
        return `NDCG@100 ${(await meanNdcg100(system, people, ALL_RATINGS)).toFixed(4)}`;
      },
    },
  });
  const ranker = new StarRanker(featureSourceOf(model), model.ranker.weights);
  const popularity = scoringSystem('popularity', () => prior.popularity);
  const systems: RecommendingSystem[] = [
    popularity,
    retrievalSystem('retrieval', model),
    rankingSystem('kinora', model, ranker),
  ];
  const validationNdcgAt100: Record<string, number> = {};
  for (const system of systems) {
    validationNdcgAt100[system.name] = await meanNdcg100(system, people, ALL_RATINGS);
  }
  ranker.dispose();
  return { validationNdcgAt100, lossCurve: [...lossCurve], validationRmse: validationRmse ?? NaN };
}

/** The configuration with the seed of the command line. */
export function seededConfig(config: TrainingConfig, seed: number | undefined): TrainingConfig {
  return seed === undefined ? config : { ...config, seed };
}
