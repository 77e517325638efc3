/** @file The contract of `recommender.api.ts`, fulfilled: every answer is typed, no request leaks. */
import type { Person } from '../../models/answers';
import type { Recommender } from '../../models/recommender';
import type {
  Answer,
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
  PersonRequest,
  PredictAnswer,
  PredictRequest,
  QuestionsAnswer,
  QuestionsRequest,
  RecommendAnswer,
  RecommenderApi,
  RecommendRequest,
  SearchAnswer,
  SearchRequest,
  SimilarAnswer,
  SimilarRequest,
  WorkerStatus,
} from '../recommender.api';
import { catalogueColumns, packSummary } from './answers';
import { currentBackend, type BackendPorts } from './backend';
import { LatestWins, SUPERSEDED, type Turn } from './latest';
import { LeakGuard, tensorBytes, tensorCount } from './leakGuard';
import { yieldToMessages } from './macrotask';
import { OpenPack } from './openPack';
import { erasePacks, PackStore, type StorePorts } from './packStore';
import { ProblemError, problemFrom, problemOf } from './problems';
import { SerialQueue } from './serial';

/** What the service needs from the machine that it runs on. */
export interface ServicePorts {
  readonly backends: BackendPorts;
  readonly store: StorePorts;
}

type LatestKind = 'fineTune' | 'recommend' | 'search';
type Outcome<T> = T | typeof SUPERSEDED;

/** One recommender service; a worker holds exactly one. */
export class RecommenderService implements RecommenderApi {
  readonly #ports: ServicePorts;
  readonly #queue = new SerialQueue();
  readonly #latest = new LatestWins<LatestKind>();
  readonly #guard = new LeakGuard();
  #opened: OpenPack | null = null;
  /** The model that has been warmed up, and knows its index. */
  #settled: Recommender | null = null;
  #answered = 0;

  constructor(ports: ServicePorts) {
    this.#ports = ports;
  }

  /** Tensors that requests left behind; anything but 0 is a defect. */
  get leakedTensors(): number {
    return this.#guard.leaked;
  }

