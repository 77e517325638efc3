import { describe, expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { selectUsers } from '../dataset/interactions';
import { EXAMPLE_LOSS, exampleBlock, exampleInteractions } from '../testing/examples';
import { eliminate } from '../testing/elimination';
import { createBlock, type Block } from '../towers/block';
import { normalEquations } from '../towers/closedForm';
import { curveOf } from '../towers/curve';
import { createSpace, standardized } from '../towers/space';
import { inOrder, mostPopularFirst, oneAfterAnother } from './questions';
import { planQuestions } from './questionsTraining';
import { InformativeQuestions } from './questionsUncertainty';

const nothing: History = { movies: new Int32Array(0), halfStars: [] };
const rated = (...movies: number[]): History => ({
  movies: Int32Array.from(movies),
  halfStars: movies.map(() => 8),
});

describe('asking in an order', () => {
  it('asks the most rated movie first and, of equals, the one with the lower index', () => {
    const strategy = mostPopularFirst([3, 9, 9, 1]);
    expect(strategy.next(nothing, new Set())).toBe(1);
    expect(strategy.next(nothing, new Set([1]))).toBe(2);
    expect(strategy.next(rated(2), new Set([1]))).toBe(0);
  });

  it('has nothing left to ask once everything was shown or rated', () => {
    expect(mostPopularFirst([5, 4]).next(rated(0), new Set([1]))).toBeNull();
  });

  it('goes on with the second strategy when the first has run out', () => {
    const strategy = oneAfterAnother(inOrder(Int32Array.of(2)), mostPopularFirst([5, 4, 3]));
    expect(strategy.next(nothing, new Set())).toBe(2);
    expect(strategy.next(nothing, new Set([2]))).toBe(0);
  });
});

describe('asking where most can be learned', () => {
  const MOVIES = 60;
  const DIMENSIONS = 6;
  const block = exampleBlock(MOVIES, DIMENSIONS);
  const nobody = new Set<number>();
  /** Everybody is equally likely to have seen anything. */
  const anything = [0, 0, 0, 0, 0];
  const counts = new Int32Array(MOVIES).fill(10);

  it('asks about the movie with the largest share of vᵀA⁻¹v left, by elimination', () => {
    const answers = rated(3, 7, 20);
    const left = variances(block, answers);
    const before = variances(block, nothing);
    const shares = left.map((variance, movie) => variance / before[movie]);
    for (const movie of answers.movies) shares[movie] = -1;
    const expected = shares.indexOf(Math.max(...shares));
    const strategy = new InformativeQuestions(block, counts, 100, anything);
    expect(strategy.next(answers, new Set(answers.movies))).toBe(expected);
  });

  it('asks about one of two tastes, and then, whatever the answer, about the other', () => {
    // Movies of two tastes on two axes: once one is answered, its neighbours tell nothing new.
    const strategy = new InformativeQuestions(tastes(6), new Int32Array(6).fill(10), 100, anything);
    const first = strategy.next(nothing, nobody) ?? NaN;
    const second = strategy.next(rated(first), new Set([first])) ?? NaN;
    expect(second % 2).not.toBe(first % 2);
    expect(strategy.several(nothing, nobody, 2).map((movie) => movie % 2)).toEqual([0, 1]);
  });

  it('prefers what a person of this taste has probably seen, and "not seen" tells against it', () => {
    const probably = [-1, 0, 20, 0, 0];
    const strategy = new InformativeQuestions(tastes(6), new Int32Array(6).fill(10), 100, probably);
    const afterFirstKind = strategy.next(rated(0), new Set([0, 1]));
    const afterSecondKind = strategy.next(rated(1), new Set([0, 1]));
    expect([afterFirstKind, afterSecondKind].map((movie) => (movie ?? NaN) % 2)).toEqual([0, 1]);
  });

  it('never asks twice, and stops when everything was asked', () => {
    const strategy = new InformativeQuestions(block, counts, 100, anything);
    const asked = new Set<number>();
    for (let i = 0; i < MOVIES; i++) {
      const movie = strategy.next(nothing, asked);
      expect(movie).not.toBeNull();
      if (movie !== null) asked.add(movie);
    }
    expect(asked.size).toBe(MOVIES);
    expect(strategy.next(nothing, asked)).toBeNull();
    expect(new Set(strategy.several(nothing, nobody, 100)).size).toBe(MOVIES);
  });
});

/** Even movies lie on one axis, odd ones on the other. */
function tastes(movies: number): Block {
  const embedding = Float32Array.from({ length: 2 * movies }, (_, at) =>
    Math.floor(at / 2) % 2 === at % 2 ? 1 : 0,
  );
  return createBlock('tastes', 1, EXAMPLE_LOSS, embedding, 2);
}

/** `vᵀ A⁻¹ v` of every movie, by elimination. */
function variances(block: Block, history: History): number[] {
  const { dimensions: n, embedding, movieCount } = block;
  const { matrix } = normalEquations(block, history);
  const dense = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => matrix[Math.max(i, j) * n + Math.min(i, j)]),
  );
  return Array.from({ length: movieCount }, (_, movie) => {
    const v = Array.from(embedding.subarray(movie * n, (movie + 1) * n));
    return eliminate(dense, v).reduce((sum, x, i) => sum + x * v[i], 0);
  });
}

