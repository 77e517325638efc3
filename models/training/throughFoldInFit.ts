/** @file The whole block: start from graded iALS, then a short training through the fold-in. */
import type { Interactions } from '../dataset/columns';
import { likeCounts } from '../dataset/counts';
import { selectUsers } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import type { FoldInLoss } from '../pack/manifest';
import { createBlock } from '../towers/block';
import type { Curve } from '../towers/curve';
import { createSpace, standardized, type TwoTowerSpace } from '../towers/space';
import { alternate, initialState, solveHere, type RowsSolver } from './alternate';
import { foldInLossOf, type TrainingConfig } from './config';
import { learnCurves, trainThroughFoldIn } from './throughFoldIn';
import {
  CURVES_ALONE,
  SECOND_BLOCK,
  SECOND_BLOCK_DIMENSIONS,
  type ThroughFoldInSettings,
} from './throughFoldInConfig';

const BLOCK_NAME = 'through-fold-in';
/** Added to the seed, so that the split does not follow from the start's first numbers. */
const SPLIT_SEED_OFFSET = 1;
/** Share of the people that curves alone are learned on. */
const UNSEEN_SHARE = 0.25;

export interface ThroughFoldInBlock {
  /** `[M, D]` */
  readonly embedding: Float32Array;
  readonly dimensions: number;
  readonly loss: FoldInLoss;
  /** Prior that goes with the block alone. */
  readonly prior: Curve;
}

/** What may differ from the defaults. */
export interface ThroughFoldInOptions {
  readonly settings?: ThroughFoldInSettings;
  readonly dimensions?: number;
  /** Solves the rows of the start. */
  readonly solve?: RowsSolver;
}

/**
 * Fits the block to all people.
 *
 * Beside another block, with weights of 1, the prior of the space is the sum of their priors.
 *
 * @param config loss and number of alternations of the start, and the curves to start from
 */
export async function fitThroughFoldIn(
  interactions: Interactions,
  config: TrainingConfig,
  seed: number,
  {
    settings = SECOND_BLOCK,
    dimensions = SECOND_BLOCK_DIMENSIONS,
    solve = solveHere,
  }: ThroughFoldInOptions = {},
): Promise<ThroughFoldInBlock> {
  let space = await startingSpace(interactions, { ...config, dimensions, seed }, solve);
  const training = { ...settings, seed, relevantFrom: config.relevantFrom };
  const learned = new Set([BLOCK_NAME]);
  for await (const epoch of trainThroughFoldIn(interactions, space, learned, training)) {
    space = epoch.space;
  }
  const [block] = space.blocks;
  return {
    embedding: block.embedding,
    dimensions,
    loss: block.loss,
    prior: space.prior.weight,
  };
}

/**
 * Learns the curves of graded iALS: `foldIn` and `prior` of `config.ts`. The embeddings are trained on
 * three quarters of the people, the curves on the others.
 *
 * @param config what the embeddings are trained with, and the curves to start from
 */
export async function fitCurves(
  interactions: Interactions,
  config: TrainingConfig,
  seed: number,
  { settings = CURVES_ALONE, solve = solveHere }: ThroughFoldInOptions = {},
): Promise<Pick<TrainingConfig, 'foldIn' | 'prior'>> {
  const random = createRandom(seed + SPLIT_SEED_OFFSET);
  const order = random.shuffle(Int32Array.from({ length: interactions.userCount }, (_, i) => i));
  const unseen = Math.floor(UNSEEN_SHARE * order.length);
  const training = selectUsers(interactions, order.slice(unseen).sort());
  const space = await startingSpace(training, { ...config, seed }, solve);
  const others = selectUsers(interactions, order.slice(0, unseen).sort());
  const learned = await learnCurves(others, space, { ...settings, seed });
  const { targetSlope, unobservedWeight, ridge } = learned.blocks[0].loss;
  return {
    foldIn: { targetSlope, unobservedWeight, ridge },
    prior: { weight: learned.prior.weight },
  };
}

/** Graded iALS with the curves of the configuration. */
async function startingSpace(
  interactions: Interactions,
  config: TrainingConfig,
  solve: RowsSolver,
): Promise<TwoTowerSpace> {
  let state = initialState(interactions, config);
  for await (state of alternate(interactions, config, state, solve));
  const loss = foldInLossOf(config);
  const block = createBlock(BLOCK_NAME, 1, loss, state.movies, config.dimensions);
  const popularity = standardized(likeCounts(interactions));
  return createSpace([block], { ...config.prior, popularity });
}
