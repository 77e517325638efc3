/**
 * @file What a list is like besides being right (protocol P6): how varied, how close to the genres of
 * the person's history, how popular, and how the lists of all people together use the catalogue.
 *
 * Genres are bit masks: bit `g` of `genres[m]` is set when movie `m` has genre `g`.
 */
import type { History } from '../dataset/columns';
import type { MovieInteractions } from '../dataset/interactions';

/** Distance of two movies, 0 (the same) to 1 (nothing in common). */
export type MovieDistance = (a: number, b: number) => number;

/** What is known about the movies, from the training people only. */
export interface CatalogueFacts {
  /** `[M]` bit masks */
  readonly genres: Int32Array;
  /** Who rated each movie. */
  readonly raters: MovieInteractions;
  /** `[M]` from {@link popularityPercentiles} */
  readonly percentiles: Float32Array;
}

/** Figures of one list. */
export interface ListFigures {
  /** {@link intraListDiversity} by {@link genreDistance}. */
  readonly genreDiversity: number;
  /** {@link intraListDiversity} by {@link audienceDistance}. */
  readonly audienceDiversity: number;
  /** {@link calibrationKl} of the list's genres from those of the history, in nats. */
  readonly calibrationKl: number;
  /** Mean popularity percentile, 0 (obscure) to 1 (mainstream). */
  readonly popularityPercentile: number;
  /** Mean self-information, in bits. */
  readonly novelty: number;
}

/** Figures of the lists of all people together. */
export interface ExposureFigures {
  /** Share of the catalogue that is on at least one list. */
  readonly coverage: number;
  /** Gini index of how often each movie is listed: 0 all equally often, to 1 one movie only. */
  readonly gini: number;
}

/** Share of the target that is mixed into the list's distribution (Steck 2018), so that KL is finite. */
const SMOOTHING = 0.01;
/** Genres fit into the bits of a positive 32-bit integer. */
const MAX_GENRES = 31;

/** Everything that one list says; a list of fewer than two movies has a diversity of 0. */
export function listFigures(
  list: ArrayLike<number>,
  history: History,
  facts: CatalogueFacts,
): ListFigures {
  const { genres, raters, percentiles } = facts;
  const wanted = genreDistribution(genres, history.movies, history.halfStars);
  return {
    genreDiversity: intraListDiversity(list, genreDistance(genres)),
    audienceDiversity: intraListDiversity(list, audienceDistance(raters)),
    calibrationKl: calibrationKl(wanted, genreDistribution(genres, list)),
    popularityPercentile: mean(list, (movie) => percentiles[movie]),
    novelty: mean(list, (movie) => selfInformation(raters, movie)),
  };
}

/** Catalogue coverage and Gini index of many lists. */
export function exposureFigures(
  lists: Iterable<ArrayLike<number>>,
  movieCount: number,
): ExposureFigures {
  const listed = new Int32Array(movieCount);
  for (const list of lists) for (let i = 0; i < list.length; i++) listed[list[i]] += 1;
  return {
    coverage: listed.reduce((sum, times) => sum + (times > 0 ? 1 : 0), 0) / movieCount,
    gini: giniIndex(listed),
  };
}

/** Mean distance over all pairs of a list (Ziegler et al. 2005); 0 for fewer than two movies. */
export function intraListDiversity(list: ArrayLike<number>, distance: MovieDistance): number {
  let sum = 0;
  for (let i = 1; i < list.length; i++) {
    for (let j = 0; j < i; j++) sum += distance(list[i], list[j]);
  }
  const pairs = (list.length * (list.length - 1)) / 2;
  return pairs > 0 ? sum / pairs : 0;
}

/** One minus the Jaccard index of the genres; two movies without genres are the same. */
export function genreDistance(genres: Int32Array): MovieDistance {
  return (a, b) => {
    const either = bitCount(genres[a] | genres[b]);
    return either === 0 ? 0 : 1 - bitCount(genres[a] & genres[b]) / either;
  };
}

/** One minus the cosine of who rated the movies; 1 for a movie that nobody rated. */
export function audienceDistance({ offsets, users }: MovieInteractions): MovieDistance {
  return (a, b) => {
    let [i, j, both] = [offsets[a], offsets[b], 0];
    while (i < offsets[a + 1] && j < offsets[b + 1]) {
      const order = users[i] - users[j];
      if (order <= 0) i++;
      if (order >= 0) j++;
      if (order === 0) both++;
    }
    const sizes = (offsets[a + 1] - offsets[a]) * (offsets[b + 1] - offsets[b]);
    return sizes === 0 ? 1 : 1 - both / Math.sqrt(sizes);
  };
}

