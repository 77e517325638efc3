/**
 * @file Movies with few ratings or none: what the content encoder is worth. Three measurements on
 * held-out people.
 *
 * - **new**: all ratings of a random share of the movies are removed from training. People give their
 *   ratings of the other movies, and the removed ones are ranked among themselves.
 * - **catalogue**: the same model, but protocol P2 over all movies: what removed movies cost, or win
 *   back, in the lists that people see.
 * - **tail**: nothing is removed; movies with few training ratings are ranked among themselves.
 */
import type { TrainingSet } from '../../models/baselines/system';
import { likeCounts } from '../../models/dataset/counts';
import { keepRatings } from '../../models/dataset/interactions';
import { createRandom } from '../../models/dataset/random';
import { ALL_RATINGS, LIST_LENGTH, topKMetrics } from '../../models/metrics/foldInEvaluation';
import { selectTopK } from '../../models/retrieval/topK';
import { contentEmbedding } from '../../models/towers/contentEncoder';
import type { ContentSource } from '../../models/towers/contentEncoderFeatures';
import { blendBlocks, CONTENT_BLEND } from '../../models/towers/contentEncoderBlend';
import type { RowsSolver } from '../../models/training/alternate';
import {
  CONTENT_TRAINING,
  fitContentEncoder,
  readingAlso,
  type ContentTrainingConfig,
  type LearnedTable,
} from '../../models/training/contentTraining';
import { ratingStatistics } from '../../models/training/trainedModel';
import { bandQuestion, catalogueQuestion, newQuestion, type Question } from './coldItemsQuestions';
import {
  contentBaseline,
  fixedRanker,
  genrePopularity,
  learnTable,
  spaceRanker,
  type Ranker,
} from './coldItemsRankers';
import { dealFolds, type Fold } from './folds';

export interface ColdItemsOptions {
  readonly folds: number;
  /** How many of the folds to run. */
  readonly run: number;
  readonly seed: number;
  readonly solve: RowsSolver;
  /** Before each fold and measurement; throws when the run is to stop. */
  readonly onStage: (stage: string) => void;
}

/** One line of the result. */
export interface ColdItemsRow {
  readonly measurement: string;
  readonly system: string;
  readonly people: number;
  readonly ndcg100: number;
  readonly recall20: number;
  /** Of NDCG@100, over people. */
  readonly standardError: number;
}

/** Share of the movies that are new. */
const NEW_SHARE = 0.15;
/** Added to the seed, so that new movies do not follow the random choices of training. */
const NEW_SEED_OFFSET = 3;
/** Most training ratings of a movie of the tail. */
const TAIL_BANDS = [5, 20] as const;
/** Ratings given where all movies are candidates. */
const GIVEN = [1, 10, 20, ALL_RATINGS] as const;

/** What an encoder may read besides titles, genres and years, by its name in the tables. */
const MORE_SOURCES: Readonly<Record<string, readonly ContentSource[]>> = {
  tags: ['tags'],
  makers: ['directors', 'actors'],
  overview: ['overview'],
};

type PersonScores = Map<string, { ndcg100: number; recall20: number }[]>;

/** Runs all three measurements on some folds of people. */
export async function evaluateColdItems(
  set: TrainingSet,
  options: ColdItemsOptions,
): Promise<ColdItemsRow[]> {
  const results = new Map<string, PersonScores>();
  const { folds, run, seed, onStage } = options;
  const dealt = dealFolds(set, folds, seed).slice(0, run);
  for (const [index, fold] of dealt.entries()) {
    const title = `fold ${index + 1} of ${dealt.length}`;
    onStage(`${title}: new movies`);
    await measureNew(fold, newMovies(set, seed + index), options, results);
    onStage(`${title}: long tail`);
    await measureTail(fold, options, results);
  }
  return [...results].flatMap(([measurement, systems]) =>
    [...systems].map(([system, scores]) => rowOf(measurement, system, scores)),
  );
}

function newMovies({ movies }: TrainingSet, seed: number): Uint8Array {
  const random = createRandom(seed + NEW_SEED_OFFSET);
  return Uint8Array.from(movies, () => (random.next() < NEW_SHARE ? 1 : 0));
}

async function measureNew(
  fold: Fold,
  isNew: Uint8Array,
  { seed, solve }: ColdItemsOptions,
  results: Map<string, PersonScores>,
): Promise<void> {
  const { movies, users, interactions } = fold.training;
  const kept = keepRatings(interactions, (cell) => isNew[interactions.movies[cell]] === 0);
  const training: TrainingSet = { interactions: kept, movies, users };
  const learned = await learnTable(training, seed, solve);
  const variants = contentVariants(movies).map((variant) => {
    const { places, blended } = withContent(training, learned, variant);
    return { ...variant, blended, filled: withRowsOf(isNew, learned, places) };
  });
  const ranker = (name: string, embedding: Float32Array): Ranker =>
    spaceRanker(name, { ...learned, embedding }, training);
  const among = [
    genrePopularity(
      training,
      isNew.map((mark) => 1 - mark),
    ),
    await contentBaseline(training, seed),
    ...variants.map(({ suffix, filled }) => ranker(`content encoder${suffix}`, filled)),
  ];
  const questions = fold.people.flatMap((person) => newQuestion(person, isNew));
  await ask(among, questions, tableOf(results, 'new movies among themselves'));
  const everything = fold.people.flatMap((person) => catalogueQuestion(person, isNew));
  const whole = [
    ranker('new movies without a place', learned.embedding),
    ...variants.flatMap(({ suffix, filled, blended }) => [
      ranker(`new movies at their content place${suffix}`, filled),
      ranker(`blended by count${suffix}`, blended),
    ]),
  ];
  await ask(whole, everything, tableOf(results, 'new movies in the whole catalogue'));
}

