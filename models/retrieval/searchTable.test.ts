import { expect, it } from 'vitest';
import type { ItemTable } from '../baselines/system';
import { createRandom } from '../dataset/random';
import { exampleHistory } from '../testing/examples';
import { searchTable } from './searchTable';

const MOVIES = 40;
const DIMENSIONS = 3;
const random = createRandom(4);
const draw = (length: number) => new Float32Array(length).map(() => random.normal());
const query = draw(DIMENSIONS);
const table: ItemTable = {
  items: draw(MOVIES * DIMENSIONS),
  dimensions: DIMENSIONS,
  queryOf: () => query,
};
const history = exampleHistory(MOVIES, 5);

it('finds the allowed movies with the largest dot products, best first', () => {
  const allowed = Uint8Array.from({ length: MOVIES }, (_, movie) => (movie % 3 === 0 ? 0 : 1));
  const expected = Array.from({ length: MOVIES }, (_, movie) => ({
    movie,
    score: query.reduce((sum, x, i) => sum + x * table.items[movie * DIMENSIONS + i], 0),
  }))
    .filter(({ movie }) => movie % 3 !== 0)
    .sort((a, b) => b.score - a.score);
  const { positions, scores } = searchTable(table, history, 6, allowed);
  expect(Array.from(positions)).toEqual(expected.slice(0, 6).map(({ movie }) => movie));
  scores.forEach((score, rank) => expect(score).toBeCloseTo(expected[rank].score, 5));
});

it('finds fewer only where fewer are allowed', () => {
  const allowed = new Uint8Array(MOVIES);
  allowed[7] = 1;
  expect(Array.from(searchTable(table, history, 6, allowed).positions)).toEqual([7]);
});
