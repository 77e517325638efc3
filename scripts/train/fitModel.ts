/** @file Fits a whole model on some people: blocks, prior, biases, ranker. */
import { likeCounts } from '../../models/baselines/popularity';
import type { Interactions } from '../../models/dataset/columns';
import { selectUsers } from '../../models/dataset/interactions';
import { createRandom } from '../../models/dataset/random';
import { fitBiases } from '../../models/ranking/bias';
import type { FeatureSource } from '../../models/ranking/pairFeatures';
import type { DenseWeights } from '../../models/ranking/starRanker';
import { createBlock, type Block } from '../../models/towers/block';
import { standardized } from '../../models/towers/space';
import { alternate, initialState, type RowsSolver } from '../../models/training/alternate';
import type { TrainingConfig } from '../../models/training/config';
import {
  joinExamples,
  pairExamples,
  StarRankerTrainer,
} from '../../models/training/starRankerTraining';
import {
  featureSourceOf,
  ratingStatistics,
  type TrainedModel,
} from '../../models/training/trainedModel';
import { EXIT, Failure } from '../cli/failure';
import { Checkpoint } from './checkpoint';

/** Added to the seed for the random choices of the ranker, so that they are streams of their own. */
const RANKER_SEED_OFFSET = 1;
const BLOCK_NAME = 'graded-ials';
/** Cross-fitting: the ranker meets each person with a retrieval model of the other half. */
const HALVES = 2;

export interface FitEvents {
  /** After each step of any kind; `detail` says what it reached. */
  readonly onStep?: (done: number, total: number, detail: string) => void;
  /** Describes the block after an alternation of the model itself, for `detail`. */
  readonly describe?: (block: Block) => Promise<string>;
}

export interface FitOptions {
  readonly config: TrainingConfig;
  readonly solve: RowsSolver;
  readonly signal?: AbortSignal;
  /** Held-out people for the ranker's validation loss; they change nothing in the model. */
  readonly validation?: Interactions;
  readonly events?: FitEvents;
  /** Where checkpoints are kept; the caller removes it when all is done. */
  readonly checkpointFolder: string;
}

export interface FitOutcome {
  readonly model: TrainedModel;
  readonly lossCurve: readonly number[];
  /** Root mean squared error on the validation people, in stars; null without them. */
  readonly validationRmse: number | null;
}

type UnrankedModel = Omit<TrainedModel, 'ranker'>;

/** Trains on all people of `interactions`; resumes from the checkpoints of the same fit. */
export async function fitModel(
  interactions: Interactions,
  options: FitOptions,
): Promise<FitOutcome> {
  const { config } = options;
  const steps = new StepCounter(options);
  const { unranked, lossCurve } = await fitUnranked(
    interactions,
    config.alternations,
    options,
    steps,
  );
  const sources = await crossFit(interactions, options, steps);
  const ranked = await fitRanker(featureSourceOf(unranked), sources, options, steps);
  const ranker = { weights: ranked.weights, starsWeight: config.starsWeight };
  return { model: { ...unranked, ranker }, lossCurve, validationRmse: ranked.validationRmse };
}

/** Steps of a fit, for progress. */
class StepCounter {
  readonly #options: FitOptions;
  readonly #total: number;
  #done = 0;

  constructor(options: FitOptions) {
    const { alternations, crossFitAlternations, ranker } = options.config;
    this.#options = options;
    this.#total = alternations + HALVES * crossFitAlternations + ranker.epochs;
  }

