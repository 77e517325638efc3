import { describe, expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { exampleHistory, largestDifference } from '../testing/examples';
import { exampleFacts, exampleModel } from '../testing/models';
import { personPosterior } from '../towers/ratingBlockPosterior';
import { featureSourceOf } from '../training/trainedModel';
import { tasteProfile, type TasteProfile } from './profile';

const MOVIES = 60;
const model = exampleModel({ movies: MOVIES });
const facts = exampleFacts(MOVIES);
const source = featureSourceOf(model, facts);
const nobody: History = { movies: new Int32Array(0), halfStars: [] };

const posteriorOf = (history: History) => personPosterior(source.ratings, history);
const profileOf = (history: History): TasteProfile =>
  tasteProfile(source, posteriorOf(history), history);

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;
const spread = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

const eraOf = (movie: number): number =>
  facts.year[movie] === 0 ? 0 : (facts.year[movie] - 1990) / 20;

/** Share of a genre in a movie, `1 / √g` of `g`. */
function genreOf(movie: number, genre: number): number {
  const own = [0, 1, 2].filter((g) => (facts.genres[movie] & (1 << g)) !== 0);
  return own.includes(genre) ? 1 / Math.sqrt(own.length) : 0;
}

/** Log of the shrunk share of a genre among some movies over its share among all. */
function oddsOf(movies: readonly number[], genre: number, ratings: number): number {
  const typical = mean(Array.from({ length: MOVIES }, (_, movie) => genreOf(movie, genre)));
  const own = mean(movies.map((movie) => genreOf(movie, genre)));
  const blended = (ratings * own + 5 * typical) / (ratings + 5);
  return Math.log((blended + 0.02) / (typical + 0.02));
}

describe('the profile of a person', () => {
  const history = exampleHistory(MOVIES, 25);
  const profile = profileOf(history);
  const movies = Array.from(history.movies);
  const stars = movies.map((_, h) => history.halfStars[h] / 2);
  const liked = movies.filter((_, h) => stars[h] >= 4);
  const bias = posteriorOf(history).mean[0];

  it('has the genres of what was liked and of what was rated, beside those of all movies', () => {
    const expectOdds = (actual: Float32Array, of: readonly number[]): void => {
      const expected = [0, 1, 2].map((genre) => oddsOf(of, genre, 25));
      expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
    };
    expectOdds(profile.likedGenres, liked);
    expectOdds(profile.watchedGenres, movies);
  });

  it('knows in which genres the stars were above what was expected', () => {
    const expected = [0, 1, 2].map((genre) =>
      movies.reduce((sum, movie, h) => {
        const surprise = stars[h] - (source.ratings.mean + source.ratings.movieBias[movie] + bias);
        return sum + (surprise * genreOf(movie, genre)) / (Math.sqrt(25) + 2);
      }, 0),
    );
    expect(largestDifference(profile.genreDeviation, expected)).toBeLessThan(1e-5);
  });

  it('has the mean era of the likes, and the newest and the late era of what was rated', () => {
    const eras = movies.map(eraOf).sort((a, b) => a - b);
    expect(profile.meanEra).toBeCloseTo(mean(liked.map(eraOf)), 6);
    expect(profile.newestEra).toBeCloseTo(eras[24], 6);
    // Nine tenths of the 24 steps from the oldest to the newest, to the nearest movie.
    expect(profile.lateEra).toBeCloseTo(eras[22], 6);
  });

  it('has the density of the likes around an era, in a kernel of five years', () => {
    for (const year of [1960, 1995, 2010]) {
      const near = liked.map((movie) => Math.exp(-(((year - 1990) / 20 - eraOf(movie)) ** 2) * 16));
      expect(profile.eraDensity((year - 1990) / 20)).toBeCloseTo(mean(near), 6);
    }
  });

  it('has the habits of the person', () => {
    const { ratingCount } = model.statistics;
    const all = ratingCount.reduce((sum, count) => sum + count, 0);
    const shares = movies.map((movie) => Math.log1p((100_000 * ratingCount[movie]) / all) / 5);
    const disliked = stars.filter((value) => value <= 2.5);
    expect(
      largestDifference(profile.person, [
        Math.log(26) / 5,
        bias,
        spread(stars),
        mean(shares),
        liked.length / 25,
        disliked.length / 25,
        mean(liked.map(eraOf)),
        spread(liked.map(eraOf)),
      ]),
    ).toBeLessThan(1e-6);
  });
});

describe('the profile of somebody who has said little', () => {
  it('is that of an average person without a rating', () => {
    const profile = profileOf(nobody);
    for (const genres of [profile.likedGenres, profile.watchedGenres, profile.genreDeviation]) {
      expect(Array.from(genres, Math.abs)).toEqual([0, 0, 0]);
    }
    expect(profile.eraDensity(0)).toBe(0);
    expect(profile.person.slice(2)).toEqual([1, 1, 0.5, 0.15, 0, 0.5]);
  });

  it('is near an average person after one rating, and far from it after many of a kind', () => {
    const dramas = Array.from({ length: MOVIES }, (_, movie) => movie).filter(
      (movie) => facts.genres[movie] === 1,
    );
    const strength = (size: number): number => {
      const movies = Int32Array.from(dramas.slice(0, size));
      return profileOf({ movies, halfStars: movies.map(() => 9) }).likedGenres[0];
    };
    expect(dramas.length).toBeGreaterThan(3);
    expect(strength(1)).toBeGreaterThan(0);
    expect(strength(4)).toBeGreaterThan(2 * strength(1));
  });

  it('likes no genre without a like, but has watched some', () => {
    const { likedGenres, watchedGenres, meanEra } = profileOf({
      movies: Int32Array.of(3, 4, 5),
      halfStars: [2, 3, 6],
    });
    expect(Array.from(likedGenres, Math.abs)).toEqual([0, 0, 0]);
    expect(watchedGenres.some((odds) => odds !== 0)).toBe(true);
    expect(meanEra).toBe(0);
  });
});
