/**
 * @file What the ranker reads about a (user, movie) pair. Everything here is known before the pair is
 * rated, and training and inference build it with the same code.
 *
 * All features are invariant under a rotation of the embedding space, so that a ranker can be trained
 * on the embeddings of one fit and used with those of another.
 */
import { matMul, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { History } from '../dataset/columns';
import { starsOf } from '../shapes';
import type { RatingBlock } from '../towers/ratingBlock';
import {
  personPosterior,
  predictStars,
  type RatingPosterior,
} from '../towers/ratingBlockPosterior';
import { contextScore, priorWeight, queryOf, type TwoTowerSpace } from '../towers/space';
import {
  CO_WATCH_FEATURES,
  coWatchQueries,
  writeCoWatchScores,
  type CoWatch,
  type CoWatchQueries,
} from './coWatch';
import { featureCount } from './featureNames';
import type { MovieTraits } from './movieFacts';
import { LOG_SCALE, tasteProfile, type TasteProfile } from './profile';
import { rankSimilarities, SIMILARITY_FEATURES } from './similarities';

/** Of so many ratings, a movie has about as many as it has in a small set. */
const SHARE_SCALE = 100_000;
/** Standardised popularity is divided by this. */
const POPULARITY_SCALE = 5;

/** What features are computed from; `[M]` columns. */
export interface FeatureSource {
  readonly space: TwoTowerSpace;
  readonly ratings: RatingBlock;
  readonly coWatch: CoWatch;
  readonly traits: MovieTraits;
  readonly ratingCount: Int32Array;
  /** Log of each movie's share of all ratings, near one; the same however many people there are. */
  readonly logShare: Float32Array;
  /** `[M, D]` unit rows of the first block; zeros for a movie without an embedding. */
  readonly directions: Float32Array;
}

/** Derives directions and shares. */
export function featureSource(
  parts: Omit<FeatureSource, 'directions' | 'logShare'>,
): FeatureSource {
  const { embedding, dimensions } = parts.space.blocks[0];
  const directions = new Float32Array(embedding.length);
  for (let at = 0; at < embedding.length; at += dimensions) {
    const norm = Math.hypot(...embedding.subarray(at, at + dimensions));
    if (norm === 0) continue;
    for (let i = at; i < at + dimensions; i++) directions[i] = embedding[i] / norm;
  }
  const total = parts.ratingCount.reduce((sum, count) => sum + count, 0);
  const logShare = Float32Array.from(
    parts.ratingCount,
    (count) => Math.log1p((SHARE_SCALE * count) / Math.max(1, total)) / LOG_SCALE,
  );
  return { ...parts, directions, logShare };
}

/** One person, prepared once for many movies. */
export interface PreparedUser {
  readonly history: History;
  /** `[Σ D + 1 + C]` */
  readonly query: Float32Array;
  readonly posterior: RatingPosterior;
  readonly profile: TasteProfile;
  readonly coWatch: CoWatchQueries;
}

/**
 * Reads one person.
 *
 * @param user `[Σ D]` the embedding fitted to this history
 */
export function prepareUser(
  source: FeatureSource,
  user: Float32Array,
  history: History,
): PreparedUser {
  const posterior = personPosterior(source.ratings, history);
  return {
    history,
    query: queryOf(source.space, user, history.movies.length, history.context),
    posterior,
    profile: tasteProfile(source, posterior, history),
    coWatch: coWatchQueries(source.coWatch, history, deviationsOf(source, posterior, history)),
  };
}

/** `[H]` stars above what the movie and the person's habit let expect. */
function deviationsOf(
  { ratings }: FeatureSource,
  posterior: RatingPosterior,
  { movies, halfStars }: History,
): Float64Array {
  return Float64Array.from(
    movies,
    (movie, h) =>
      starsOf(halfStars[h]) - ratings.mean - ratings.movieBias[movie] - posterior.mean[0],
  );
}

/** Pairs of one person with some movies. */
export interface PairFeatures {
  /** `[movies, F]`, columns of `featureNames.ts` */
  readonly features: Float32Array;
  /** `[movies]` retrieval scores */
  readonly retrieval: Float32Array;
  /** `[movies]` predicted stars before the ranker corrects them */
  readonly stars: Float32Array;
  /** `[movies]` stars² */
  readonly variance: Float32Array;
}

/** Features of one person with each of `movies`. */
export async function pairFeatures(
  source: FeatureSource,
  user: PreparedUser,
  movies: ArrayLike<number>,
): Promise<PairFeatures> {
  const count = movies.length;
  const width = featureCount(source.traits.genreCount);
  const features = new Float32Array(count * width);
  const retrieval = new Float32Array(count);
  const { mean: stars, variance } = predictStars(source.ratings, user.posterior, movies);
  const similarities = await similaritiesOf(source, user.history, movies);
  const queryNorm = firstNorm(user.query, source.space.blocks[0].dimensions);
  for (let i = 0; i < count; i++) {
    const row = features.subarray(i * width, (i + 1) * width);
    const at = writeTowerFeatures(source, user, queryNorm, movies[i], row);
    // The ranker is trained on people of whom nothing but ratings is known.
    retrieval[i] = row[0] + contextScore(source.space, user.query, movies[i]);
    row[at] = stars[i] - source.ratings.mean;
    row[at + 1] = row[at] - source.ratings.movieBias[movies[i]] - user.posterior.mean[0];
    row[at + 2] = Math.sqrt(variance[i]);
    row[at + 3] = source.ratings.movieBias[movies[i]];
    const rated = at + 4;
    row.set(similarities.subarray(i * SIMILARITY_FEATURES, (i + 1) * SIMILARITY_FEATURES), rated);
    const together = rated + SIMILARITY_FEATURES;
    writeCoWatchScores(source.coWatch, user.coWatch, movies[i], row, together);
    writeTraits(source, user.profile, movies[i], row, together + CO_WATCH_FEATURES);
  }
  return { features, retrieval, stars, variance };
}

/**
 * @param queryNorm length of the query in the first block
 * @returns the next column
 */
function writeTowerFeatures(
  { space }: FeatureSource,
  { query, history }: PreparedUser,
  queryNorm: number,
  movie: number,
  row: Float32Array,
): number {
  const prior = priorWeight(space.prior, history.movies.length) * space.prior.popularity[movie];
  let towers = 0;
  let at = 0;
  let first = 0;
  let squares = 0;
  space.blocks.forEach(({ embedding, dimensions }, b) => {
    const start = movie * dimensions;
    for (let i = 0; i < dimensions; i++) {
      towers += query[at + i] * embedding[start + i];
      if (b === 0) squares += embedding[start + i] ** 2;
    }
    if (b === 0) first = towers;
    at += dimensions;
  });
  const length = Math.sqrt(squares);
  row[0] = towers + prior;
  row[1] = towers;
  row[2] = queryNorm > 0 && length > 0 ? first / (queryNorm * length) : 0;
  return 3;
}

function firstNorm(query: Float32Array, dimensions: number): number {
  let squares = 0;
  for (let i = 0; i < dimensions; i++) squares += query[i] ** 2;
  return Math.sqrt(squares);
}

/** Cosines of the movies with every rated movie, then summed up for each of the movies. */
async function similaritiesOf(
  { directions, space }: FeatureSource,
  history: History,
  movies: ArrayLike<number>,
): Promise<Float32Array> {
  const rated = history.movies.length;
  if (rated === 0) return new Float32Array(movies.length * SIMILARITY_FEATURES);
  const { dimensions } = space.blocks[0];
  const left = new Float32Array(movies.length * dimensions);
  for (let i = 0; i < movies.length; i++) {
    const start = movies[i] * dimensions;
    left.set(directions.subarray(start, start + dimensions), i * dimensions);
  }
  // Stored transposed: WASM multiplies fastest without flags.
  const right = new Float32Array(dimensions * rated);
  for (let h = 0; h < rated; h++) {
    const start = history.movies[h] * dimensions;
    for (let i = 0; i < dimensions; i++) right[i * rated + h] = directions[start + i];
  }
  const product = tidy(() =>
    matMul(tensor2d(left, [movies.length, dimensions]), tensor2d(right, [dimensions, rated])),
  );
  try {
    return rankSimilarities(await product.data<'float32'>(), movies.length, history.halfStars);
  } finally {
    product.dispose();
  }
}

function writeTraits(
  { traits, space, logShare }: FeatureSource,
  profile: TasteProfile,
  movie: number,
  row: Float32Array,
  start: number,
): void {
  const { genreCount } = traits;
  const genre = traits.genre.subarray(movie * genreCount, (movie + 1) * genreCount);
  const era = traits.era[movie];
  let at = start;
  row[at++] = dot(genre, profile.likedGenres);
  row[at++] = dot(genre, profile.watchedGenres);
  row[at++] = dot(genre, profile.genreDeviation);
  row[at++] = era;
  row[at++] = profile.eraDensity(era);
  row[at++] = Math.abs(era - profile.meanEra);
  row[at++] = era - profile.newestEra;
  row[at++] = era - profile.lateEra;
  row[at++] = space.prior.popularity[movie] / POPULARITY_SCALE;
  row[at++] = logShare[movie];
  row.set(profile.person, at);
  row.set(genre, at + profile.person.length);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
