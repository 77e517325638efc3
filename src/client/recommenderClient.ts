/**
 * @file The page's side of the recommender: every method of the contract as a call that is always
 * answered, whatever happens to the worker.
 */
import { proxy } from 'comlink';
import type {
  CatalogueColumns,
  ExplainRequest,
  Explanation,
  FineTuneAnswer,
  FineTuneRequest,
  FitPoint,
  ModelCard,
  OpenAnswer,
  OpenProgress,
  OpenRequest,
  PredictAnswer,
  PredictRequest,
  QuestionsAnswer,
  QuestionsRequest,
  RecommendAnswer,
  RecommendRequest,
  SearchAnswer,
  SearchRequest,
  SimilarAnswer,
  SimilarRequest,
  WorkerStatus,
} from './contract';
import type { Outcome } from './outcome';
import {
  statusAnswer,
  WorkerSupervisor,
  type CallOptions,
  type SupervisorOptions,
} from './workerSupervisor';

export type ClientOptions = Omit<SupervisorOptions, 'onReopened'>;

/**
 * No method rejects; the outcome is `done`, `failed` with a problem for the person, or `dropped`. Calls
 * that need a pack wait while one is being opened, and survive a crash of the worker.
 */
export class RecommenderClient {
  readonly #supervisor: WorkerSupervisor;
  #unratedLoaded = false;

  constructor(options: ClientOptions) {
    this.#supervisor = new WorkerSupervisor({
      ...options,
      // A new worker has to index the second tier again, or search would find less than before.
      onReopened: (api) => {
        if (this.#unratedLoaded) void this.#supervisor.ask(() => api.loadUnrated(), {});
      },
    });
  }

  /** Starts the worker ahead of the first call. */
  start(): void {
    this.#supervisor.start();
  }

  /**
   * Opens a pack. A second `open` starts a fresh worker, so it also serves to change the backend and
   * to try again after `worker-crashed`.
   */
  open(
    request: OpenRequest,
    onProgress?: (progress: OpenProgress) => void,
    options: CallOptions = {},
  ): Promise<Outcome<OpenAnswer>> {
    this.#unratedLoaded = false;
    return this.#supervisor.open(request, onProgress, options);
  }

  async loadUnrated(options: CallOptions = {}): Promise<Outcome<CatalogueColumns>> {
    const outcome = await this.#supervisor.ask((api) => api.loadUnrated(), options);
    if (outcome.status === 'done') this.#unratedLoaded = true;
    return outcome;
  }

  /** `onProgress` is silent after an abort. */
  fineTune(
    request: FineTuneRequest,
    onProgress: (points: readonly FitPoint[]) => void,
    options: CallOptions = {},
  ): Promise<Outcome<FineTuneAnswer>> {
    const forward = (points: readonly FitPoint[]) => {
      if (options.signal?.aborted !== true) onProgress(points);
    };
    return this.#supervisor.ask((api) => api.fineTune(request, proxy(forward)), options);
  }

  recommend(
    request: RecommendRequest,
    options: CallOptions = {},
  ): Promise<Outcome<RecommendAnswer>> {
    return this.#supervisor.ask((api) => api.recommend(request), options);
  }

  predict(request: PredictRequest, options: CallOptions = {}): Promise<Outcome<PredictAnswer>> {
    return this.#supervisor.ask((api) => api.predict(request), options);
  }

  similar(request: SimilarRequest, options: CallOptions = {}): Promise<Outcome<SimilarAnswer>> {
    return this.#supervisor.ask((api) => api.similar(request), options);
  }

  explain(request: ExplainRequest, options: CallOptions = {}): Promise<Outcome<Explanation>> {
    return this.#supervisor.ask((api) => api.explain(request), options);
  }

  nextQuestions(
    request: QuestionsRequest,
    options: CallOptions = {},
  ): Promise<Outcome<QuestionsAnswer>> {
    return this.#supervisor.ask((api) => api.nextQuestions(request), options);
  }

  search(request: SearchRequest, options: CallOptions = {}): Promise<Outcome<SearchAnswer>> {
    return this.#supervisor.ask((api) => api.search(request), options);
  }

  modelCard(options: CallOptions = {}): Promise<Outcome<ModelCard | null>> {
    return this.#supervisor.ask((api) => api.modelCard(), options);
  }

  /** Answered before a pack is open, too. */
  status(options: CallOptions = {}): Promise<Outcome<WorkerStatus>> {
    return this.#supervisor.askUnopened(statusAnswer, options);
  }

  /** Forgets every pack cached on this device; answered before a pack is open, too. */
  erase(options: CallOptions = {}): Promise<Outcome<null>> {
    return this.#supervisor.askUnopened((api) => api.erase(), options);
  }

  /** Terminates the worker; the calls in flight fail. */
  dispose(): void {
    this.#supervisor.dispose();
  }
}
