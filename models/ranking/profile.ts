/** @file A person summed up: genres, eras and habits of what they rated. */
import type { History } from '../dataset/columns';
import { DISLIKED_TO_HALF_STARS, LIKED_FROM_HALF_STARS, starsOf } from '../shapes';
import type { RatingBlock } from '../towers/ratingBlock';
import type { RatingPosterior } from '../towers/ratingBlockPosterior';
import type { MovieTraits } from './movieFacts';

/** Imagined ratings of an average person, so that few ratings say little. */
const PROFILE_SHRINKAGE = 5;
/** Added to both sides of a genre's odds. */
const GENRE_FLOOR = 0.02;
/** Width of an era's kernel: five years. */
const ERA_WIDTH = 0.25;
/** Logs of counts are divided by this, so that they stay near one. */
export const LOG_SCALE = 5;
/** Spread of an average person's stars. */
const TYPICAL_SPREAD = 1;
const TYPICAL_SHARE_LIKED = 0.5;
const TYPICAL_SHARE_DISLIKED = 0.15;
const TYPICAL_ERA_SPREAD = 0.5;
const LATE_QUANTILE = 0.9;
/** Newest era of somebody without ratings: today's. */
const TYPICAL_NEWEST_ERA = 1.5;

export interface TasteProfile {
  /** `[G]` log of the share of a genre among the liked, or rated, movies over its share of all. */
  readonly likedGenres: Float32Array;
  readonly watchedGenres: Float32Array;
  /** `[G]` stars above what was expected, shrunk. */
  readonly genreDeviation: Float32Array;
  readonly meanEra: number;
  /** Era of the newest rated movie, and the one that nine tenths of them are older than. */
  readonly newestEra: number;
  readonly lateEra: number;
  /** Density of liked movies around an era, 0 to 1. */
  readonly eraDensity: (era: number) => number;
  /** `[8]` the columns of the group `person`. */
  readonly person: readonly number[];
}

interface ProfileSource {
  readonly ratings: RatingBlock;
  readonly traits: MovieTraits;
  readonly logShare: Float32Array;
}

/** Reads a history; an average person for an empty one. */
export function tasteProfile(
  source: ProfileSource,
  posterior: RatingPosterior,
  history: History,
): TasteProfile {
  const { traits, logShare } = source;
  const all = Array.from(history.movies, (_, h) => h);
  const liked = all.filter((h) => history.halfStars[h] >= LIKED_FROM_HALF_STARS);
  const disliked = all.filter((h) => history.halfStars[h] <= DISLIKED_TO_HALF_STARS);
  const ratings = all.length;
  const eras = liked.map((h) => traits.era[history.movies[h]]);
  const meanEra = meanOf(eras, 0);
  const watched = all.map((h) => traits.era[history.movies[h]]).sort((a, b) => a - b);
  const share = (part: readonly number[], typical: number): number =>
    ratings > 0 ? part.length / ratings : typical;
  return {
    likedGenres: genreOdds(traits, history, liked, ratings),
    watchedGenres: genreOdds(traits, history, all, ratings),
    genreDeviation: genreDeviation(source, posterior, history),
    meanEra,
    newestEra: quantile(watched, 1),
    lateEra: quantile(watched, LATE_QUANTILE),
    eraDensity: remembered((era) =>
      meanOf(
        eras.map((other) => Math.exp(-(((era - other) / ERA_WIDTH) ** 2))),
        0,
      ),
    ),
    person: [
      Math.log1p(ratings) / LOG_SCALE,
      posterior.mean[0],
      spreadOf(
        all.map((h) => starsOf(history.halfStars[h])),
        TYPICAL_SPREAD,
      ),
      meanOf(
        all.map((h) => logShare[history.movies[h]]),
        1,
      ),
      share(liked, TYPICAL_SHARE_LIKED),
      share(disliked, TYPICAL_SHARE_DISLIKED),
      meanEra,
      spreadOf(eras, TYPICAL_ERA_SPREAD),
    ],
  };
}

function genreOdds(
  { genre, genreCount, meanGenre }: MovieTraits,
  { movies }: History,
  rows: readonly number[],
  ratings: number,
): Float32Array {
  const trust = rows.length > 0 ? ratings / (ratings + PROFILE_SHRINKAGE) : 0;
  return meanGenre.map((typical, g) => {
    const own = meanOf(
      rows.map((h) => genre[movies[h] * genreCount + g]),
      typical,
    );
    const blended = trust * own + (1 - trust) * typical;
    return Math.log((blended + GENRE_FLOOR) / (typical + GENRE_FLOOR));
  });
}

function genreDeviation(
  { ratings, traits }: ProfileSource,
  posterior: RatingPosterior,
  { movies, halfStars }: History,
): Float32Array {
  const { genre, genreCount } = traits;
  const total = new Float32Array(genreCount);
  const scale = 1 / (Math.sqrt(movies.length) + 2);
  for (let h = 0; h < movies.length; h++) {
    const expected = ratings.mean + ratings.movieBias[movies[h]] + posterior.mean[0];
    const deviation = scale * (starsOf(halfStars[h]) - expected);
    for (let g = 0; g < genreCount; g++) total[g] += deviation * genre[movies[h] * genreCount + g];
  }
  return total;
}

/** Movies share few eras. */
function remembered(compute: (era: number) => number): (era: number) => number {
  const known = new Map<number, number>();
  return (era) => {
    const value = known.get(era) ?? compute(era);
    known.set(era, value);
    return value;
  };
}

function meanOf(values: readonly number[], otherwise: number): number {
  if (values.length === 0) return otherwise;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spreadOf(values: readonly number[], otherwise: number): number {
  if (values.length === 0) return otherwise;
  const mean = meanOf(values, 0);
  return Math.sqrt(
    meanOf(
      values.map((value) => (value - mean) ** 2),
      0,
    ),
  );
}

/** @param sorted ascending */
function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return TYPICAL_NEWEST_ERA;
  return sorted[Math.round(share * (sorted.length - 1))];
}
