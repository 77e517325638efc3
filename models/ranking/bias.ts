/**
 * @file The rating baseline `μ + b_user + b_movie` in stars (Koren, Bell and Volinsky 2009), with both
 * biases shrunk towards zero by a number of imagined neutral ratings.
 */
import type { History, Interactions } from '../dataset/columns';
import { starsOf } from '../shapes';

export interface BiasModel {
  /** Mean of all ratings, in stars. */
  readonly mean: number;
  /** `[M]` in stars. */
  readonly movieBias: Float32Array;
  /** Imagined neutral ratings of a person. */
  readonly userShrinkage: number;
}

export interface BiasConfig {
  readonly userShrinkage: number;
  readonly movieShrinkage: number;
  readonly sweeps: number;
}

/** Chosen on validation people of the pooled latest sets. */
export const BIAS_CONFIG: BiasConfig = { userShrinkage: 6, movieShrinkage: 6, sweeps: 8 };

/** A person's bias in stars, from their own ratings; 0 for an empty history. */
export function userBias(model: BiasModel, history: History): number {
  let deviation = 0;
  for (let h = 0; h < history.movies.length; h++) {
    deviation += starsOf(history.halfStars[h]) - model.mean - model.movieBias[history.movies[h]];
  }
  return deviation / (history.movies.length + model.userShrinkage);
}

/** Alternates the two ridge solutions; converges in a few sweeps. */
export function fitBiases(interactions: Interactions, config: BiasConfig): BiasModel {
  const { userCount, movieCount, offsets, movies, halfStars } = interactions;
  const mean = halfStars.reduce((sum, rating) => sum + starsOf(rating), 0) / halfStars.length;
  const movieBias = new Float32Array(movieCount);
  const userBiases = new Float32Array(userCount);
  const counts = new Float64Array(movieCount);
  for (const movie of movies) counts[movie]++;
  for (let sweep = 0; sweep < config.sweeps; sweep++) {
    const sums = new Float64Array(movieCount);
    for (let user = 0; user < userCount; user++) {
      let deviation = 0;
      for (let e = offsets[user]; e < offsets[user + 1]; e++) {
        deviation += starsOf(halfStars[e]) - mean - movieBias[movies[e]];
      }
      userBiases[user] = deviation / (offsets[user + 1] - offsets[user] + config.userShrinkage);
      for (let e = offsets[user]; e < offsets[user + 1]; e++) {
        sums[movies[e]] += starsOf(halfStars[e]) - mean - userBiases[user];
      }
    }
    for (let movie = 0; movie < movieCount; movie++) {
      movieBias[movie] = sums[movie] / (counts[movie] + config.movieShrinkage);
    }
  }
  return { mean, movieBias, userShrinkage: config.userShrinkage };
}
