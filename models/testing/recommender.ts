/** @file A small recommender and somebody who asks it, for tests of what it answers. */
import type { Constraints, Person } from '../answers';
import { featureSourceOfPack } from '../pack/assemble';
import { Recommender } from '../recommender';
import type { HistoryEntry } from '../shapes';
import { exampleModel } from './models';
import { examplePack, FIRST_MOVIE_ID } from './packs';

export const MOVIES = 60;
export const DIMENSIONS = 28;
export const pack = await examplePack(exampleModel({ movies: MOVIES, blocks: [24, 4] }));
export const source = featureSourceOfPack(pack);
export const OPEN: Constraints = {
  exclude: [],
  hideSeen: true,
  anyGenre: 0,
  fromYear: null,
  toYear: null,
};
/** The id of no movie. */
export const NOWHERE = 99_999;

export const idOf = (index: number): number => FIRST_MOVIE_ID + index;
export const rated = (index: number, halfStars: number): HistoryEntry => ({
  movieId: idOf(index),
  halfStars,
  ratedAt: 0,
});
export const history = [rated(30, 10), rated(2, 3), rated(41, 8), rated(17, 9), rated(55, 1)];
export const person: Person = { history, vector: null };
/** The same ratings by movie index, in index order. */
export const indexed = { movies: Int32Array.of(2, 17, 30, 41, 55), halfStars: [3, 9, 10, 8, 1] };

/** Sum of contributions. */
export const sumOf = (parts: readonly { readonly contribution: number }[]): number =>
  parts.reduce((sum, { contribution }) => sum + contribution, 0);

/** What a fresh recommender answers; it is disposed afterwards. */
export async function ask<T>(work: (recommender: Recommender) => T | Promise<T>): Promise<T> {
  const recommender = new Recommender(pack);
  try {
    return await work(recommender);
  } finally {
    recommender.dispose();
  }
}
