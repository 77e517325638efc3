/**
 * @file What the evaluation asks of a recommender: learn from some people, then answer for others.
 *
 * Learning yields plain typed arrays, so that a fold's model can be cached, and opening them again
 * yields the same answers.
 */
import type { History, Interactions, UserRecord } from '../dataset/columns';
import type { Tagged } from '../dataset/tagsOfPeople';
import type { QuestionStrategy } from '../personalize/questions';
import type { FeatureImportance } from '../ranking/crossImportance';
import type { SecondStage } from '../ranking/secondStage';

/** What a data set says about a movie besides its ratings; empty where it says nothing. */
export interface MovieDescription extends Tagged {
  readonly title: string;
  /** In another language, or as the film is also known. */
  readonly alternateTitle?: string;
  readonly year: number | null;
  readonly genres: readonly string[];
  readonly tags: readonly string[];
  readonly directors: readonly string[];
  readonly actors: readonly string[];
  readonly overview: string;
}

/** Everything that a system may learn from. */
export interface TrainingSet {
  readonly interactions: Interactions;
  /** `[M]` */
  readonly movies: readonly MovieDescription[];
  /** `[U]`, null for a person of whom nothing is known. */
  readonly users: readonly (UserRecord | null)[];
  /** `[U]` Unix seconds of each person's last rating; absent where the set has no times. */
  readonly lastRatedAt?: Int32Array;
}

/** What was learned, by name. */
export type SystemState = Readonly<
  Record<string, Float32Array | Float64Array | Int32Array | Uint8Array>
>;

export interface TrainOptions {
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** After each step of any kind. */
  readonly onStep?: (done: number, total: number, detail: string) => void;
}

/** A system whose score is a dot product: all that a page needs to recommend with it. */
export interface ItemTable {
  /** `[M, D]` */
  readonly items: Float32Array;
  readonly dimensions: number;
  /** `[D]`; its dot products with the rows of `items` order the movies for this person. */
  queryOf(history: History): Float32Array;
}

/**
 * `planned`: a learned list, then adaptively; `adaptive`: from the answers alone; `volume`: the same list
 * for everybody, chosen by what is probably known and spans most of the embedding space.
 */
type QuestionStrategyName = 'planned' | 'adaptive' | 'volume';

/** A system ready to answer. Movies and training people are named by their index. */
export interface TrainedSystem {
  /** Present where {@link TrainedSystem.scores} is a dot product, up to a constant. */
  readonly table?: ItemTable;
  /** Present where a cross layer says which features it multiplies. */
  readonly featureImportance?: FeatureImportance;
  /** Present where candidates are ranked by a stage that can be studied by itself. */
  readonly secondStage?: SecondStage;
  /** Score of every movie, `[M]`, for a person never seen in training; the higher the better. */
  scores(history: History): Float32Array | Promise<Float32Array>;
  /** Predicted stars of `movies` for a person never seen in training. */
  predictStars?(history: History, movies: Int32Array): Float32Array | Promise<Float32Array>;
  /** Variance of {@link predictStars}, a future rating's own noise included, in stars squared. */
  predictStarsVariance?(history: History, movies: Int32Array): Float32Array | Promise<Float32Array>;
  /**
   * The `k` best movies, best first, of those allowed. Only a system of several stages needs it,
   * which ranks its candidates alone; for any other the list follows from {@link scores}.
   */
  recommend?(
    history: History,
    k: number,
    isAllowed: (movie: number) => boolean,
  ): Promise<ArrayLike<number>>;
  /** Onboarding (P5) by what the system has learned, beside asking about the most popular movies. */
  readonly questions?: Readonly<
    Partial<Record<QuestionStrategyName, QuestionStrategy | Promise<QuestionStrategy>>>
  >;
  /** Score of every movie, `[M]`, for a person of the training set. */
  scoresOfUser?(user: number): Float32Array | Promise<Float32Array>;
  /** Predicted stars of `movies` for a person of the training set. */
  starsOfUser?(user: number, movies: Int32Array): Float32Array | Promise<Float32Array>;
  dispose(): void;
}

/** How to learn a system, and how to use what was learned. */
export interface SystemRecipe {
  readonly name: string;
  /** Every constant that changes what is learned: the key of the cache, besides the data. */
  readonly settings: Readonly<Record<string, unknown>>;
  train(set: TrainingSet, options: TrainOptions): Promise<SystemState>;
  open(state: SystemState, set: TrainingSet): TrainedSystem | Promise<TrainedSystem>;
}
