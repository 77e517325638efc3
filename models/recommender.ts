/**
 * @file The recommender: a pack on the current TensorFlow.js backend, answering requests about one
 * person at a time. The worker, the evaluation and the command line all call this class.
 */
import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Constraints, FittedUser, Person, RankedList, ScoreExplanation } from './answers';
import type { History } from './dataset/columns';
import { ContributionSplitter } from './explain/contributions';
import { placeOf, type Place } from './explain/place';
import { featureSourceOfPack, rankerWeightsOfPack } from './pack/assemble';
import type { Pack } from './pack/load';
import { fitUser, type FitOptions, type LossPoint } from './personalize/fineTune';
import { prepareUser, type FeatureSource, type PreparedUser } from './ranking/pairFeatures';
import {
  CANDIDATES,
  rankCandidates,
  starsTerm,
  type RankingWeights,
} from './ranking/rankCandidates';
import { StarRanker } from './ranking/starRanker';
import { BruteForceIndex } from './retrieval/bruteForce';
import { allowMask, type AllowMask } from './retrieval/filter';
import { itemSimilarity } from './retrieval/similarity';
import type { HistoryEntry, MovieId, MovieIndex } from './shapes';
import { itemTable, priorWeight, queryOf, type TwoTowerSpace } from './towers/space';

/** "Because you rated" names only movies rated at least this high, in half stars. */
const LIKED_HALF_STARS = 7;

