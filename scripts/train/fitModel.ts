/** @file Fits a whole model on some people: towers, rating block, prior, ranker. */
import type { Interactions } from '../../models/dataset/columns';
import { likeCounts } from '../../models/dataset/counts';
import { selectUsers } from '../../models/dataset/interactions';
import { createRandom } from '../../models/dataset/random';
import { withTagsOf } from '../../models/dataset/tagsOfPeople';
import { movieFacts } from '../../models/ranking/movieFacts';
import { createBlock, type Block } from '../../models/towers/block';
import type { ContentDescription } from '../../models/towers/contentEncoderFeatures';
import { sourceCodes } from '../../models/towers/contentEncoder';
import {
  blendBlocks,
  CONTENT_BLEND,
  type ContentTower,
} from '../../models/towers/contentEncoderBlend';
import { curveAt, curveOf } from '../../models/towers/curve';
import type { IntervalScale } from '../../models/towers/ratingBlock';
import { standardized } from '../../models/towers/space';
import { alternate, initialState, type RowsSolver } from '../../models/training/alternate';
import { foldInLossOf, type TrainingConfig } from '../../models/training/config';
import { fitCoWatch } from '../../models/training/coWatchTraining';
import {
  fitContentEncoder,
  type ContentTrainingConfig,
  type LearnedTable,
} from '../../models/training/contentTraining';
import { DEFAULT_RATING_BLOCK, fitRatingBlock } from '../../models/training/ratingBlockTraining';
import { pauses } from '../../models/training/pauses';
import { calibrateIntervals } from '../../models/training/ratingBlockTrainingPrior';
import { fitThroughFoldIn } from '../../models/training/throughFoldInFit';
import {
  featureSourceOf,
  ratingStatistics,
  type TrainedModel,
  type UnrankedModel,
} from '../../models/training/trainedModel';
import { EXIT, Failure } from '../cli/failure';
import { Checkpoint } from './checkpoint';
import { crossFitPlan, fitRanker, type CrossFitPart } from './fitRanker';

const BLOCK_NAME = 'graded-ials';
const SECOND_BLOCK_NAME = 'through-fold-in';

export interface FitEvents {
  /** After each step of any kind; `detail` says what it reached. */
  readonly onStep?: (done: number, total: number, detail: string) => void;
  /** Describes the block after an alternation of the model itself, for `detail`. */
  readonly describe?: (block: Block) => Promise<string>;
}

export interface FitOptions {
  readonly config: TrainingConfig;
  /** `[M]` what is known of each movie besides its ratings. */
  readonly movies: readonly ContentDescription[];
  /** In the order of the catalogue's genre bits. */
  readonly genreNames: readonly string[];
  readonly solve: RowsSolver;
  readonly signal?: AbortSignal;
  readonly events?: FitEvents;
  /** Where checkpoints are kept; the caller removes it when all is done. */
  readonly checkpointFolder: string;
}

export interface FitOutcome {
  readonly model: TrainedModel;
  readonly lossCurve: readonly number[];
}

/** Trains on all people of `interactions`; resumes from the checkpoints of the same fit. */
export async function fitModel(
  interactions: Interactions,
  options: FitOptions,
): Promise<FitOutcome> {
  const { config } = options;
  const facts = movieFacts(options.movies, options.genreNames);
  const parts = crossFitPlan(
    interactions.userCount,
    config.ranker.lists,
    createRandom(config.seed),
  );
  const steps = new StepCounter(options, parts.length);
  const whole = await fitUnranked(interactions, config.alternations, options, steps);
  const sources: CrossFitPart[] = [];
  const intervals: IntervalScale[] = [];
  for (const { learners, judged } of parts) {
    const quiet = { ...options, movies: withTagsOf(learners, options.movies), events: undefined };
    const others = selectUsers(interactions, learners);
    const fit = await fitUnranked(others, config.crossFitAlternations, quiet, steps);
    const source = featureSourceOf(fit.unranked, facts);
    sources.push({ people: judged, source });
    const unseen = selectUsers(interactions, judged);
    intervals.push(calibrateIntervals(source.ratings, unseen, createRandom(config.seed)).intervals);
  }
  const ranker = await fitRanker(interactions, sources, config, {
    onStep: (kind, detail) => steps.step(kind, detail),
    onShare: (kind, share) => steps.pause(kind, share),
  });
  const ratings = { ...whole.unranked.ratings, intervals: meanIntervals(intervals) };
  return { model: { ...whole.unranked, ratings, ranker }, lossCurve: whole.lossCurve };
}

/** All but the ranker; intervals of predicted stars are those of people whom the towers know. */
export async function fitTowers(
  interactions: Interactions,
  options: FitOptions,
): Promise<UnrankedModel> {
  const steps = new StepCounter(options, 0);
  const { alternations } = options.config;
  return (await fitUnranked(interactions, alternations, options, steps)).unranked;
}

/** The mean of the parts' scales, at the knots that all of them have. */
function meanIntervals(parts: readonly IntervalScale[]): IntervalScale {
  const ratings = parts[0].ratings.filter((n) => parts.every((part) => part.ratings.includes(n)));
  const scale = ratings.map(
    (n) => parts.reduce((sum, part) => sum + part.scale[part.ratings.indexOf(n)], 0) / parts.length,
  );
  return { ratings, scale };
}