describe('a plan of questions', () => {
  const MOVIES = 40;
  const config = {
    seed: 3,
    people: 60,
    candidates: 12,
    shortlist: 6,
    catalogue: MOVIES,
    questions: 4,
  };

  it('asks first about the movie whose answer tells two groups of people apart', async () => {
    // Movie 0 was seen by all and tells nothing; 1 and 2 each by one group, whose likes they announce.
    const embedding = Float32Array.from({ length: MOVIES * 2 }, (_, at) => {
      const movie = Math.floor(at / 2);
      if (movie === 0) return 0;
      return movie % 2 === at % 2 ? 1 : 0;
    });
    const popularity = standardized(Array.from({ length: MOVIES }, (_, movie) => -movie));
    const block = createBlock('planted', 1, EXAMPLE_LOSS, embedding, 2);
    const space = createSpace([block], { weight: curveOf((n) => 0.01 / (1 + n)), popularity });
    const rows = Array.from({ length: 60 }, (_, user) => {
      const group = Array.from({ length: 14 }, (_, i) => 1 + (user % 2) + 2 * ((user + i) % 19));
      const own = [...new Set([0, 1 + (user % 2), ...group])].filter((movie) => movie < MOVIES);
      return own.sort((a, b) => a - b);
    });
    const offsets = new Int32Array(rows.length + 1);
    rows.forEach((row, user) => (offsets[user + 1] = offsets[user] + row.length));
    const movies = Int32Array.from(rows.flat());
    const interactions = {
      userCount: rows.length,
      movieCount: MOVIES,
      offsets,
      movies,
      halfStars: new Uint8Array(movies.length).fill(9),
    };
    const plan = await planQuestions(space, interactions, config);
    expect(plan).toHaveLength(4);
    expect([1, 2]).toContain(plan[0]);
    expect(new Set(plan).size).toBe(4);
  });

  it('is the same for the same seed, reports a rising quality and can be stopped', async () => {
    const interactions = exampleInteractions(MOVIES, new Array<number>(50).fill(20));
    const block = exampleBlock(MOVIES, 4);
    const popularity = new Float32Array(MOVIES);
    const space = createSpace([block], { weight: curveOf((n) => 0.5 / (1 + n / 3)), popularity });
    const curve: number[] = [];
    const plan = await planQuestions(space, interactions, config, {
      onQuestion: (_done, _total, ndcg) => curve.push(ndcg),
    });
    expect(await planQuestions(space, interactions, config)).toEqual(plan);
    expect(curve).toHaveLength(4);
    expect(await planQuestions(space, selectUsers(interactions, []), config)).toHaveLength(4);
    const stopped = planQuestions(space, interactions, config, {
      onPiece: () => {
        throw new Error('enough');
      },
    });
    await expect(stopped).rejects.toThrow('enough');
  });
});
