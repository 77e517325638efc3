/** @file Training sets for tests of reference systems. */
import type { MovieDescription, TrainingSet } from '../baselines/system';
import type { Interactions } from '../dataset/columns';

const NOTHING: MovieDescription = {
  title: '',
  year: null,
  genres: [],
  tags: [],
  directors: [],
  actors: [],
  overview: '',
};

/** A description with the fields given and nothing else. */
export function exampleDescription(fields: Partial<MovieDescription> = {}): MovieDescription {
  return { ...NOTHING, ...fields };
}

/** Ratings of people of whom nothing is known, on movies with these descriptions or none. */
export function exampleTrainingSet(
  interactions: Interactions,
  movies: readonly Partial<MovieDescription>[] = [],
): TrainingSet {
  return {
    interactions,
    movies: Array.from({ length: interactions.movieCount }, (_, m) =>
      exampleDescription(movies[m]),
    ),
    users: Array.from({ length: interactions.userCount }, () => null),
  };
}