/** Bit masks from genre names, bits in the order in which names first appear, at most 31. */
export function genreMasks(movies: readonly { readonly genres: readonly string[] }[]): Int32Array {
  const bits = new Map<string, number>();
  return Int32Array.from(movies, ({ genres }) => {
    let mask = 0;
    for (const name of genres) {
      const bit = bits.get(name) ?? bits.size;
      if (bit >= MAX_GENRES) throw new RangeError(`More than ${MAX_GENRES} genres.`);
      bits.set(name, bit);
      mask |= 1 << bit;
    }
    return mask;
  });
}

/**
 * Share of each genre, `[31]`, summing to 1: every movie spreads its weight evenly over its genres.
 * All zeros when no movie has a genre.
 *
 * @param weights one for each movie; absent means all equal
 */
export function genreDistribution(
  genres: Int32Array,
  movies: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Float64Array {
  const shares = new Float64Array(MAX_GENRES);
  let total = 0;
  for (let i = 0; i < movies.length; i++) {
    const weight = weights?.[i] ?? 1;
    if (addGenres(shares, genres[movies[i]], weight)) total += weight;
  }
  return total > 0 ? shares.map((share) => share / total) : shares;
}

/** Adds a weight, spread evenly over a movie's genres; false for a movie without genres. */
export function addGenres(shares: Float64Array, mask: number, weight: number): boolean {
  const genres = genresOf(mask);
  for (const genre of genres) shares[genre] += weight / genres.length;
  return genres.length > 0;
}

/** The bits of a mask. */
export function genresOf(mask: number): number[] {
  const genres: number[] = [];
  for (let genre = 0; genre < MAX_GENRES; genre++) if ((mask >> genre) & 1) genres.push(genre);
  return genres;
}

/**
 * Miscalibration (Steck 2018): Kullback-Leibler divergence of the list's genre distribution,
 * smoothed with 1 % of the wanted one, from the wanted one. In nats; 0 is perfectly calibrated.
 */
export function calibrationKl(wanted: Float64Array, listed: Float64Array): number {
  return wanted.reduce((sum, share, g) => sum + divergenceOf(share, listed[g]), 0);
}

/** What one genre adds to {@link calibrationKl}; 0 for a genre that is not wanted. */
export function divergenceOf(wanted: number, listed: number): number {
  if (wanted === 0) return 0;
  return wanted * Math.log(wanted / ((1 - SMOOTHING) * listed + SMOOTHING * wanted));
}

/** `[M]` share of the other movies with fewer ratings, equal ones counting half: 0 to 1. */
export function popularityPercentiles(ratingCount: ArrayLike<number>): Float32Array {
  const size = ratingCount.length;
  const percentiles = new Float32Array(size);
  const order = Array.from({ length: size }, (_, m) => m).sort(
    (a, b) => ratingCount[a] - ratingCount[b],
  );
  for (let start = 0, end = 0; start < size; start = end) {
    while (end < size && ratingCount[order[end]] === ratingCount[order[start]]) end++;
    const midRank = (start + end - 1) / 2;
    for (let i = start; i < end; i++) percentiles[order[i]] = midRank / Math.max(1, size - 1);
  }
  return percentiles;
}

/** Gini index of non-negative amounts; 0 when all are 0. */
export function giniIndex(amounts: ArrayLike<number>): number {
  const sorted = Float64Array.from(amounts).sort();
  let total = 0;
  let weighted = 0;
  sorted.forEach((amount, rank) => {
    total += amount;
    weighted += (2 * (rank + 1) - sorted.length - 1) * amount;
  });
  return total > 0 ? weighted / (sorted.length * total) : 0;
}

/** `−log2` of the chance that a training person rated the movie; one more person did, if nobody. */
function selfInformation({ offsets, userCount }: MovieInteractions, movie: number): number {
  return Math.log2(userCount / Math.max(1, offsets[movie + 1] - offsets[movie]));
}

function mean(list: ArrayLike<number>, of: (movie: number) => number): number {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += of(list[i]);
  return list.length > 0 ? sum / list.length : 0;
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
