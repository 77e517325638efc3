/** @file Queries that people would ask: embeddings folded in from random parts of histories. */
import type { History, Interactions } from '../../dataset/columns';
import { createRandom, type Random } from '../../dataset/random';
import { foldInAll } from '../../towers/closedForm';
import { queryOf, type TwoTowerSpace } from '../../towers/space';

/**
 * One query each for `count` different people, `[count, D + 1]`; fewer where there are fewer people.
 * The number of ratings given is log-uniform from 1 to the length of the history, so that beginners
 * count as much as collectors.
 */
export function sampleQueries(
  space: TwoTowerSpace,
  interactions: Interactions,
  count: number,
  seed: number,
): Float32Array {
  const random = createRandom(seed);
  const people = random
    .shuffle(Int32Array.from({ length: interactions.userCount }, (_, user) => user))
    .slice(0, count);
  const queries = new Float32Array(people.length * space.queryDimensions);
  people.forEach((user, at) => {
    const history = randomPart(interactions, user, random);
    const vector = foldInAll(space, history);
    queries.set(queryOf(space, vector, history.movies.length), at * space.queryDimensions);
  });
  return queries;
}

function randomPart({ offsets, movies, halfStars }: Interactions, user: number, random: Random) {
  const from = offsets[user];
  const length = offsets[user + 1] - from;
  const size = Math.min(length, Math.floor((length + 1) ** random.next()));
  const rows = random
    .shuffle(Int32Array.from({ length }, (_, i) => from + i))
    .slice(0, size)
    .sort();
  const history: History = {
    movies: rows.map((row) => movies[row]),
    halfStars: Uint8Array.from(rows, (row) => halfStars[row]),
  };
  return history;
}
