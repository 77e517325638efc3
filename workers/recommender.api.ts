/**
 * @file The contract between page and worker: one interface, plain data both ways, no runtime import.
 *
 * The worker holds no product policy. A request carries everything that its answer depends on, so the
 * same request gives the same answer. Expected failures are answers (`ok: false`), not exceptions.
 * Every typed array in an answer is owned by the receiver.
 */
import type { CardEvaluation, CardSection, ModelCard } from '../models/pack/modelCard';
import type { HistoryEntry, MovieId } from '../models/shapes';

export type { CardEvaluation, CardSection, HistoryEntry, ModelCard, MovieId };

/** The TensorFlow.js backends, fastest first. */
export type BackendName = 'webgpu' | 'wasm' | 'cpu';

export type ProblemCode =
  /** A file of the pack is not on the server. */
  | 'pack-missing'
  /** A file is shorter or longer than its manifest says. */
  | 'pack-truncated'
  /** A file's sha256 differs from its manifest. */
  | 'pack-altered'
  /** The manifest or a tensor breaks the schema. */
  | 'pack-malformed'
  /** The pack was written for a newer version of the app. */
  | 'pack-newer'
  /** No network, and nothing stored from an earlier visit. */
  | 'offline'
  /** The page is served over plain http: hashes cannot be verified. */
  | 'insecure-context'
  /** No TensorFlow.js backend could be started. */
  | 'backend-unavailable'
  /** A request before `open`. */
  | 'not-open'
  /** A newer request of the same kind took this one's place; ignore it. */
  | 'superseded'
  /** The movie has no embedding in this pack. */
  | 'unknown-movie'
  /** The worker died and could not be restarted. */
  | 'worker-crashed'
  /** Anything unforeseen; the message holds the details. */
  | 'internal';

/** An expected failure, in words for the person, with what to do next. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly action: string;
}

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

/**
 * Movies as parallel columns, so that 86,537 of them cross the thread in milliseconds. `M` here is
 * the number of movies in this tier.
 */
export interface CatalogueColumns {
  /** `rated`: has an embedding and statistics. `unrated`: known by name only. */
  readonly tier: 'rated' | 'unrated';
  /** `[M]` */
  readonly movieId: Int32Array;
  /** `[M]` for display: article in front, no year. */
  readonly title: readonly string[];
  /** `[M]` a second title, or the empty string. */
  readonly alternateTitle: readonly string[];
  /** `[M]` 0 where unknown. */
  readonly year: Int16Array;
  /** `[M]` bit `g` is set when the movie has `genreNames[g]`. */
  readonly genres: Int32Array;
  readonly genreNames: readonly string[];
  /** `[M]` IMDb number without `tt`; 0 where unknown. */
  readonly imdbId: Int32Array;
  /** `[M]` 0 where unknown. */
  readonly tmdbId: Int32Array;
  /** `[M]` how many people of the training data rated it. */
  readonly ratingCount: Int32Array;
  /** `[M]` their mean, in stars; 0 where nobody did. */
  readonly ratingMean: Float32Array;
  /** `[M]` place on the map, 0 to 1; NaN where it has none. */
  readonly x: Float32Array;
  /** `[M]` */
  readonly y: Float32Array;
}

/** One line of the training figures that ship in the manifest. */
export interface TrainingFigures {
  /** NDCG@100 under P2 on validation users, by system: `kinora`, `popularity`. */
  readonly validationNdcgAt100: Readonly<Record<string, number>>;
  /** Loss of the retrieval block after each alternation. */
  readonly lossCurve: readonly number[];
  /** Root mean squared error of predicted stars on validation users. */
  readonly validationRmse: number;
}

export interface PackSummary {
  readonly name: string;
  /** Content hash of the pack; a stored embedding is valid only for the same one. */
  readonly version: string;
  readonly movieCount: { readonly rated: number; readonly all: number };
  readonly ratingCount: number;
  readonly userCount: number;
  readonly datasets: readonly {
    readonly name: string;
    readonly ratings: number;
    readonly users: number;
    readonly movies: number;
  }[];
  /** Of everything random in the training. */
  readonly seed: number;
  readonly licence: {
    readonly name: string;
    readonly url: string;
    readonly acknowledgement: string;
  };
  readonly blocks: readonly { readonly name: string; readonly dimensions: number }[];
  readonly training: TrainingFigures;
  readonly bytes: number;
  /** Set when the newest pack could not be used and the previous one was kept. */
  readonly problem: Problem | null;
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

export interface RecommendRequest {
  readonly history: readonly HistoryEntry[];
  /** A fitted embedding of exactly this history; null makes the worker fit one. */
  readonly embedding: UserEmbedding | null;
  readonly filter: CandidateFilter;
  readonly dials: Dials;
  readonly k: number;
}

export interface Recommendation {
  readonly movieId: MovieId;
  /**
   * Ranking score, without unit; contributions of {@link Explanation} sum to it. Dials change the
   * order, never a score.
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

export interface PredictRequest {
  readonly history: readonly HistoryEntry[];
  readonly embedding: UserEmbedding | null;
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

export interface ExplainRequest {
  readonly history: readonly HistoryEntry[];
  readonly embedding: UserEmbedding | null;
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
  /** What everyone watches, in the retrieval score. */
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

export interface WorkerStatus {
  /** What `tf.getBackend()` really says; null before `open`. */
  readonly backend: BackendName | null;
  /** The backends that failed on this device, and why. */
  readonly failed: readonly { readonly backend: BackendName; readonly reason: string }[];
  readonly packVersion: string | null;
  readonly tensors: number;
  readonly tensorBytes: number;
  /** How many times a lost device or a crash made the worker rebuild its tensors. */
  readonly rebuilds: number;
  /** Requests answered since the start. */
  readonly answered: number;
  /**
   * What searches the movies, and the times that decided it; null until a pack's index was measured
   * on this device, and for good where the pack has none: then the search is exact.
   */
  readonly retrieval?: RetrievalStatus | null;
}

/** The index that was the fastest on this device, and the median times of one search. */
export interface RetrievalStatus {
  readonly index: RetrievalIndexName;
  readonly measured: readonly { readonly name: RetrievalIndexName; readonly medianMs: number }[];
}

export type RetrievalIndexName = 'brute-force' | 'scann';

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
