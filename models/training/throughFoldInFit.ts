/** @file The whole block: start from graded iALS, training through the fold-in and choice of the epoch. */
import { likeCounts } from '../baselines/popularity';
import type { Interactions } from '../dataset/columns';
import { selectUsers } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import type { FoldInLoss } from '../pack/manifest';
import { createBlock } from '../towers/block';
import type { Curve } from '../towers/curve';
import { createSpace, standardized, type TwoTowerSpace } from '../towers/space';
import { alternate, initialState, solveHere, type RowsSolver } from './alternate';
import { foldInLossOf, type TrainingConfig } from './config';
import { learnCurves, trainThroughFoldIn } from './throughFoldIn';
import { throughFoldInFor, type ThroughFoldInSettings } from './throughFoldInConfig';
import { meanOverGiven, setAside } from './throughFoldInValidation';

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

/** After each alternation and epoch; `detail` says what it reached. */
export type StepListener = (done: number, total: number, detail: string) => void;

/** What may differ from the defaults. */
export interface ThroughFoldInOptions {
  readonly settings?: ThroughFoldInSettings;
  /** Solves the rows of the start. */
  readonly solve?: RowsSolver;
}

/**
 * Fits the block to some people, a tenth of whom decide which epoch is the best. The start is among
 * those to choose from, so that the result is never worse than it for them.
 *
 * Beside another block, with weights of 1, the prior of the space is the sum of their priors.
 *
 * @param config loss and number of alternations of the start, and the curves to start from
 */
export async function fitThroughFoldIn(
  interactions: Interactions,
  config: TrainingConfig,
  seed: number,
  onStep: StepListener = () => undefined,
  { settings = throughFoldInFor(interactions), solve = solveHere }: ThroughFoldInOptions = {},
): Promise<ThroughFoldInBlock> {
  const { training, people } = setAside(interactions, seed + SPLIT_SEED_OFFSET);
  const total = config.alternations + settings.epochs;
  const ials = { ...config, dimensions: settings.dimensions, seed };
  const start = await startingSpace(training, ials, solve, (done) => {
    onStep(done, total, 'start of the block trained through the fold-in');
  });
  let best = { quality: await meanOverGiven(start, people), space: start };
  const learned = new Set([BLOCK_NAME]);
  const epochs = { ...settings, seed };
  for await (const { epoch, space } of trainThroughFoldIn(training, start, learned, epochs)) {
    const quality = await meanOverGiven(space, people);
    if (quality > best.quality) best = { quality, space: frozen(space) };
    onStep(config.alternations + epoch, total, `validation NDCG@100 ${quality.toFixed(4)}`);
  }
  const [{ embedding, dimensions, loss }] = best.space.blocks;
  return { embedding, dimensions, loss, prior: best.space.prior.weight };
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
  { settings = throughFoldInFor(interactions), solve = solveHere }: ThroughFoldInOptions = {},
): Promise<Pick<TrainingConfig, 'foldIn' | 'prior'>> {
  const random = createRandom(seed + SPLIT_SEED_OFFSET);
  const order = random.shuffle(Int32Array.from({ length: interactions.userCount }, (_, i) => i));
  const unseen = Math.floor(UNSEEN_SHARE * order.length);
  const training = selectUsers(interactions, order.slice(unseen).sort());
  const space = await startingSpace(training, { ...config, seed }, solve, () => undefined);
  const others = selectUsers(interactions, order.slice(0, unseen).sort());
  const learned = await learnCurves(others, space, { ...settings, curves: 'all', seed });
  const { unobservedWeight, ridge } = learned.blocks[0].loss;
  return { foldIn: { unobservedWeight, ridge }, prior: { weight: learned.prior.weight } };
}

/** Graded iALS with the curves of the configuration. */
async function startingSpace(
  interactions: Interactions,
  config: TrainingConfig,
  solve: RowsSolver,
  onAlternation: (done: number) => void,
): Promise<TwoTowerSpace> {
  let state = initialState(interactions, config);
  for await (state of alternate(interactions, config, state, solve)) {
    onAlternation(state.alternation);
  }
  const loss = foldInLossOf(config);
  const block = createBlock(BLOCK_NAME, 1, loss, state.movies, config.dimensions);
  const popularity = standardized(likeCounts(interactions));
  return createSpace([block], { ...config.prior, popularity });
}

/** The space as it is now: training goes on changing the embeddings. */
function frozen(space: TwoTowerSpace): TwoTowerSpace {
  const blocks = space.blocks.map((block) => ({ ...block, embedding: block.embedding.slice() }));
  return { ...space, blocks };
}
