/**
 * @file The recommender: a pack on the current TensorFlow.js backend, answering requests about one
 * person at a time. The worker, the evaluation and the command line all call this class.
 */
import type {
  Constraints,
  FittedUser,
  Person,
  RankedList,
  RecommendOptions,
  ScoreExplanation,
  StarPrediction,
} from './answers';
import type { History } from './dataset/columns';
import { explainScore } from './explain/explainScore';
import { Places } from './explain/place';
import { strongestReasons } from './explain/reasons';
import { featureSourceOfPack, onboardingOfPack, rankerWeightsOfPack } from './pack/assemble';
import type { Pack } from './pack/load';
import { MovieIds } from './pack/movieIds';
import type { FitOptions } from './personalize/fineTune';
import type { Onboarding } from './personalize/onboarding';
import { UserFitter } from './personalize/userFitter';
import { prepareUser, type FeatureSource, type PreparedUser } from './ranking/pairFeatures';
import type { NetworkWeights } from './ranking/network';
import { CANDIDATES, type RankedCandidate } from './ranking/rankCandidates';
import { Ranker } from './ranking/ranker';
import { orderFound } from './rerank/orderFound';
import type { RerankingFacts } from './rerank/rerank';
import { BruteForceIndex } from './retrieval/bruteForce';
import { chooseIndex, type ChosenIndex } from './retrieval/chooseIndex';
import { allowMask, type AllowMask } from './retrieval/filter';
import type { RetrievalIndex } from './retrieval/index';
import { searchTable } from './retrieval/searchTable';
import { itemSimilarity } from './retrieval/similarity';
import type { TopK } from './retrieval/topK';
import type { HistoryEntry, MovieId } from './shapes';
import { VISITOR } from './towers/context';
import { itemTable, queryOf, type TwoTowerSpace } from './towers/space';

/** Rating of the made-up history that warms the kernels up, in half stars. */
const WARM_UP_HALF_STARS = 7;

const ANYTHING_UNSEEN: Constraints = {
  exclude: [],
  hideSeen: true,
  anyGenre: 0,
  fromYear: null,
  toYear: null,
};

/** Everything about one person that an answer needs. */
interface ResolvedPerson {
  readonly history: History;
  readonly vector: Float32Array;
  readonly prepared: PreparedUser;
}

/** Holds tensors of the backend that is current when it is made, until {@link dispose}. */
export class Recommender {
  readonly #pack: Pack;
  readonly #space: TwoTowerSpace;
  readonly #source: FeatureSource;
  #index: RetrievalIndex;
  readonly #fitter: UserFitter;
  readonly #ranker: Ranker;
  readonly #weights: NetworkWeights;
  readonly #facts: RerankingFacts;
  readonly #places: Places;
  /** Made when it is first asked for: most visits ask nothing. */
  #onboarding: Onboarding | null = null;
  readonly #movies: MovieIds;

  constructor(pack: Pack) {
    const { catalogue } = pack;
    this.#pack = pack;
    this.#source = featureSourceOfPack(pack);
    this.#space = this.#source.space;
    this.#index = new BruteForceIndex(itemTable(this.#space), this.#space.queryDimensions);
    this.#fitter = new UserFitter(this.#space);
    this.#weights = rankerWeightsOfPack(pack);
    this.#ranker = new Ranker(this.#source, this.#weights);
    const { genres, ratingCount, x, y } = catalogue;
    this.#facts = { space: this.#space, genres, ratingCount };
    this.#places = new Places(this.#space, { x, y, ratingCount });
    this.#movies = new MovieIds(catalogue.movieId);
  }

  /** Number of dimensions of a user embedding, all blocks together. */
  get userDimensions(): number {
    return this.#space.userDimensions;
  }

