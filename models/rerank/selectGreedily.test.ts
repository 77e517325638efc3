import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationKl, genreDistribution } from '../metrics/beyondAccuracy';
import { createRandom } from '../dataset/random';
import { exampleBlock } from '../testing/examples';
import { DeterminantalPointProcess } from './determinantalPointProcess';
import { directionsOf, similarityOf, type Directions } from './directions';
import { GenreCalibration } from './genreCalibration';
import { MaximalMarginalRelevance } from './maximalMarginalRelevance';
import { selectGreedily } from './selectGreedily';

const CANDIDATES = 12;

/** Relevance, directions and genres of a few candidates. */
function example(seed: number): {
  relevance: Float64Array;
  directions: Directions;
  genres: Int32Array;
} {
  const random = createRandom(seed);
  const blocks = [exampleBlock(30, 3, seed), exampleBlock(30, 5, seed + 1)];
  const movies = random.shuffle(Int32Array.from({ length: 30 }, (_, m) => m)).slice(0, CANDIDATES);
  return {
    relevance: Float64Array.from(movies, () => random.normal()),
    directions: directionsOf({ blocks, userDimensions: 8 }, movies),
    genres: Int32Array.from(movies, () => random.integer(16)),
  };
}

/** Adds the candidate with the best value of the whole list, computed anew for every list. */
function naiveOrder(places: number, valueOf: (list: readonly number[]) => number): number[] {
  const list: number[] = [];
  while (list.length < places) {
    const left = Array.from({ length: CANDIDATES }, (_, i) => i).filter((i) => !list.includes(i));
    const values = left.map((candidate) => valueOf([...list, candidate]));
    list.push(left[values.indexOf(Math.max(...values))]);
  }
  return list;
}

/** By expansion along the first row. */
function determinant(matrix: readonly (readonly number[])[]): number {
  if (matrix.length === 0) return 1;
  return matrix[0].reduce((sum, value, column) => {
    const minor = matrix.slice(1).map((row) => row.filter((_, at) => at !== column));
    return sum + (-1) ** column * value * determinant(minor);
  }, 0);
}

const seeds = fc.integer({ min: 1, max: 10_000 });
const weights = fc.double({ min: 0.05, max: 5, noNaN: true });
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('the greedy selection', () => {
  it('without wishes orders by relevance, ties as given', () => {
    expect(selectGreedily(Float64Array.of(1, 3, 3, 2), [], 2)).toEqual([1, 2, 3, 0]);
  });

  it('orders what is behind the places by relevance', () => {
    const { directions, relevance } = example(3);
    const order = selectGreedily(relevance, [new MaximalMarginalRelevance(directions, 1)], 4);
    const behind = order.slice(4).map((candidate) => relevance[candidate]);
    expect(behind).toEqual([...behind].sort((a, b) => b - a));
  });
});

describe('directions', () => {
  it('multiply to the mean of the cosines of the blocks', () => {
    const blocks = [exampleBlock(9, 3, 1), exampleBlock(9, 5, 2)];
    const directions = directionsOf({ blocks, userDimensions: 8 }, [4, 7]);
    const cosines = blocks.map(({ embedding, dimensions }) => {
      const [a, b] = [4, 7].map((m) =>
        Array.from(embedding.subarray(m * dimensions, (m + 1) * dimensions)),
      );
      const dot = (x: number[], y: number[]): number => sum(x.map((value, i) => value * y[i]));
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    });
    expect(similarityOf(directions, 0, 1)).toBeCloseTo(sum(cosines) / 2, 6);
    expect(similarityOf(directions, 1, 1)).toBeCloseTo(1, 12);
  });
});

describe('maximal marginal relevance', () => {
  it('chooses what the naive loop over all listed movies chooses', () => {
    fc.assert(
      fc.property(seeds, weights, (seed, weight) => {
        const { relevance, directions } = example(seed);
        const term = new MaximalMarginalRelevance(directions, weight);
        // The last of the list against all before it; earlier ones are the same for every candidate.
        const valueOf = (list: readonly number[]): number => {
          const last = list[list.length - 1];
          const nearest = list.slice(0, -1).map((i) => similarityOf(directions, i, last));
          return relevance[last] - weight * Math.max(0, ...nearest);
        };
        const order = selectGreedily(relevance, [term], CANDIDATES);
        expect(order).toEqual(naiveOrder(CANDIDATES, valueOf));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the determinantal point process', () => {
  it('chooses what maximises the determinant of the kernel', () => {
    fc.assert(
      fc.property(seeds, weights, (seed, weight) => {
        const { relevance, directions } = example(seed);
        const term = new DeterminantalPointProcess(directions, weight);
        const quality = relevance.map((points) => Math.exp(points / (2 * weight)));
        const kernel = (list: readonly number[]): number[][] =>
          list.map((i) =>
            list.map((j) => quality[i] * similarityOf(directions, i, j) * quality[j]),
          );
        const valueOf = (list: readonly number[]): number => Math.log(determinant(kernel(list)));
        const order = selectGreedily(relevance, [term], 5);
        expect(order.slice(0, 5)).toEqual(naiveOrder(5, valueOf));
      }),
      { numRuns: 30 },
    );
  });

  it('stays finite when the directions are used up', () => {
    const { relevance, directions } = example(8);
    const term = new DeterminantalPointProcess(directions, 1);
    const order = selectGreedily(relevance, [term], CANDIDATES);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from(order, (_, i) => i));
    expect(term.gains.every(Number.isFinite)).toBe(true);
  });
});

describe('genre calibration', () => {
  it('chooses what trades mean relevance for the divergence of the whole list best', () => {
    fc.assert(
      fc.property(seeds, weights, (seed, weight) => {
        const { relevance, genres } = example(seed);
        const wanted = genreDistribution(genres, [0, 3, 5], [9, 4, 2]);
        const term = new GenreCalibration(genres, wanted, weight);
        const valueOf = (list: readonly number[]): number =>
          sum(list.map((i) => relevance[i])) -
          weight * list.length * calibrationKl(wanted, genreDistribution(genres, list));
        const order = selectGreedily(relevance, [term], CANDIDATES);
        expect(order).toEqual(naiveOrder(CANDIDATES, valueOf));
      }),
      { numRuns: 50 },
    );
  });

  it('has no wish for a person whose history has no genres', () => {
    const { relevance, genres } = example(4);
    const nothing = new GenreCalibration(genres, genreDistribution(genres, []), 3);
    expect(selectGreedily(relevance, [nothing], CANDIDATES)).toEqual(
      selectGreedily(relevance, [], CANDIDATES),
    );
  });
});
