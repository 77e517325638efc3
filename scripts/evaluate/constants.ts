/**
 * @file What the constants of the towers and of predicted stars are worth: each is changed alone, and
 * the rest stays as `models/training/config.ts` has it. Measured on validation people, the first fold
 * inside the training people of the first fold, so that no test person of that fold is looked at.
 */
import type { TrainingSet } from '../../models/baselines/system';
import { ALL_RATINGS, evaluatePerson } from '../../models/metrics/foldInEvaluation';
import { given, type HeldOutPerson } from '../../models/metrics/foldInProtocol';
import { genreNamesOf } from '../../models/ranking/movieFacts';
import { starsOf } from '../../models/shapes';
import { createRatingBlock, type RatingBlock } from '../../models/towers/ratingBlock';
import { personPosterior, predictStars } from '../../models/towers/ratingBlockPosterior';
import { createSpace } from '../../models/towers/space';
import type { RowsSolver } from '../../models/training/alternate';
import type { TrainingConfig } from '../../models/training/config';
import {
  DEFAULT_RATING_BLOCK,
  fitRatingBlock,
  type RatingBlockConfig,
} from '../../models/training/ratingBlockTraining';
import { pauses } from '../../models/training/pauses';
import { retrievalSystem } from '../../models/training/systems';
import type { UnrankedModel } from '../../models/training/trainedModel';
import { fitTowers } from '../train/fitModel';
import { listVariants, starVariants, type Variant } from './constantsVariants';
import { dealFolds } from './folds';

/** Ratings given. */
export const LEVELS = [1, 3, 10, 20, ALL_RATINGS] as const;

export interface ConstantsOptions {
  readonly config: TrainingConfig;
  readonly folds: number;
  readonly seed: number;
  readonly solve: RowsSolver;
  readonly signal?: AbortSignal;
  readonly checkpointFolder: string;
  /** Before each training; throws when the run is to stop. */
  readonly onStage: (stage: string) => void;
}

/** One constant at another value; the first row of each study is the model as it ships. */
export interface ConstantsRow {
  readonly constant: string;
  readonly value: string;
  readonly levels: readonly ConstantsFigure[];
}

interface ConstantsFigure {
  readonly value: number;
  /** Against the model as it ships, on the same people. */
  readonly difference: number;
  /** Of the difference, over people. */
  readonly standardError: number;
}

export interface ConstantsStudies {
  readonly people: number;
  /** NDCG@100 of retrieval, protocol P2. */
  readonly lists: readonly ConstantsRow[];
  /** RMSE of the rating block, in stars, protocol P3. */
  readonly stars: readonly ConstantsRow[];
}

/** One figure of one person, or what they add to one; by level. */
type Figures = readonly (readonly number[])[];

/** Trains every variant on the same people and asks the same others. */
export async function studyConstants(
  set: TrainingSet,
  options: ConstantsOptions,
): Promise<ConstantsStudies> {
  const { config, folds, seed, onStage } = options;
  const [{ training: known }] = dealFolds(set, folds, seed);
  const [{ training, people }] = dealFolds(known, folds, seed);
  const fit = (change: Partial<TrainingConfig>): Promise<UnrankedModel> =>
    fitTowers(training.interactions, {
      ...options,
      config: { ...config, ...change },
      movies: training.movies,
      genreNames: genreNamesOf(training.movies),
    });
  const shipped = await fit({});
  const [table] = shipped.blocks;
  const fitStars = (change: Partial<RatingBlockConfig>): RatingBlock => {
    const ratingBlock = { ...DEFAULT_RATING_BLOCK, ...change, seed: config.seed };
    return fitRatingBlock(training.interactions, table, ratingBlock);
  };
  return {
    people: people.length,
    lists: await compare(listVariants(config, training), {
      shipped: await ndcgOf(shipped, people),
      measure: async (change) => ndcgOf(await fit(change), people),
      figureOf: meanFigure,
      onStage,
    }),
    stars: await compare(starVariants(DEFAULT_RATING_BLOCK), {
      shipped: squaresOf(createRatingBlock(shipped.ratings, table), people),
      measure: (change) => squaresOf(fitStars(change), people),
      figureOf: (squares, reference) => rmseFigure(squares, reference, people),
      onStage,
    }),
  };
}

interface Comparison<Config> {
  /** What the model as it ships reaches. */
  readonly shipped: Figures;
  readonly measure: (change: Partial<Config>) => Figures | Promise<Figures>;
  /** One level of a variant against the same level of the model as it ships. */
  readonly figureOf: (values: readonly number[], reference: readonly number[]) => ConstantsFigure;
  readonly onStage: (stage: string) => void;
}

async function compare<Config>(
  variants: readonly Variant<Config>[],
  { shipped, measure, figureOf, onStage }: Comparison<Config>,
): Promise<ConstantsRow[]> {
  const rowOf = (constant: string, value: string, figures: Figures): ConstantsRow => ({
    constant,
    value,
    levels: figures.map((level, l) => figureOf(level, shipped[l])),
  });
  const rows = [rowOf('as shipped', '', shipped)];
  const pause = pauses();
  for (const [constant, value, change] of variants) {
    await pause();
    onStage(`${constant} ${value}`);
    rows.push(rowOf(constant, value, await measure(change)));
  }
  return rows;
}

async function ndcgOf(model: UnrankedModel, people: readonly HeldOutPerson[]): Promise<Figures> {
  const system = retrievalSystem('', createSpace(model.blocks, model.prior));
  const asked = people.filter(({ targets }) => targets.size > 0);
  return Promise.all(
    LEVELS.map(async (n) => {
      const values: number[] = [];
      for (const person of asked) {
        values.push((await evaluatePerson(system, person, n))?.ndcg100 ?? 0);
      }
      return values;
    }),
  );
}

/** Sum of the squared errors of each person. */
function squaresOf(block: RatingBlock, people: readonly HeldOutPerson[]): Figures {
  return LEVELS.map((n) =>
    people.map((person) => {
      const { movies, halfStars } = person.heldOut;
      const { mean } = predictStars(block, personPosterior(block, given(person, n)), movies);
      return mean.reduce((sum, stars, i) => sum + (stars - starsOf(halfStars[i])) ** 2, 0);
    }),
  );
}

function meanFigure(values: readonly number[], reference: readonly number[]): ConstantsFigure {
  const differences = values.map((value, person) => value - reference[person]);
  return {
    value: meanOf(values),
    difference: meanOf(differences),
    standardError: deviationOf(differences) / Math.sqrt(differences.length),
  };
}

/** RMSE pools the ratings of all people; the error of its difference is that of the mean square. */
function rmseFigure(
  squares: readonly number[],
  reference: readonly number[],
  people: readonly HeldOutPerson[],
): ConstantsFigure {
  const ratings = people.reduce((sum, { heldOut }) => sum + heldOut.movies.length, 0);
  const rmse = Math.sqrt(sumOf(squares) / ratings);
  const other = Math.sqrt(sumOf(reference) / ratings);
  const differences = squares.map((value, person) => value - reference[person]);
  const error = (deviationOf(differences) * Math.sqrt(squares.length)) / ratings;
  return { value: rmse, difference: rmse - other, standardError: error / (rmse + other) };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}
