import { describe, expect, it } from 'vitest';
import type { Interactions } from '../../dataset/columns';
import { exampleModel } from '../../testing/models';
import { foldInAll } from '../../towers/closedForm';
import { queryOf } from '../../towers/space';
import { spaceOf } from '../../training/trainedModel';
import { sampleQueries } from './sampleQueries';

const PEOPLE = 6;
const space = spaceOf(exampleModel({ movies: 40, blocks: [5, 3] }));
const D = space.queryDimensions;

/** Person `u` rated `lengths[u]` movies, from movie `u` on. */
function interactionsOf(lengths: readonly number[]): Interactions {
  const offsets = Int32Array.from([0, ...lengths]);
  for (let u = 1; u < offsets.length; u++) offsets[u] += offsets[u - 1];
  const movies = Int32Array.from(
    lengths.flatMap((n, u) => Array.from({ length: n }, (_, i) => u + i)),
  );
  return {
    userCount: lengths.length,
    movieCount: 40,
    offsets,
    movies,
    halfStars: Uint8Array.from(movies, (movie) => 1 + (movie % 10)),
  };
}

/** The query of a person who rated these movies. */
function queryFor(movies: readonly number[]): string {
  const history = {
    movies: Int32Array.from(movies),
    halfStars: movies.map((movie) => 1 + (movie % 10)),
  };
  return queryOf(space, foldInAll(space, history), movies.length).join();
}

const queriesOf = (values: Float32Array): string[] =>
  Array.from({ length: values.length / D }, (_, q) => values.slice(q * D, (q + 1) * D).join());

describe('sampled queries', () => {
  it('are those of different people, folded in from what they rated', () => {
    const interactions = interactionsOf(Array.from({ length: PEOPLE }, () => 1));
    const expected = Array.from({ length: PEOPLE }, (_, u) => queryFor([u]));
    const sampled = queriesOf(sampleQueries(space, interactions, 100, 1));
    expect(sampled.toSorted()).toEqual(expected.toSorted());
    expect(new Set(queriesOf(sampleQueries(space, interactions, 4, 2))).size).toBe(4);
  });

  it('come from random parts of a history, one rating up to all of them', () => {
    const interactions = interactionsOf([3]);
    const parts = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]].map(queryFor);
    const seen = new Set<number>();
    for (let seed = 0; seed < 200; seed++) {
      const [query] = queriesOf(sampleQueries(space, interactions, 1, seed));
      seen.add(parts.indexOf(query));
    }
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('are the same for the same seed', () => {
    const interactions = interactionsOf([9, 4, 12]);
    const [first, again, other] = [5, 5, 6].map((seed) =>
      sampleQueries(space, interactions, 3, seed),
    );
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });
});
