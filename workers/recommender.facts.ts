/**
 * @file What the worker says about itself, its pack and its failures: the part of the contract that no
 * request depends on. Plain data, no runtime import.
 */
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
  /** The pack carries no other system of that name. */
  | 'unknown-system'
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

/** A system of the pack that can recommend in the place of the model. */
export interface AlternativeSummary {
  /** What a request calls it. */
  readonly name: string;
  readonly title: string;
  readonly kind:
    | 'popularity'
    | 'ials'
    | 'als'
    | 'content'
    | 'als+content'
    | 'ials+content'
    | 'autoencoder'
    | 'towers';
  /** To download when it is first chosen. */
  readonly bytes: number;
}

/** What somebody tells of themselves; null where they do not. */
export interface PersonalContext {
  readonly gender: 'F' | 'M' | null;
  /** In years. */
  readonly age: number | null;
  readonly occupation: string | null;
}

/** What a pack can make use of when somebody tells it; every list is empty where it cannot. */
export interface Demographics {
  readonly genders: readonly ('F' | 'M')[];
  /** Lowest age of each group, in years, ascending. */
  readonly ageGroups: readonly number[];
  readonly occupations: readonly string[];
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
  readonly demographics: Demographics;
  /** Other systems that can make the list; see {@link AlternativeSummary}. */
  readonly alternatives: readonly AlternativeSummary[];
  /** Without the other systems, which are loaded only when one is chosen. */
  readonly bytes: number;
  /** Set when the newest pack could not be used and the previous one was kept. */
  readonly problem: Problem | null;
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