/** A request named a movie that has no embedding in this pack. */
export class UnknownMovieError extends Error {
  constructor(movieId: MovieId) {
    super(`Movie ${movieId} has no embedding in this pack.`);
    this.name = 'UnknownMovieError';
  }
}

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
  readonly #index: BruteForceIndex;
  readonly #grams: readonly Tensor2D[];
  readonly #ranker: StarRanker;
  readonly #weights: RankingWeights;
  readonly #indexOf = new Map<MovieId, MovieIndex>();

  constructor(pack: Pack) {
    const { manifest, catalogue } = pack;
    this.#pack = pack;
    this.#source = featureSourceOfPack(pack);
    this.#space = this.#source.space;
    this.#index = new BruteForceIndex(itemTable(this.#space), this.#space.queryDimensions);
    this.#grams = this.#space.blocks.map(({ gram, dimensions }) =>
      tensor2d(Float32Array.from(gram), [dimensions, dimensions]),
    );
    this.#weights = { mean: manifest.bias.mean, starsWeight: manifest.ranker.starsWeight };
    this.#ranker = new StarRanker(this.#source, rankerWeightsOfPack(pack));
    catalogue.movieId.forEach((id, index) => this.#indexOf.set(id, index));
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
    options: FitOptions = {},
  ): Promise<FittedUser | null> {
    const known = this.#usable(history);
    const vector = new Float32Array(this.#space.userDimensions);
    let curve: readonly LossPoint[] = [];
    let relativeResidual = 0;
    let at = 0;
    for (const [b, block] of this.#space.blocks.entries()) {
      const start = warmStart?.slice(at, at + block.dimensions) ?? null;
      const fit = await fitUser(block, this.#grams[b], known, start, options);
      if (!fit) return null;
      vector.set(fit.vector, at);
      curve = joinCurves(curve, fit.curve);
      relativeResidual = Math.max(relativeResidual, fit.relativeResidual);
      at += block.dimensions;
    }
    const place = this.#place(vector);
    return { vector, curve, relativeResidual, place, usedRatings: known.movies.length };
  }

  /** Retrieves, ranks and explains in short: the `k` best allowed movies, best first. */
  async recommend(person: Person, constraints: Constraints, k: number): Promise<RankedList> {
    const started = performance.now();
    const user = await this.#resolve(person);
    const allowed = this.#allowed(person.history, constraints);
    const searchStarted = performance.now();
    const query = queryOf(this.#space, user.vector, user.history.movies.length);
    const found = await this.#index.search(query, Math.max(k, CANDIDATES), allowed);
    const rankStarted = performance.now();
    const stars = await this.#ranker.predict(user.prepared, found.positions);
    const order = rankCandidates(found, stars, this.#weights).slice(0, k);
    const reasons = this.#strongestReasons(
      user,
      order.map(({ movie }) => movie),
    );
    const finished = performance.now();
    return {
      items: order.map(({ movie, score, stars: predicted }, rank) => ({
        movieId: this.#pack.catalogue.movieId[movie],
        score,
        stars: predicted,
        because: reasons[rank],
      })),
      timing: {
        retrievalMs: rankStarted - searchStarted,
        rankingMs: finished - rankStarted,
        totalMs: finished - started,
      },
    };
  }

  /** Predicted stars, one for each id; NaN where the movie has no embedding. */
  async predict(person: Person, movieIds: readonly MovieId[]): Promise<Float32Array> {
    const user = await this.#resolve(person);
    const known = movieIds.flatMap((id, at) => {
      const movie = this.#indexOf.get(id);
      return movie === undefined ? [] : [{ at, movie }];
    });
    const predicted = await this.#ranker.predict(
      user.prepared,
      known.map(({ movie }) => movie),
    );
    const stars = new Float32Array(movieIds.length).fill(NaN);
    known.forEach(({ at }, i) => {
      stars[at] = predicted[i];
    });
    return stars;
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
    const movie = this.#indexOfOrThrow(movieId);
    const excluded = new Set([movie, ...this.#indices(exclude)]);
    const top = itemSimilarity(this.#space, this.#source.ratingCount, movie, k, excluded);
    return Array.from(top.positions, (position, rank) => ({
      movieId: this.#pack.catalogue.movieId[position],
      similarity: top.scores[rank],
    }));
  }

  /**
   * Splits the ranking score of one movie into what caused it.
   *
   * @throws UnknownMovieError
   */
  async explain(person: Person, movieId: MovieId): Promise<ScoreExplanation> {
    const movie = this.#indexOfOrThrow(movieId);
    const user = await this.#resolve(person);
    const { history, vector } = user;
    const parts = new ContributionSplitter(this.#space, vector, history).contributions(movie);
    const [stars] = await this.#ranker.predict(user.prepared, [movie]);
    const ratings = Array.from(parts, (contribution, h) => ({
      movieId: this.#pack.catalogue.movieId[history.movies[h]],
      halfStars: history.halfStars[h],
      contribution,
    })).sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
    const { prior } = this.#space;
    const popularity = priorWeight(prior, history.movies.length) * prior.popularity[movie];
    const predictedStars = starsTerm(this.#weights, stars);
    const fromRatings = ratings.reduce((sum, { contribution }) => sum + contribution, 0);
    const score = fromRatings + popularity + predictedStars;
    return { movieId, score, stars, ratings, popularity, predictedStars };
  }

  /** Runs every kernel once, so that the first rating does not wait for their compilation. */
  async warmUp(): Promise<void> {
    const [movieId] = this.#pack.catalogue.movieId;
    const history = [{ movieId, halfStars: LIKED_HALF_STARS, ratedAt: 0 }];
    const anything = { exclude: [], hideSeen: true, anyGenre: 0, fromYear: null, toYear: null };
    await this.recommend({ history, vector: null }, anything, 1);
  }

  dispose(): void {
    this.#index.dispose();
    this.#ranker.dispose();
    this.#grams.forEach((gram) => gram.dispose());
  }

  async #resolve(person: Person): Promise<ResolvedPerson> {
    const history = this.#usable(person.history);
    const fitted = person.vector ?? (await this.fineTune(person.history, null))?.vector;
    const vector = fitted ?? new Float32Array(this.#space.userDimensions);
    return { history, vector, prepared: prepareUser(this.#source, vector, history) };
  }

  /** The ratings that the towers can read, each movie once (the last rating wins), in index order. */
  #usable(history: readonly HistoryEntry[]): History {
    const byMovie = new Map<MovieIndex, number>();
    for (const { movieId, halfStars } of history) {
      const movie = this.#indexOf.get(movieId);
      if (movie !== undefined) byMovie.set(movie, halfStars);
    }
    const rows = [...byMovie].sort(([a], [b]) => a - b);
    return {
      movies: Int32Array.from(rows, ([movie]) => movie),
      halfStars: Uint8Array.from(rows, ([, halfStars]) => halfStars),
    };
  }

  #allowed(history: readonly HistoryEntry[], constraints: Constraints): AllowMask {
    const seen = constraints.hideSeen ? history.map(({ movieId }) => movieId) : [];
    return allowMask(this.#pack.catalogue, {
      exclude: this.#indices([...seen, ...constraints.exclude]),
      anyGenre: constraints.anyGenre,
      fromYear: constraints.fromYear,
      toYear: constraints.toYear,
    });
  }

  #indices(movieIds: readonly MovieId[]): MovieIndex[] {
    return movieIds.flatMap((id) => this.#indexOf.get(id) ?? []);
  }

  #indexOfOrThrow(movieId: MovieId): MovieIndex {
    const movie = this.#indexOf.get(movieId);
    if (movie === undefined) throw new UnknownMovieError(movieId);
    return movie;
  }

  /** For each movie, the liked movie that contributes most to its retrieval score, or null. */
  #strongestReasons(user: ResolvedPerson, movies: readonly MovieIndex[]): (MovieId | null)[] {
    const { history, vector } = user;
    if (history.movies.length === 0) return movies.map(() => null);
    const splitter = new ContributionSplitter(this.#space, vector, history);
    return movies.map((movie) => {
      let best = 0;
      let reason: MovieId | null = null;
      splitter.contributions(movie).forEach((contribution, h) => {
        if (contribution <= best || history.halfStars[h] < LIKED_HALF_STARS) return;
        best = contribution;
        reason = this.#pack.catalogue.movieId[history.movies[h]];
      });
      return reason;
    });
  }

  #place(vector: Float32Array): Place | null {
    const { x, y, ratingCount } = this.#pack.catalogue;
    return placeOf(this.#space, vector, { x, y, ratingCount });
  }
}

/** The loss of several blocks is their sum; a block that converged early stays at its last loss. */
function joinCurves(a: readonly LossPoint[], b: readonly LossPoint[]): readonly LossPoint[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const lossAt = (curve: readonly LossPoint[], step: number): number =>
    curve[Math.min(step, curve.length - 1)].loss;
  return Array.from({ length: Math.max(a.length, b.length) }, (_, step) => ({
    step,
    loss: lossAt(a, step) + lossAt(b, step),
  }));
}