/** About how long a step of each kind takes, in alternations of ML-1M on one core. */
const STEP_WEIGHTS = { alternation: 1, secondBlock: 8, ratingBlock: 7, lists: 40, pass: 20 };

type StepKind = keyof typeof STEP_WEIGHTS;

/** Steps of a fit, for progress. */
class StepCounter {
  readonly #options: FitOptions;
  readonly #total: number;
  readonly #pause = pauses();
  #done = 0;
  #reported = 0;
  #detail = '';

  constructor(options: FitOptions, parts: number) {
    const { alternations, crossFitAlternations, ranker, hasSecondBlock } = options.config;
    const fits = 1 + parts;
    this.#options = options;
    this.#total =
      STEP_WEIGHTS.alternation * (alternations + parts * crossFitAlternations) +
      STEP_WEIGHTS.secondBlock * (hasSecondBlock ? fits : 0) +
      STEP_WEIGHTS.ratingBlock * fits +
      STEP_WEIGHTS.lists * parts +
      STEP_WEIGHTS.pass * ranker.epochs;
  }

  /** Counts a step; throws when the person pressed Ctrl-C meanwhile. */
  step(kind: StepKind, detail: string): void {
    this.#done += STEP_WEIGHTS[kind];
    this.#detail = detail;
    this.#report(this.#done);
    stopIfAborted(this.#options.signal);
  }

  /** Counts steps that a checkpoint has saved. */
  skip(kind: StepKind, count: number): void {
    this.#done += STEP_WEIGHTS[kind] * count;
  }

  /** Between two pieces of a step, of which `share` is done: lets signals through and heeds them. */
  async pause(kind: StepKind, share: number): Promise<void> {
    this.#report(Math.floor(this.#done + STEP_WEIGHTS[kind] * share));
    await this.#pause();
    stopIfAborted(this.#options.signal);
  }

  #report(done: number): void {
    if (done === this.#reported) return;
    this.#reported = done;
    this.#options.events?.onStep?.(done, this.#total, this.#detail);
  }
}

async function fitUnranked(
  interactions: Interactions,
  alternations: number,
  { config, movies, solve, events, checkpointFolder }: FitOptions,
  steps: StepCounter,
): Promise<{ unranked: UnrankedModel; lossCurve: readonly number[] }> {
  const { dimensions, seed, loss } = config;
  const ials = { dimensions, alternations, seed, loss };
  const checkpoint = new Checkpoint(interactions, ials, checkpointFolder);
  const start = (await checkpoint.load()) ?? initialState(interactions, ials);
  steps.skip('alternation', start.alternation);
  let state = start;
  const toBlock = (embedding: Float32Array): Block =>
    createBlock(BLOCK_NAME, 1, foldInLossOf(config), embedding, dimensions);
  for await (state of alternate(interactions, ials, start, solve)) {
    await checkpoint.save(state);
    const reached = `loss ${state.lossCurve[state.alternation - 1].toFixed(4)}`;
    const described = await events?.describe?.(toBlock(state.movies));
    steps.step('alternation', described === undefined ? reached : `${reached}, ${described}`);
  }
  const statistics = ratingStatistics(interactions);
  const second = config.hasSecondBlock
    ? await fitThroughFoldIn(interactions, config, seed, { solve })
    : null;
  if (second) steps.step('secondBlock', 'block trained through the fold-in');
  const learned = [{ embedding: state.movies, dimensions }, ...(second ? [second] : [])];
  const content = contentTower(movies, learned, statistics.ratingCount, config.content);
  const blended = blendBlocks(content, learned, movies, statistics.ratingCount);
  const block = toBlock(blended[0]);
  const ratings = fitRatingBlock(interactions, block, { ...DEFAULT_RATING_BLOCK, seed });
  steps.step('ratingBlock', 'rating block');
  const unranked = {
    blocks: second
      ? [block, createBlock(SECOND_BLOCK_NAME, 1, second.loss, blended[1], second.dimensions)]
      : [block],
    prior: {
      weight: curveOf(
        (n) => curveAt(config.prior.weight, n) + (second ? curveAt(second.prior, n) : 0),
      ),
      popularity: standardized(likeCounts(interactions)),
    },
    ratings,
    coWatch: fitCoWatch(interactions, statistics.ratingCount, config.coWatch, seed),
    statistics,
    content,
  };
  return { unranked, lossCurve: state.lossCurve };
}

/** The encoder, and what its sources say of each movie, which the page could not know. */
function contentTower(
  movies: readonly ContentDescription[],
  learned: readonly LearnedTable[],
  ratingCount: Int32Array,
  config: ContentTrainingConfig,
): ContentTower {
  const encoder = fitContentEncoder(movies, learned, ratingCount, config);
  const added = encoder.sources.length > 0 ? sourceCodes(encoder, movies) : null;
  return { encoder, blend: CONTENT_BLEND, ...(added && { sourceCodes: added }) };
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
