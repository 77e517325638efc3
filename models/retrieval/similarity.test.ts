import { describe, expect, it } from 'vitest';
import { exampleBlock } from '../testing/examples';
import { createBlock } from '../towers/block';
import { curveOf } from '../towers/curve';
import { createSpace } from '../towers/space';
import { itemSimilarity } from './similarity';

const MOVIES = 50;
const blocks = [exampleBlock(MOVIES, 6, 1), exampleBlock(MOVIES, 3, 2)];
const prior = { weight: curveOf(() => 1), popularity: new Float32Array(MOVIES) };
const space = createSpace(blocks, prior);
const wellKnown = new Int32Array(MOVIES).fill(100);

function naiveCosine(a: number[], b: number[]): number {
  const dot = (x: number[], y: number[]): number => x.reduce((sum, v, i) => sum + v * y[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function rowOf(block: (typeof blocks)[number], movie: number): number[] {
  const { embedding, dimensions } = block;
  return Array.from(embedding.slice(movie * dimensions, (movie + 1) * dimensions));
}

describe('movies like a movie', () => {
  it('are ordered by the mean of the naive cosines of the blocks', () => {
    const movie = 11;
    const top = itemSimilarity(space, wellKnown, movie, MOVIES, new Set([movie]));
    const naive = Array.from({ length: MOVIES }, (_, other) => {
      const cosines = blocks.map((block) => naiveCosine(rowOf(block, movie), rowOf(block, other)));
      return (cosines[0] + cosines[1]) / 2;
    });
    const expected = naive
      .map((_, other) => other)
      .filter((other) => other !== movie)
      .sort((a, b) => naive[b] - naive[a]);
    expect(Array.from(top.positions)).toEqual(expected);
    top.positions.forEach((other, rank) => {
      expect(top.scores[rank]).toBeCloseTo(naive[other], 5);
    });
  });

  it('include the movie itself with cosine 1 unless it is excluded', () => {
    const top = itemSimilarity(space, wellKnown, 4, 1, new Set());
    expect(top.positions[0]).toBe(4);
    expect(top.scores[0]).toBeCloseTo(1, 6);
  });

  it('leave out movies with fewer than three ratings, and still fill k', () => {
    const ratingCount = Int32Array.from({ length: MOVIES }, (_, movie) => movie % 4);
    const top = itemSimilarity(space, ratingCount, 0, 10, new Set([0]));
    expect(top.positions).toHaveLength(10);
    expect(Array.from(top.positions, (movie) => movie % 4)).toEqual(new Array(10).fill(3));
  });

  it('do not depend on the length of an embedding', () => {
    const [block] = blocks;
    const stretched = block.embedding.map((value, at) => value * (1 + Math.floor(at / 6)));
    const longer = createSpace([createBlock('longer', 1, block.loss, stretched, 6)], prior);
    const original = itemSimilarity(createSpace([block], prior), wellKnown, 7, 8, new Set());
    const other = itemSimilarity(longer, wellKnown, 7, 8, new Set());
    expect(other.positions).toEqual(original.positions);
  });

  it('gives finite scores next to a movie without an embedding', () => {
    const embedding = blocks[0].embedding.slice();
    embedding.fill(0, 0, 6);
    const withNull = createSpace([createBlock('null', 1, blocks[0].loss, embedding, 6)], prior);
    for (const movie of [0, 1]) {
      const top = itemSimilarity(withNull, wellKnown, movie, MOVIES, new Set());
      expect(Array.from(top.scores).every(Number.isFinite)).toBe(true);
    }
  });
});
