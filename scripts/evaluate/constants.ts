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
import { curveOf } from '../../models/towers/curve';
import type { RatingBlock } from '../../models/towers/ratingBlock';
import { personPosterior, predictStars } from '../../models/towers/ratingBlockPosterior';
import { createSpace } from '../../models/towers/space';
import type { RowsSolver } from '../../models/training/alternate';
import type { TrainingConfig } from '../../models/training/config';
import { CONTENT_TRAINING, readingAlso } from '../../models/training/contentTraining';
import {
  DEFAULT_RATING_BLOCK,
  fitRatingBlock,
  type RatingBlockConfig,
} from '../../models/training/ratingBlockTraining';
import { pauses } from '../../models/training/pauses';
import { retrievalSystem } from '../../models/training/systems';
import type { UnrankedModel } from '../../models/training/trainedModel';
import { fitTowers } from '../train/fitModel';
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

/** A constant, the value that it takes, and everything that it changes. */
type Variant<Config> = readonly [constant: string, value: string, change: Partial<Config>];

const SHIPPED = ['as shipped', '', {}] as const;

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
  const lists = await compare(listVariants(config, training), async (variant, change) => {
    onStage(variant);
    return ndcgOf(Object.keys(change).length === 0 ? shipped : await fit(change), people);
  });
  const stars = await compare(starVariants(DEFAULT_RATING_BLOCK), (variant, change) => {
    onStage(variant);
    const ratingBlock = { ...DEFAULT_RATING_BLOCK, ...change, seed: config.seed };
    const [table] = shipped.blocks;
    return squaresOf(fitRatingBlock(training.interactions, table, ratingBlock), people);
  });
  return {
    people: people.length,
    lists: lists.map(([constant, value, figures]) => ({
      constant,
      value,
      levels: figures.map((level, l) => meanFigure(level, lists[0][2][l])),
    })),
    stars: stars.map(([constant, value, figures]) => ({
      constant,
      value,
      levels: figures.map((level, l) => rmseFigure(level, stars[0][2][l], people)),
    })),
  };
}

async function compare<Config>(
  variants: readonly Variant<Config>[],
  measure: (title: string, change: Partial<Config>) => Figures | Promise<Figures>,
): Promise<(readonly [string, string, Figures])[]> {
  const rows: (readonly [string, string, Figures])[] = [];
  const pause = pauses();
  for (const [constant, value, change] of variants) {
    await pause();
    rows.push([constant, value, await measure(`${constant} ${value}`.trim(), change)]);
  }
  return rows;
}

function listVariants(config: TrainingConfig, set: TrainingSet): Variant<TrainingConfig>[] {
  const { loss, foldIn, dimensions, alternations } = config;
  const { movieCount } = set.interactions;
  const isTagged = set.movies.some(({ tags }) => tags.length > 0);
  const readsTags = config.content.sources.includes('tags');
  const slope = (targetSlope: number): Partial<TrainingConfig> => ({
    loss: { ...loss, targetSlope },
    foldIn: { ...foldIn, targetSlope },
  });
  const tags: Variant<TrainingConfig> = readsTags
    ? ['content encoder', 'without tags', { content: CONTENT_TRAINING }]
    : ['content encoder', 'with tags', { content: readingAlso(['tags']) }];
  const asTrained = {
    targetSlope: loss.targetSlope,
    unobservedWeight: curveOf(() => loss.unobservedWeight),
    ridge: curveOf((n) => loss.regularization * (n + loss.unobservedWeight * movieCount)),
  };
  return [
    SHIPPED,
    ...halfAndTwice(dimensions, (value) => ['dimensions', { dimensions: value }]),
    ...halfAndTwice(alternations, (value) => ['alternations', { alternations: value }]),
    ...halfAndTwice(loss.regularization, (regularization) => [
      'λ of training',
      { loss: { ...loss, regularization } },
    ]),
    ...halfAndTwice(loss.unobservedWeight, (unobservedWeight) => [
      'α₀ of training',
      { loss: { ...loss, unobservedWeight } },
    ]),
    ['slope of the target', '0', slope(0)],
    ['slope of the target', '0.4', slope(0.4)],
    ['loss of the user tower', 'as in training', { foldIn: asTrained }],
    ['popularity prior', 'none', { prior: { weight: curveOf(() => 0) } }],
    [
      'block through the fold-in',
      config.hasSecondBlock ? 'none' : 'a second block',
      { hasSecondBlock: !config.hasSecondBlock },
    ],
    ...(isTagged ? [tags] : []),
  ];
}

function starVariants(config: RatingBlockConfig): Variant<RatingBlockConfig>[] {
  return [
    SHIPPED,
    ...halfAndTwice(config.factors, (factors) => ['factors', { factors }]),
    ...halfAndTwice(config.features, (features) => ['axes of the embedding', { features }]),
    ...halfAndTwice(config.alternations, (alternations) => ['alternations', { alternations }]),
    ...halfAndTwice(config.featurePrecision, (featurePrecision) => [
      'precision of an axis',
      { featurePrecision },
    ]),
    ...halfAndTwice(config.noiseRatings, (noiseRatings) => [
      'ratings behind the prior of noise',
      { noiseRatings },
    ]),
    ['fewest ratings of a movie', '1', { minRatings: 1 }],
    ['fewest ratings of a movie', '8', { minRatings: 8 }],
    ['share of the plain bias', '0', { plainBiasShare: 0 }],
    ['share of the plain bias', '0.5', { plainBiasShare: 0.5 }],
  ];
}

function halfAndTwice<Config>(
  value: number,
  variantOf: (value: number) => readonly [constant: string, change: Partial<Config>],
): Variant<Config>[] {
  return [value / 2, value * 2].map((other) => {
    const [constant, change] = variantOf(other);
    return [constant, String(other), change];
  });
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