  open(
    request: OpenRequest,
    onProgress: (progress: OpenProgress) => void = () => undefined,
  ): Promise<Answer<OpenAnswer>> {
    return this.#answer(async () => {
      const store = new PackStore(request.packUrl, this.#ports.store);
      let totalBytes = 0;
      const { pack, problem } = await store.load((progress) => {
        ({ totalBytes } = progress);
        onProgress(progress);
      });
      const summary = packSummary(pack.manifest, problem);
      onProgress({ stage: 'backend', loadedBytes: totalBytes, totalBytes });
      await this.#queue.run(async () => {
        this.#opened?.dispose();
        this.#opened = null;
        const { backends } = this.#ports;
        const opened = new OpenPack(pack, store, request, backends, this.#queue);
        await opened.host.start();
        this.#opened = opened;
        void opened.search.add(pack.catalogue, summary.movieCount.all === summary.movieCount.rated);
      });
      onProgress({ stage: 'ready', loadedBytes: totalBytes, totalBytes });
      const { genreNames } = pack.manifest;
      return { summary, catalogue: catalogueColumns(pack.catalogue, 'rated', genreNames) };
    });
  }

  loadUnrated(): Promise<Answer<CatalogueColumns>> {
    return this.#answer(async () => {
      const opened = this.#requireOpen();
      const rows = await opened.unrated();
      return catalogueColumns(rows, 'unrated', opened.pack.manifest.genreNames);
    });
  }

  fineTune(
    request: FineTuneRequest,
    onProgress?: (points: readonly FitPoint[]) => void,
  ): Promise<Answer<FineTuneAnswer>> {
    return this.#newest('fineTune', (turn) =>
      this.#onModel(async (model, opened) => {
        if (turn.superseded) return SUPERSEDED;
        const started = performance.now();
        const fitted = await model.fineTune(request.history, opened.vectorOf(request.warmStart), {
          onPoints: (points) => {
            // The page has released the callback of a superseded request.
            if (!turn.superseded) onProgress?.(points);
          },
          isCancelled: () => turn.superseded,
          breathe: yieldToMessages,
        });
        if (!fitted) return SUPERSEDED;
        const { vector, ...rest } = fitted;
        const embedding = { packVersion: opened.pack.manifest.version, vector };
        return { embedding, milliseconds: performance.now() - started, ...rest };
      }),
    );
  }

  recommend(request: RecommendRequest): Promise<Answer<RecommendAnswer>> {
    return this.#newest('recommend', async (turn) => {
      const { filter, dials, k, system: name } = request;
      // Before its turn: while a file is on the way, other requests are answered.
      if (name !== undefined) await this.#requireOpen().system(name);
      return this.#onModel(async (model, opened) => {
        if (turn.superseded) return SUPERSEDED;
        const person = personOf(request, opened);
        const system = name === undefined ? undefined : await opened.system(name);
        const list = await model.recommend(person, filter, k, { dials, system });
        this.#settle(model, opened, person);
        return list;
      });
    });
  }

  predict(request: PredictRequest): Promise<Answer<PredictAnswer>> {
    return this.#answer(() =>
      this.#onModel((model, opened) => model.predict(personOf(request, opened), request.movieIds)),
    );
  }

  similar({ movieId, k, exclude }: SimilarRequest): Promise<Answer<SimilarAnswer>> {
    return this.#answer(() =>
      this.#onModel((model) => Promise.resolve({ items: model.similar(movieId, k, exclude) })),
    );
  }

  explain(request: ExplainRequest): Promise<Answer<Explanation>> {
    return this.#answer(() =>
      this.#onModel((model, opened) => model.explain(personOf(request, opened), request.movieId)),
    );
  }

  nextQuestions({ history, unseen, k }: QuestionsRequest): Promise<Answer<QuestionsAnswer>> {
    return this.#answer(() =>
      this.#onModel((model) => Promise.resolve(model.questions(history, unseen, k))),
    );
  }

  modelCard(): Promise<Answer<ModelCard | null>> {
    return this.#answer(() => this.#requireOpen().card());
  }

  /** Queued behind the first shelves of a model: the person looks at them meanwhile. */
  #settle(model: Recommender, opened: OpenPack, person: Person): void {
    if (this.#settled === model) return;
    this.#settled = model;
    // A failure is not lost: the next request meets it again, and answers with it.
    this.#onModel((current) => current.warmUp()).catch(() => undefined);
    this.#loadLater(opened, person).catch((error: unknown) => {
      console.warn('What is not needed yet could not be loaded.', error);
    });
  }

  /**
   * The index, and the card so that it is here without a network too; behind the rest of the catalogue,
   * so that neither shares the line with the first recommendations.
   */
  async #loadLater(opened: OpenPack, person: Person): Promise<void> {
    await opened.unrated();
    await this.#queue.whenIdle();
    const file = await opened.indexFile();
    if (file !== null) {
      // Past the leak guard: the tensors of the slower index are freed.
      await this.#queue.run(async () => {
        if (this.#opened !== opened) return;
        await opened.host.use((model) => opened.chooseIndex(model, file, person));
      });
    }
    await opened.card();
  }

  search({ query, limit }: SearchRequest): Promise<Answer<SearchAnswer>> {
    return this.#newest('search', async (turn) => {
      const { search } = this.#requireOpen();
      await yieldToMessages();
      return turn.superseded ? SUPERSEDED : search.search(query, limit);
    });
  }

  status(): Promise<WorkerStatus> {
    const host = this.#opened?.host;
    return Promise.resolve({
      backend: host ? currentBackend() : null,
      failed: host?.failed ?? [],
      packVersion: this.#opened?.pack.manifest.version ?? null,
      tensors: tensorCount(),
      tensorBytes: tensorBytes(),
      rebuilds: host?.rebuilds ?? 0,
      answered: this.#answered,
      retrieval: this.#opened?.retrieval ?? null,
    });
  }

  erase(): Promise<Answer<null>> {
    return this.#answer(async () => {
      await erasePacks(this.#ports.store.caches);
      return null;
    });
  }

  /** Runs tensor work alone, counted by the leak guard, on a backend that works. */
  #onModel<T>(work: (model: Recommender, opened: OpenPack) => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      const opened = this.#requireOpen();
      const { host } = opened;
      return this.#guard.around(
        () => host.rebuilds,
        () => host.use((model) => work(model, opened)),
      );
    });
  }

  #newest<T>(kind: LatestKind, work: (turn: Turn) => Promise<Outcome<T>>): Promise<Answer<T>> {
    return this.#answer(() => this.#latest.run(kind, work));
  }

  async #answer<T>(work: () => Promise<Outcome<T>>): Promise<Answer<T>> {
    try {
      const value = await work();
      return value === SUPERSEDED
        ? { ok: false, problem: problemOf('superseded') }
        : { ok: true, value };
    } catch (error) {
      return { ok: false, problem: problemFrom(error) };
    } finally {
      this.#answered += 1;
    }
  }

  #requireOpen(): OpenPack {
    if (!this.#opened) throw new ProblemError('not-open');
    return this.#opened;
  }
}

function personOf({ history, embedding, context }: PersonRequest, opened: OpenPack): Person {
  return { history, vector: opened.vectorOf(embedding), context };
}
