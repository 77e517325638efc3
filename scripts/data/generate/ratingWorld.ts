/** @file What a generated data set imitates: its size, and the shapes of its distributions. */

interface Deviations {
  readonly user: number;
  readonly movie: number;
  readonly taste: number;
  readonly noise: number;
}

/** Size and distributions of a data set at scale 1. */
export interface RatingWorld {
  readonly users: number;
  readonly movies: number;
  readonly ratings: number;
  readonly fewestRatingsOfUser: number;
  /** Unix seconds. */
  readonly firstRating: number;
  readonly lastRating: number;
  /** Standard deviation of the logarithm of the ratings that a user has above the fewest. */
  readonly activitySpread: number;
  /**
   * How often the movie at rank `r` is drawn: `(r + shift)^-slope · exp(-(r / cutoff)^bend)`, but for
   * a share of the draws `1 / r`, which reaches the movies that hardly anybody rated.
   */
  readonly popularity: {
    readonly slope: number;
    readonly shift: number;
    readonly cutoff: number;
    readonly bend: number;
    readonly tailShare: number;
  };
  /** Standard deviations of the parts of a rating, in stars. */
  readonly deviations: Deviations;
  /** Shares of the ratings 0.5, 1, … 5; they add up to 1. */
  readonly ratingShares: readonly number[];
}

/**
 * MovieLens 32M. Counts, smallest history and dates: its README at files.grouplens.org. Shapes:
 * fitted to the people of a sample of `ml-latest`, of the same service, who rated 20 movies or more,
 * and to a catalogue whose every movie has a rating or a tag.
 */
export const MOVIE_LENS_32M: RatingWorld = {
  users: 200_948,
  movies: 87_585,
  ratings: 32_000_204,
  fewestRatingsOfUser: 20,
  firstRating: Date.UTC(1995, 0, 9) / 1000,
  lastRating: Date.UTC(2023, 9, 12) / 1000,
  activitySpread: 1.39,
  popularity: { slope: 0.567, shift: 8.6, cutoff: 1506, bend: 0.704, tailShare: 0.044 },
  deviations: { user: 0.42, movie: 0.35, taste: 0.4, noise: 0.76 },
  ratingShares: [0.0144, 0.0309, 0.0133, 0.061, 0.0481, 0.19, 0.1294, 0.2615, 0.098, 0.1534],
};
