/** @file Orders of the catalogue, and the mean that a fair order by rating needs. */
import type { CatalogueColumns } from '../client/contract';
import { foldForMatching } from '../domain/text';
import type { CatalogueSort } from './routes';

/** Fewer ratings than this never stand for themselves, however small the data set. */
const MIN_PRIOR_RATINGS = 20;

/** Article that does not count in an order by title. */
const LEADING_ARTICLE = /^(the|an?) /;

/**
 * How many ratings of the average value each movie is given before its own, so that three enthusiasts
 * do not make a masterpiece: the average number of ratings of a rated movie.
 */
export function priorRatings(ratingCount: Int32Array): number {
  let ratings = 0;
  let movies = 0;
  for (const count of ratingCount) {
    ratings += count;
    if (count > 0) movies += 1;
  }
  return Math.max(MIN_PRIOR_RATINGS, movies === 0 ? 0 : ratings / movies);
}

/** `[M]` mean of each movie's ratings, in stars, shrunk towards the mean of all (Bayesian average). */
export function shrunkMeans({ ratingCount, ratingMean }: CatalogueColumns): Float64Array {
  let ratings = 0;
  let stars = 0;
  for (let row = 0; row < ratingCount.length; row += 1) {
    ratings += ratingCount[row];
    stars += ratingCount[row] * ratingMean[row];
  }
  const prior = priorRatings(ratingCount);
  const priorStars = ratings === 0 ? 0 : (prior * stars) / ratings;
  return Float64Array.from(
    ratingCount,
    (count, row) => (priorStars + count * ratingMean[row]) / (prior + count),
  );
}

/** `[M]` all rows in an order: the most popular, best, newest, or alphabetically first ahead. */
export function rowsInOrder(columns: CatalogueColumns, sort: CatalogueSort): Uint32Array {
  switch (sort) {
    case 'popularity':
      return descending(columns.ratingCount);
    case 'rating':
      return descending(shrunkMeans(columns));
    case 'year':
      return descending(columns.year);
    case 'title':
      return alphabetically(columns.title);
  }
}

/** Ties keep the order of the rows. */
function descending(values: ArrayLike<number>): Uint32Array {
  return identity(values.length).sort((a, b) => values[b] - values[a] || a - b);
}

function alphabetically(titles: readonly string[]): Uint32Array {
  const keys = titles.map((title) => foldForMatching(title).replace(LEADING_ARTICLE, ''));
  return identity(keys.length).sort((a, b) => {
    if (keys[a] === keys[b]) return a - b;
    return keys[a] < keys[b] ? -1 : 1;
  });
}

function identity(length: number): Uint32Array {
  return Uint32Array.from({ length }, (_, row) => row);
}
