import { expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { historyOf } from '../dataset/interactions';
import { createRandom } from '../dataset/random';
import { onEachBackend } from '../testing/backends';
import { exampleInteractions } from '../testing/examples';
import { EXAMPLE_GENRES, exampleFacts, exampleModel } from '../testing/models';
import { featureNames } from '../ranking/featureNames';
import { curveOf } from '../towers/curve';
import { featureSourceOf } from './trainedModel';
import {
  emptyLists,
  LIST_ROWS,
  LISTED,
  ListWriter,
  RATED,
  widthOf,
  type RankerLists,
} from './rankerLists';

const PEOPLE = Int32Array.of(0, 1, 2, 3);
const SIZES = [40, 9, 2, 70];
const LARGE = 400;
const SMALL = 90;

/** A movie is known by its bias, which no two share. */
const BIAS = featureNames(EXAMPLE_GENRES).indexOf('movie bias');

interface Setting {
  readonly source: ReturnType<typeof featureSourceOf>;
  readonly interactions: ReturnType<typeof exampleInteractions>;
}

function settingOf(movies: number): Setting {
  return {
    source: featureSourceOf(exampleModel({ movies }), exampleFacts(movies)),
    interactions: exampleInteractions(movies, SIZES),
  };
}

const large = settingOf(LARGE);
const small = settingOf(SMALL);

async function listsOf({ source, interactions }: Setting, seed = 1): Promise<RankerLists> {
  const lists = emptyLists(PEOPLE.length, widthOf(source));
  await new ListWriter(source, interactions, createRandom(seed)).write(PEOPLE, lists, 0);
  return lists;
}

/** The movies of some rows of a list, by their bias; empty rows are left out. */
function moviesOf(
  { source }: Setting,
  { features, width }: RankerLists,
  list: number,
  from: number,
  rows: number,
): number[] {
  const movies: number[] = [];
  for (let row = from; row < from + rows; row++) {
    const start = (list * LIST_ROWS + row) * width;
    const values = features.subarray(start, start + width);
    if (values.every((value) => value === 0)) continue;
    movies.push(source.ratings.movieBias.indexOf(values[BIAS]));
  }
  return movies;
}

/** Movies of a history that are not in its pool. */
const restOf = (size: number): number => size - Math.floor(0.8 * size);

function starsGiven(history: History, movie: number): number {
  return history.halfStars[history.movies.indexOf(movie)] / 2;
}

const sum = (values: Float32Array): number => values.reduce((a, b) => a + b, 0);

onEachBackend('the lists of the ranker', () => {
  it('hold no movie twice, and none of the pool, which is known', async () => {
    const lists = await listsOf(large);
    for (const [list, person] of PEOPLE.entries()) {
      const listed = moviesOf(large, lists, list, 0, LISTED);
      const rated = moviesOf(large, lists, list, LISTED, RATED);
      const { movies } = historyOf(large.interactions, person);
      expect(new Set(listed).size).toBe(LISTED);
      expect(rated).toHaveLength(restOf(movies.length));
      expect(rated.every((movie) => movies.includes(movie))).toBe(true);
      const pool = Array.from(movies).filter((movie) => !rated.includes(movie));
      expect(pool).toHaveLength(Math.floor(0.8 * movies.length));
      expect(listed.filter((movie) => pool.includes(movie))).toEqual([]);
    }
  });

  it('say how many ratings were given, for the share and the scale of a score', async () => {
    const lists = await listsOf(large);
    const { width } = lists;
    const column = featureNames(EXAMPLE_GENRES).indexOf('log ratings given');
    for (const list of PEOPLE.keys()) {
      const given = Math.round(Math.expm1(5 * lists.features[list * LIST_ROWS * width + column]));
      expect(lists.share[list]).toBeCloseTo(given / (given + 1), 5);
      const knots = Array.from(lists.knots.subarray(8 * list, 8 * (list + 1)));
      const curve = curveOf((n) => Math.log1p(n));
      const value = knots.reduce((total, weight, knot) => total + weight * curve[knot], 0);
      expect(value).toBeCloseTo(Math.log1p(given), 5);
    }
  });

  it('give each like among the listed the same relevance, which sums to one', async () => {
    const lists = await listsOf(large);
    let likes = 0;
    for (const [list, person] of PEOPLE.entries()) {
      const relevance = lists.relevance.subarray(list * LISTED, (list + 1) * LISTED);
      const history = historyOf(large.interactions, person);
      const relevant = moviesOf(large, lists, list, 0, LISTED).filter((_, i) => relevance[i] > 0);
      likes += relevant.length;
      expect(sum(relevance)).toBeCloseTo(relevant.length > 0 ? 1 : 0, 5);
      expect(new Set(relevance.filter((value) => value > 0)).size).toBeLessThanOrEqual(1);
      for (const movie of relevant) expect(starsGiven(history, movie)).toBeGreaterThanOrEqual(4);
    }
    expect(likes).toBeGreaterThan(0);
  });

  it('are to find every rating that was cut off where every rating is relevant', async () => {
    const lists = emptyLists(PEOPLE.length, widthOf(small.source));
    const writer = new ListWriter(small.source, small.interactions, createRandom(1), 1);
    await writer.write(PEOPLE, lists, 0);
    let disliked = 0;
    for (const [list, person] of PEOPLE.entries()) {
      const listed = moviesOf(small, lists, list, 0, LISTED);
      const relevance = lists.relevance.subarray(list * LISTED, (list + 1) * LISTED);
      const history = historyOf(small.interactions, person);
      const cutOff = listed.filter((movie) => history.movies.includes(movie));
      expect(listed.filter((_, i) => relevance[i] > 0)).toEqual(cutOff);
      expect(cutOff).toHaveLength(restOf(history.movies.length));
      disliked += cutOff.filter((movie) => starsGiven(history, movie) < 4).length;
    }
    expect(disliked).toBeGreaterThan(0);
  });

  it('have the stars given less the stars predicted of what was cut off', async () => {
    const lists = await listsOf(large);
    const stars = featureNames(EXAMPLE_GENRES).indexOf('stars');
    for (const [list, person] of PEOPLE.entries()) {
      const history = historyOf(large.interactions, person);
      moviesOf(large, lists, list, LISTED, RATED).forEach((movie, i) => {
        const at = (list * LIST_ROWS + LISTED + i) * lists.width;
        const predicted = lists.features[at + stars] + large.source.ratings.mean;
        expect(lists.residual[list * RATED + i]).toBeCloseTo(
          starsGiven(history, movie) - predicted,
          4,
        );
        expect(lists.isRated[list * RATED + i]).toBe(1);
      });
    }
  });

  it('of a small catalogue end in empty rows that can never be first', async () => {
    const lists = await listsOf(small);
    for (const list of PEOPLE.keys()) {
      const listed = moviesOf(small, lists, list, 0, LISTED);
      expect(listed).toHaveLength(SMALL - Math.floor(0.8 * SIZES[list]));
      const padding = (values: Float32Array): Float32Array =>
        values.subarray(list * LISTED + listed.length, (list + 1) * LISTED);
      expect(new Set(padding(lists.retrieval))).toEqual(new Set([-1e6]));
      expect(sum(padding(lists.relevance))).toBe(0);
      const rated = moviesOf(small, lists, list, LISTED, RATED);
      expect(sum(lists.isRated.subarray(list * RATED, (list + 1) * RATED))).toBe(rated.length);
    }
  });

  it('are the same for the same seed, and others for another', async () => {
    const lists = await listsOf(large);
    expect(await listsOf(large)).toEqual(lists);
    expect(await listsOf(large, 2)).not.toEqual(lists);
  });
});