  /** Counts a step; throws when the person pressed Ctrl-C meanwhile. */
  step(detail: string): void {
    this.#done++;
    this.#options.events?.onStep?.(this.#done, this.#total, detail);
    stopIfAborted(this.#options.signal);
  }

  /** Counts steps that a checkpoint has saved. */
  skip(count: number): void {
    this.#done += count;
  }
}

async function fitUnranked(
  interactions: Interactions,
  alternations: number,
  { config, solve, events, checkpointFolder }: FitOptions,
  steps: StepCounter,
  describe = events?.describe,
): Promise<{ unranked: UnrankedModel; lossCurve: readonly number[] }> {
  const { dimensions, seed, loss } = config;
  const ials = { dimensions, alternations, seed, loss };
  const checkpoint = new Checkpoint(interactions, ials, checkpointFolder);
  const start = (await checkpoint.load()) ?? initialState(interactions, ials);
  steps.skip(start.alternation);
  let state = start;
  const toBlock = (): Block => createBlock(BLOCK_NAME, 1, loss, state.movies, dimensions);
  for await (state of alternate(interactions, ials, start, solve)) {
    await checkpoint.save(state);
    const reached = `loss ${state.lossCurve[state.alternation - 1].toFixed(4)}`;
    steps.step(describe ? `${reached}, ${await describe(toBlock())}` : reached);
  }
  const unranked = {
    blocks: [toBlock()],
    prior: { ...config.prior, popularity: standardized(likeCounts(interactions)) },
    bias: fitBiases(interactions, config.bias),
    statistics: ratingStatistics(interactions),
  };
  return { unranked, lossCurve: state.lossCurve };
}

/** A half of the people, and the features of a model that has not seen them. */
interface CrossFitSource {
  readonly people: Interactions;
  readonly source: FeatureSource;
}

async function crossFit(
  interactions: Interactions,
  options: FitOptions,
  steps: StepCounter,
): Promise<CrossFitSource[]> {
  const { config } = options;
  const random = createRandom(config.seed + RANKER_SEED_OFFSET);
  const order = random.shuffle(Int32Array.from({ length: interactions.userCount }, (_, i) => i));
  const halves = Array.from({ length: HALVES }, (_, half) =>
    selectUsers(interactions, order.filter((_user, at) => at % HALVES === half).sort()),
  );
  const sources: CrossFitSource[] = [];
  for (const [half, others] of halves.entries()) {
    const quiet = { ...options, events: undefined };
    const fit = await fitUnranked(others, config.crossFitAlternations, quiet, steps);
    sources.push({
      people: halves[HALVES - 1 - half],
      source: featureSourceOf(fit.unranked),
    });
  }
  return sources;
}

/** Trains the ranker on both halves; `source` of the whole model serves validation alone. */
async function fitRanker(
  source: FeatureSource,
  sources: readonly CrossFitSource[],
  { config, validation }: FitOptions,
  steps: StepCounter,
): Promise<{ weights: DenseWeights[]; validationRmse: number | null }> {
  const seed = config.seed + RANKER_SEED_OFFSET;
  const random = createRandom(seed);
  const heldOut = validation && pairExamples(source, validation, createRandom(config.seed));
  const trainer = new StarRankerTrainer({ ...config.ranker, seed });
  let validationRmse: number | null = null;
  try {
    for (let epoch = 1; epoch <= config.ranker.epochs; epoch++) {
      const examples = joinExamples(
        sources.map((half) => pairExamples(half.source, half.people, random)),
      );
      const share = cosineShare(epoch, config.ranker.epochs);
      const training = Math.sqrt(await trainer.epoch(examples, random, share));
      let detail = `ranker RMSE ${training.toFixed(4)}`;
      if (heldOut) {
        validationRmse = Math.sqrt(await trainer.evaluate(heldOut));
        detail += `, on validation people ${validationRmse.toFixed(4)}`;
      }
      steps.step(detail);
    }
    return { weights: await trainer.weights(), validationRmse };
  } finally {
    trainer.dispose();
  }
}

/** Learning rate of a pass, falling from 1 along half a cosine. */
function cosineShare(epoch: number, epochs: number): number {
  return 0.5 * (1 + Math.cos((Math.PI * (epoch - 1)) / epochs));
}

/** Throws when the person pressed Ctrl-C; what is saved by then is kept. */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new Failure(
    'train.interrupted',
    'Training was interrupted.',
    'Run the same command again: it goes on from the last checkpoint.',
    { exitStatus: EXIT.interrupted },
  );
}
