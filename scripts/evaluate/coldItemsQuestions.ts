/** @file What held-out people are asked in the measurements of cold items. */
import { LIKED_FROM_HALF_STARS } from '../../models/shapes';
import type { History } from '../../models/dataset/columns';
import { ALL_RATINGS } from '../../models/metrics/foldInEvaluation';
import { given, type HeldOutPerson } from '../../models/metrics/foldInProtocol';

/** Fewest ratings that a person gives in the measurement of new movies. */
const FEWEST_GIVEN = 5;

/** What a person gives, and what they should be shown of which movies. */
export interface Question {
  readonly history: History;
  readonly targets: ReadonlySet<number>;
  readonly isCandidate: (movie: number) => boolean;
}

/** Everything rated among the known movies is given; the likes among the new ones are asked for. */
export function newQuestion({ pool, heldOut }: HeldOutPerson, isNew: Uint8Array): Question[] {
  const rated = joinHistories(pool, heldOut);
  const history = keep(rated, (movie) => isNew[movie] === 0);
  const targets = likesOf(rated, (movie) => isNew[movie] === 1);
  if (history.movies.length < FEWEST_GIVEN || targets.size === 0) return [];
  return [{ history, targets, isCandidate: (movie) => isNew[movie] === 1 }];
}

/** P2 with everything given; ratings of new movies cannot be read. */
export function catalogueQuestion({ pool, targets }: HeldOutPerson, isNew: Uint8Array): Question[] {
  if (targets.size === 0) return [];
  const known = new Set(pool.movies);
  const history = keep(pool, (movie) => isNew[movie] === 0);
  return [{ history, targets, isCandidate: (movie) => !known.has(movie) }];
}

/** P2 with `n` ratings given, where targets and candidates are the movies of a band. */
export function bandQuestion(
  person: HeldOutPerson,
  isInBand: (movie: number) => boolean,
  n: number = ALL_RATINGS,
): Question[] {
  const { pool, heldOut } = person;
  const targets = likesOf(heldOut, isInBand);
  if (targets.size === 0) return [];
  const known = new Set(pool.movies);
  return [
    {
      history: given(person, n),
      targets,
      isCandidate: (movie) => isInBand(movie) && !known.has(movie),
    },
  ];
}

/** The ratings of movies that pass, in movie order as the user tower reads them. */
function keep({ movies, halfStars }: History, passes: (movie: number) => boolean): History {
  const rows = Array.from(movies.keys())
    .filter((row) => passes(movies[row]))
    .sort((a, b) => movies[a] - movies[b]);
  return {
    movies: Int32Array.from(rows, (row) => movies[row]),
    halfStars: Uint8Array.from(rows, (row) => halfStars[row]),
  };
}

function likesOf({ movies, halfStars }: History, passes: (movie: number) => boolean): Set<number> {
  return new Set(
    movies.filter((movie, row) => halfStars[row] >= LIKED_FROM_HALF_STARS && passes(movie)),
  );
}

function joinHistories(a: History, b: History): History {
  return {
    movies: Int32Array.of(...a.movies, ...b.movies),
    halfStars: [...Array.from(a.halfStars), ...Array.from(b.halfStars)],
  };
}