async function measureTail(
  { training, people }: Fold,
  { seed, solve }: ColdItemsOptions,
  results: Map<string, PersonScores>,
): Promise<void> {
  const learned = await learnTable(training, seed, solve);
  const { ratingCount } = ratingStatistics(training.interactions);
  const rankers = [
    fixedRanker('popularity', likeCounts(training.interactions)),
    spaceRanker('ratings alone', learned, training),
    ...contentVariants(training.movies).map((variant) => {
      const { blended } = withContent(training, learned, variant);
      const name = `blended by count${variant.suffix}`;
      return spaceRanker(name, { ...learned, embedding: blended }, training);
    }),
  ];
  for (const n of GIVEN) {
    const all = people.flatMap((person) => bandQuestion(person, () => true, n));
    const title = n === ALL_RATINGS ? 'all' : String(n);
    await ask(rankers, all, tableOf(results, `all movies (P2), n = ${title}`));
  }
  for (const most of TAIL_BANDS) {
    const isInBand = (movie: number): boolean => ratingCount[movie] <= most;
    const questions = people.flatMap((person) => bandQuestion(person, isInBand));
    await ask(rankers, questions, tableOf(results, `movies with at most ${most} ratings`));
  }
}

/** The learned table with the rows of the marked movies from another one. */
function withRowsOf(marked: Uint8Array, learned: LearnedTable, places: Float32Array): Float32Array {
  const filled = learned.embedding.slice();
  marked.forEach((mark, movie) => {
    if (mark === 0) return;
    const [from, to] = [movie * learned.dimensions, (movie + 1) * learned.dimensions];
    filled.set(places.subarray(from, to), from);
  });
  return filled;
}

/** What an encoder reads. */
interface ContentVariant {
  /** Behind the name of a system; empty for the encoder that reads titles, genres and years. */
  readonly suffix: string;
  readonly config: ContentTrainingConfig;
}

/** The encoder that reads the least, and those that read more of what the set says about its movies. */
function contentVariants(movies: TrainingSet['movies']): readonly ContentVariant[] {
  const more = Object.entries(MORE_SOURCES).filter(([, sources]) =>
    sources.some((source) => movies.some((movie) => movie[source].length > 0)),
  );
  const all = [['everything', more.flatMap(([, sources]) => sources)] as const];
  return [
    { suffix: '', config: CONTENT_TRAINING },
    ...[...more, ...(more.length > 1 ? all : [])].map(([name, sources]) => ({
      suffix: ` + ${name}`,
      config: readingAlso(sources),
    })),
  ];
}

/** Content places of all movies, from an encoder that has seen these embeddings alone. */
function withContent(
  { interactions, movies }: TrainingSet,
  learned: LearnedTable,
  { config }: ContentVariant,
): { places: Float32Array; blended: Float32Array } {
  const { ratingCount } = ratingStatistics(interactions);
  const encoder = fitContentEncoder(movies, [learned], ratingCount, config);
  const tower = { encoder, blend: CONTENT_BLEND };
  const [blended] = blendBlocks(tower, [learned], movies, ratingCount);
  return { places: contentEmbedding(encoder, movies), blended };
}

async function ask(
  rankers: readonly Ranker[],
  questions: readonly Question[],
  scores: PersonScores,
): Promise<void> {
  for (const ranker of rankers) {
    const rows = scores.get(ranker.name) ?? [];
    scores.set(ranker.name, rows);
    for (const { history, targets, isCandidate } of questions) {
      const list = selectTopK(await ranker.scores(history), LIST_LENGTH, isCandidate);
      rows.push(topKMetrics(list.positions, targets));
    }
  }
}

function tableOf(results: Map<string, PersonScores>, measurement: string): PersonScores {
  const known = results.get(measurement) ?? (new Map() as PersonScores);
  results.set(measurement, known);
  return known;
}

function rowOf(
  measurement: string,
  system: string,
  scores: readonly { ndcg100: number; recall20: number }[],
): ColdItemsRow {
  const people = scores.length;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / people;
  const ndcg100 = mean(scores.map((score) => score.ndcg100));
  const recall20 = mean(scores.map((score) => score.recall20));
  const variance = mean(scores.map((score) => (score.ndcg100 - ndcg100) ** 2));
  return {
    measurement,
    system,
    people,
    ndcg100,
    recall20,
    standardError: Math.sqrt(variance / people),
  };
}
