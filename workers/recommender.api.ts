/**
 * @file The contract between page and worker: one interface, plain data both ways, no runtime import.
 *
 * The worker holds no product policy. A request carries everything that its answer depends on, so the
 * same request gives the same answer. Expected failures are answers (`ok: false`), not exceptions.
 * Every typed array in an answer is owned by the receiver.
 */
import type { CardEvaluation, CardSection, ModelCard } from '../models/pack/modelCard';
import type { HistoryEntry, MovieId } from '../models/shapes';
import type {
  BackendName,
  CatalogueColumns,
  PackSummary,
  PersonalContext,
  Problem,
  WorkerStatus,
} from './recommender.facts';

export type { CardEvaluation, CardSection, HistoryEntry, ModelCard, MovieId };
export type * from './recommender.facts';

export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Progress of {@link RecommenderApi.open}, in real units. */
export interface OpenProgress {
  readonly stage: 'manifest' | 'download' | 'verify' | 'backend' | 'ready';
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

export interface OpenRequest {
  /** Absolute URL of the pack's folder, with a trailing slash. */
  readonly packUrl: string;
  /** `auto` tries WebGPU, WASM, CPU in this order; a forced backend falls back in the same order. */
  readonly backend: BackendName | 'auto';
  /** Absolute URLs of the TensorFlow.js WASM binaries, by file name. */
  readonly wasmUrls: Readonly<Record<string, string>>;
}

export interface OpenAnswer {
  readonly summary: PackSummary;
  readonly catalogue: CatalogueColumns;
}

/** The person in embedding space, as the page stores it between visits. */
export interface UserEmbedding {
  /** {@link PackSummary.version} of the pack it was fitted on. */
  readonly packVersion: string;
  /** `[D]` all blocks, concatenated. */
  readonly vector: Float32Array;
}

/** The loss of the fit after so many steps. */
export interface FitPoint {
  readonly step: number;
  readonly loss: number;
}

export interface FineTuneRequest {
  readonly history: readonly HistoryEntry[];
  /** Where to start; ignored when it belongs to another pack. Null starts at the origin. */
  readonly warmStart: UserEmbedding | null;
}

export interface FineTuneAnswer {
  readonly embedding: UserEmbedding;
  /** From the starting point (step 0) to the last step, one point a step. */
  readonly curve: readonly FitPoint[];
  readonly milliseconds: number;
  /** Norm of the loss's gradient, relative to its value at the origin. */
  readonly relativeResidual: number;
  /** The person's place on the map, 0 to 1; null without a usable rating. */
  readonly place: { readonly x: number; readonly y: number } | null;
  /** How many of the ratings are of movies with an embedding. */
  readonly usedRatings: number;
}

/** Whom an answer is about. */
export interface PersonRequest {
  readonly history: readonly HistoryEntry[];
  /** A fitted embedding of exactly this history; null for the worker's own, as it fitted it last. */
  readonly embedding: UserEmbedding | null;
  /** What counts besides the ratings, less with each of them. Absent where nothing is told. */
  readonly context?: PersonalContext;
}

/** A filter that runs inside the search, so that `k` results come back whenever so many exist. */
export interface CandidateFilter {
  /** Movies never to return: not interested, already on another shelf. */
  readonly exclude: readonly MovieId[];
  /** Leave out the movies of the history. */
  readonly hideSeen: boolean;
  /** Bit mask of genres, any of which is enough; 0 means no restriction. */
  readonly anyGenre: number;
  /** Inclusive; null means no restriction. */
  readonly fromYear: number | null;
  readonly toYear: number | null;
}

/** What the person turns about the order; see `models/rerank`. All at 0 leave the ranker's order. */
export interface Dials {
  /** 0 the ranker's order, to 1 as varied as the candidates allow. */
  readonly diversity: number;
  /** 0 the ranker's order, to 1 genres in the shares that they have in the history. */
  readonly calibration: number;
  /** −1 obscure, 0 the ranker's order, 1 mainstream. */
  readonly popularity: number;
}

export interface RecommendRequest extends PersonRequest {
  readonly filter: CandidateFilter;
  readonly dials: Dials;
  readonly k: number;
  /**
   * Name of a system of {@link PackSummary.alternatives} that makes the list: in the order of its own
   * score, without dials and reasons. Its file is loaded when it is first asked for. Absent: the model.
   */
  readonly system?: string;
}

export interface Recommendation {
  readonly movieId: MovieId;
  /**
   * Ranking score, without unit; contributions of {@link Explanation} sum to it. Dials change the
   * order, never a score. In a list of another system it is that system's own.
   */
  readonly score: number;
  /** Predicted stars, 0.5 to 5. */
  readonly stars: number;
  /** The rated movie that speaks most for it, or null. */
  readonly because: MovieId | null;
}

export interface RecommendAnswer {
  readonly items: readonly Recommendation[];
  readonly timing: {
    readonly retrievalMs: number;
    readonly rankingMs: number;
    readonly totalMs: number;
  };
}

export interface PredictRequest extends PersonRequest {
  readonly movieIds: readonly MovieId[];
}

export interface PredictAnswer {
  /** `[movieIds]` predicted stars 0.5 to 5; NaN where the movie has no embedding. */
  readonly stars: Float32Array;
  /**
   * `[movieIds]` standard deviation of the stars that the person would give; NaN as above. The 80 %
   * interval is ± 1.2816 of it, within 0.5 to 5.
   */
  readonly deviation: Float32Array;
}

export interface SimilarRequest {
  readonly movieId: MovieId;
  readonly k: number;
  readonly exclude: readonly MovieId[];
}

export interface SimilarAnswer {
  /** `similarity` is the cosine of the two embeddings, -1 to 1. */
  readonly items: readonly { readonly movieId: MovieId; readonly similarity: number }[];
}

export interface ExplainRequest extends PersonRequest {
  readonly movieId: MovieId;
}

export interface Explanation {
  readonly movieId: MovieId;
  /** Equals the sum of all contributions, and the score that `recommend` gives. */
  readonly score: number;
  readonly stars: number;
  /** One for each usable rating, strongest first by absolute value. */
  readonly ratings: readonly {
    readonly movieId: MovieId;
    readonly halfStars: number;
    readonly contribution: number;
  }[];
  /** What everyone watches, and people of the same context more, in the retrieval score. */
  readonly popularity: number;
  /** What each group of the ranker's features adds; never two of the same group. */
  readonly groups: readonly GroupContribution[];
}

/** What a group of the ranker's features adds to a score; see `models/ranking/featureNames.ts`. */
export interface GroupContribution {
  readonly group:
    | 'retrieval'
    | 'predicted stars'
    | 'similar to rated'
    | 'watched together'
    | 'genres'
    | 'period'
    | 'popularity'
    | 'person'
    /** What the ranker adds to a pair of mean features. */
    | 'average pair';
  readonly contribution: number;
}

export interface QuestionsRequest {
  readonly history: readonly HistoryEntry[];
  /** Movies that the person was shown and has not seen. */
  readonly unseen: readonly MovieId[];
  readonly k: number;
}

export interface QuestionsAnswer {
  /**
   * At most `k` movies to ask about next, the most useful first, none of the history or of `unseen`;
   * empty where the pack has learned nothing about asking.
   */
  readonly movieIds: readonly MovieId[];
  /** How well the model knows the person, 0 to 1; every rating adds to it. */
  readonly known: number;
}

export interface SearchRequest {
  readonly query: string;
  readonly limit: number;
}

export interface SearchAnswer {
  /** Best first. */
  readonly movieIds: readonly MovieId[];
  /** False while the second tier of the catalogue is still being indexed. */
  readonly complete: boolean;
}

/**
 * What the worker can do. `fineTune`, `recommend` and `search` are latest-wins: a newer call answers
 * an unfinished older one of the same kind with `superseded`.
 */
export interface RecommenderApi {
  open(
    request: OpenRequest,
    onProgress?: (progress: OpenProgress) => void,
  ): Promise<Answer<OpenAnswer>>;
  /** The second tier of the catalogue; also makes it searchable. */
  loadUnrated(): Promise<Answer<CatalogueColumns>>;
  fineTune(
    request: FineTuneRequest,
    onProgress?: (points: readonly FitPoint[]) => void,
  ): Promise<Answer<FineTuneAnswer>>;
  recommend(request: RecommendRequest): Promise<Answer<RecommendAnswer>>;
  predict(request: PredictRequest): Promise<Answer<PredictAnswer>>;
  similar(request: SimilarRequest): Promise<Answer<SimilarAnswer>>;
  explain(request: ExplainRequest): Promise<Answer<Explanation>>;
  nextQuestions(request: QuestionsRequest): Promise<Answer<QuestionsAnswer>>;
  search(request: SearchRequest): Promise<Answer<SearchAnswer>>;
  /** How the pack was measured; null where it ships no model card. */
  modelCard(): Promise<Answer<ModelCard | null>>;
  status(): Promise<WorkerStatus>;
  /** Forgets every cached pack on this device. */
  erase(): Promise<Answer<null>>;
}