  /**
   * Fits a person's embedding from a warm start by conjugate gradients, block by block.
   *
   * @param warmStart `[Σ D]`, or null to start at the origin
   * @returns null when it was cancelled
   */
  async fineTune(
    history: readonly HistoryEntry[],
    warmStart: Float32Array | null,
    options?: FitOptions,
  ): Promise<FittedUser | null> {
    const known = this.#movies.usable(history);
    const fit = await this.#fitter.fit(known, warmStart, options);
    if (!fit) return null;
    return { ...fit, usedRatings: known.movies.length, place: this.#places.of(fit.vector) };
  }

  /**
   * Retrieves, ranks, re-ranks and explains in short: the `k` best allowed movies, best first. With
   * neutral dials the order is the ranker's. When `k` is larger than what is ranked, the others follow
   * in retrieval order. Another system of the pack can take the place of all that; see the options.
   */
  async recommend(
    person: Person,
    constraints: Constraints,
    k: number,
    options: RecommendOptions = {},
  ): Promise<RankedList> {
    const started = performance.now();
    const user = await this.#resolve(person);
    const allowed = this.#allowed(person.history, constraints);
    const searchStarted = performance.now();
    const found = await this.#found(user, allowed, k, options);
    const rankStarted = performance.now();
    const ordered = await orderFound(found, user.prepared, this.#ranker, this.#facts, k, options);
    const order = ordered.slice(0, k);
    const hasReasons = !options.withoutReasons && !options.system;
    const reasons = hasReasons ? this.#reasons(user, order) : [];
    const finished = performance.now();
    return {
      items: order.map(({ movie, score, stars: predicted }, rank) => ({
        movieId: this.#movies.idOf(movie),
        score,
        stars: predicted,
        because: reasons[rank] ?? null,
      })),
      timing: {
        retrievalMs: rankStarted - searchStarted,
        rankingMs: finished - rankStarted,
        totalMs: finished - started,
      },
    };
  }

  /** Predicted stars and their uncertainty, one for each id; NaN where a movie has no embedding. */
  async predict(person: Person, movieIds: readonly MovieId[]): Promise<StarPrediction> {
    const user = await this.#resolve(person);
    const known = movieIds.flatMap((id, at) => {
      const movie = this.#movies.byId.get(id);
      return movie === undefined ? [] : [{ at, movie }];
    });
    const ranking = await this.#ranker.rank(
      user.prepared,
      known.map(({ movie }) => movie),
    );
    const stars = new Float32Array(movieIds.length).fill(NaN);
    const deviation = new Float32Array(movieIds.length).fill(NaN);
    known.forEach(({ at }, i) => {
      stars[at] = ranking.stars[i];
      deviation[at] = Math.sqrt(ranking.variance[i]);
    });
    return { stars, deviation };
  }

  /**
   * The movies nearest to one movie by cosine, best first.
   *
   * @throws UnknownMovieError
   */
  similar(
    movieId: MovieId,
    k: number,
    exclude: readonly MovieId[],
  ): { movieId: MovieId; similarity: number }[] {
    const movie = this.#movies.indexOf(movieId);
    const excluded = new Set([movie, ...this.#movies.indices(exclude)]);
    const top = itemSimilarity(this.#space, this.#source.ratingCount, movie, k, excluded);
    return Array.from(top.positions, (position, rank) => ({
      movieId: this.#movies.idOf(position),
      similarity: top.scores[rank],
    }));
  }

  /**
   * Splits the ranking score of one movie into what caused it.
   *
   * @throws UnknownMovieError
   */
  async explain(person: Person, movieId: MovieId): Promise<ScoreExplanation> {
    const movie = this.#movies.indexOf(movieId);
    const user = await this.#resolve(person);
    const scoredBy = { source: this.#source, ranker: this.#ranker, weights: this.#weights };
    return explainScore(scoredBy, user, movie, this.#movies);
  }

  /**
   * Up to `k` movies to ask the person about next, and how well they are known, 0 to 1.
   *
   * @param unseen movies that they were shown and do not know
   */
  questions(
    history: readonly HistoryEntry[],
    unseen: readonly MovieId[],
    k: number,
  ): { movieIds: MovieId[]; known: number } {
    this.#onboarding ??= onboardingOfPack(this.#pack, this.#space.blocks[0], this.#movies.byId);
    const answers = this.#movies.usable(history);
    const asked = this.#onboarding.ask(answers, new Set(this.#movies.indices(unseen)), k);
    return {
      movieIds: asked.map((movie) => this.#movies.idOf(movie)),
      known: this.#onboarding.known(answers),
    };
  }

  /** Runs every kernel once, so that the first rating does not wait for their compilation. */
  async warmUp(): Promise<void> {
    const [movieId] = this.#pack.catalogue.movieId;
    const history = [{ movieId, halfStars: WARM_UP_HALF_STARS, ratedAt: 0 }];
    await this.recommend({ history, vector: null }, ANYTHING_UNSEEN, 1);
  }

  /** `[M, D]` the rows that an index searches. */
  items(): Float32Array {
    return itemTable(this.#space);
  }

  /**
   * Searches from now on with the faster of the index in use and another one over {@link items}; the
   * slower one is freed.
   *
   * @param person whose queries are timed: with all ratings, and as for somebody who gave none
   */
  async useFaster(scann: RetrievalIndex, person: Person): Promise<ChosenIndex> {
    const { history, vector } = await this.#resolve(person);
    const queries = [
      queryOf(this.#space, vector, history.movies.length, history.context),
      queryOf(this.#space, new Float32Array(vector.length), 0, history.context),
    ];
    const allowed = this.#allowed(person.history, ANYTHING_UNSEEN);
    const indices = { 'brute-force': this.#index, scann };
    const chosen = await chooseIndex(indices, queries, CANDIDATES, allowed);
    this.#index = chosen.index;
    return chosen;
  }

  dispose(): void {
    this.#index.dispose();
    this.#ranker.dispose();
    this.#fitter.dispose();
  }

  /** The best movies by inner product: of the towers, enough to rank, or of another system. */
  #found(
    { vector, history }: ResolvedPerson,
    allowed: AllowMask,
    k: number,
    { system }: RecommendOptions,
  ): Promise<TopK> {
    if (system) return Promise.resolve(searchTable(system, history, k, allowed));
    const query = queryOf(this.#space, vector, history.movies.length, history.context);
    return this.#index.search(query, Math.max(k, CANDIDATES), allowed);
  }

  async #resolve(person: Person): Promise<ResolvedPerson> {
    const context = { ...VISITOR, ...person.context };
    const history = { ...this.#movies.usable(person.history), context };
    const vector = person.vector ?? (await this.#fitter.vectorOf(history));
    return { history, vector, prepared: prepareUser(this.#source, vector, history) };
  }

  #allowed(history: readonly HistoryEntry[], constraints: Constraints): AllowMask {
    const seen = constraints.hideSeen ? history.map(({ movieId }) => movieId) : [];
    return allowMask(this.#pack.catalogue, {
      exclude: this.#movies.indices([...seen, ...constraints.exclude]),
      anyGenre: constraints.anyGenre,
      fromYear: constraints.fromYear,
      toYear: constraints.toYear,
    });
  }

  #reasons(user: ResolvedPerson, order: readonly RankedCandidate[]): (MovieId | null)[] {
    const movies = order.map(({ movie }) => movie);
    return strongestReasons(this.#space, user.vector, user.history, movies).map((reason) =>
      reason === null ? null : this.#movies.idOf(reason),
    );
  }
}
