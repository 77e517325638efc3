/** @file Fits a whole model on some people: blocks, prior, biases, ranker. */
import { likeCounts } from '../../models/baselines/popularity';
import type { Interactions } from '../../models/dataset/columns';
import { createRandom } from '../../models/dataset/random';
import { fitBiases } from '../../models/ranking/bias';
import { featureCount } from '../../models/ranking/pairFeatures';
import type { DenseWeights } from '../../models/ranking/starRanker';
import { createBlock, type Block } from '../../models/towers/block';
import { standardized } from '../../models/towers/space';
import { alternate, initialState, type RowsSolver } from '../../models/training/alternate';
import type { TrainingConfig } from '../../models/training/config';
import { pairExamples, StarRankerTrainer } from '../../models/training/starRankerTraining';
import {
  featureSourceOf,
  ratingStatistics,
  type TrainedModel,
} from '../../models/training/trainedModel';
import { Failure } from '../cli/failure';
import { Checkpoint } from './checkpoint';

/** Added to the seed for the random choices of the ranker, so that they are streams of their own. */
const RANKER_SEED_OFFSET = 1;
const BLOCK_NAME = 'graded-ials';

export interface FitEvents {
  /** After each alternation; `block` can be evaluated. */
  onAlternation?(progress: {
    alternation: number;
    loss: number;
    block: Block;
  }): Promise<void> | void;
  /** After each pass of the ranker; losses in stars². */
  onRankerEpoch?(progress: {
    epoch: number;
    trainingLoss: number;
    validationLoss: number | null;
  }): void;
}

export interface FitOptions {
  readonly config: TrainingConfig;
  readonly solve: RowsSolver;
  readonly signal?: AbortSignal;
  /** Held-out people for the ranker's validation loss; they change nothing in the model. */
  readonly validation?: Interactions;
  readonly events?: FitEvents;
}

export interface FitOutcome {
  readonly model: TrainedModel;
  readonly lossCurve: readonly number[];
  /** Root mean squared error on the validation people, in stars; null without them. */
  readonly validationRmse: number | null;
}

/** Trains on all people of `interactions`; resumes from a checkpoint of the same fit. */
export async function fitModel(
  interactions: Interactions,
  options: FitOptions,
): Promise<FitOutcome> {
  const { config } = options;
  const { block, lossCurve } = await fitBlock(interactions, options);
  const unranked = {
    blocks: [block],
    prior: { ...config.prior, popularity: standardized(likeCounts(interactions)) },
    bias: fitBiases(interactions, config.bias),
    statistics: ratingStatistics(interactions),
  };
  const { weights, validationRmse } = await fitRanker(interactions, unranked, options);
  const ranker = { weights, starsWeight: config.starsWeight };
  return { model: { ...unranked, ranker }, lossCurve, validationRmse };
}

async function fitBlock(
  interactions: Interactions,
  { config, solve, signal, events }: FitOptions,
): Promise<{ block: Block; lossCurve: readonly number[] }> {
  const { dimensions, alternations, seed, loss } = config;
  const ials = { dimensions, alternations, seed, loss };
  const checkpoint = new Checkpoint(interactions, ials);
  const start = (await checkpoint.load()) ?? initialState(interactions, ials);
  let state = start;
  const toBlock = (): Block => createBlock(BLOCK_NAME, 1, loss, state.movies, dimensions);
  for await (state of alternate(interactions, ials, start, solve)) {
    await checkpoint.save(state);
    await events?.onAlternation?.({
      alternation: state.alternation,
      loss: state.lossCurve[state.alternation - 1],
      block: toBlock(),
    });
    stopIfAborted(signal);
  }
  return { block: toBlock(), lossCurve: state.lossCurve };
}

async function fitRanker(
  interactions: Interactions,
  model: Omit<TrainedModel, 'ranker'>,
  { config, signal, validation, events }: FitOptions,
): Promise<{ weights: DenseWeights[]; validationRmse: number | null }> {
  const source = featureSourceOf(model);
  const random = createRandom(config.seed + RANKER_SEED_OFFSET);
  const heldOut = validation && pairExamples(source, validation, createRandom(config.seed));
  const trainer = new StarRankerTrainer(featureCount(source.space), {
    ...config.ranker,
    seed: config.seed + RANKER_SEED_OFFSET,
  });
  let validationLoss: number | null = null;
  try {
    for (let epoch = 1; epoch <= config.ranker.epochs; epoch++) {
      const examples = pairExamples(source, interactions, random);
      const share = cosineShare(epoch, config.ranker.epochs);
      const trainingLoss = await trainer.epoch(examples, random, share);
      validationLoss = heldOut ? await trainer.evaluate(heldOut) : null;
      events?.onRankerEpoch?.({ epoch, trainingLoss, validationLoss });
      stopIfAborted(signal);
    }
    const validationRmse = validationLoss === null ? null : Math.sqrt(validationLoss);
    return { weights: await trainer.weights(), validationRmse };
  } finally {
    trainer.dispose();
  }
}

/** Learning rate of a pass, falling from 1 along half a cosine. */
function cosineShare(epoch: number, epochs: number): number {
  return 0.5 * (1 + Math.cos((Math.PI * (epoch - 1)) / epochs));
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new Failure(
    'train.interrupted',
    'Training was interrupted.',
    'Run the same command again: it goes on from the last checkpoint.',
    { exitStatus: 130 },
  );
}
