import { describe, expect, it } from 'vitest';
import { createRandom } from '../../dataset/random';
import { FieldTables } from './fieldTables';
import { categoryField, idField, textField, userDescriptions } from './fields';
import type { Optimizer } from './optimizers';

/** Steps against the gradient itself. */
const descent: Optimizer = {
  beginStep: () => undefined,
  update: (values, gradient, start = 0) =>
    gradient.forEach((slope, i) => (values[start + i] -= slope)),
};

const fields = [
  idField('user', 3, 2),
  categoryField('genre', [['war', 'drama'], [], ['drama']], 3),
];

describe('the tables of one side', () => {
  it('put the vectors of the fields side by side, several categories averaged', () => {
    const tables = new FieldTables(fields, createRandom(1));
    const all = tables.gatherAll();
    expect(tables.width).toBe(5);
    const row = (entity: number): number[] => Array.from(all.subarray(5 * entity, 5 * entity + 5));
    expect(Array.from(tables.gather([2, 0]))).toEqual([...row(2), ...row(0)]);
    // Drama alone is the third person's, so war is what is left of the first one's average.
    const [unknown, drama] = [row(1).slice(2), row(2).slice(2)];
    expect(unknown).not.toEqual(drama);
    const war = row(0)
      .slice(2)
      .map((mean, i) => 2 * mean - drama[i]);
    expect(war.every((value) => Math.abs(value) <= 0.05 + 1e-6)).toBe(true);
  });

  it('give each category the slopes of everybody who has it, by finite differences', () => {
    const entities = [0, 2, 0];
    const weights = Float32Array.from({ length: 15 }, (_, i) => Math.sin(i));
    const lossOf = (tables: FieldTables): number =>
      tables.gather(entities).reduce((sum, x, i) => sum + weights[i] * x ** 2, 0);
    const tables = new FieldTables(fields, createRandom(1));
    const before = tables.gather(entities);
    const lossBefore = lossOf(tables);
    const rate = 1e-3;
    tables.accumulate(
      entities,
      before.map((x, i) => 2 * rate * weights[i] * x),
    );
    tables.step(descent);
    // Along the gradient the loss falls by rate · |gradient|², which the tables' own moves tell.
    const moved = new FieldTables(fields, createRandom(1));
    const squares = squaredGradient(weights, before);
    expect(lossBefore - lossOf(tables)).toBeCloseTo(rate * squares, 7);
    expect(lossOf(moved)).toBe(lossBefore);
  });

  it('forget the slopes after a step, and leave other rows alone', () => {
    const tables = new FieldTables(fields, createRandom(1));
    const before = tables.gatherAll();
    tables.accumulate([0], new Float32Array(5).fill(1));
    tables.step(descent);
    tables.step(descent);
    const after = tables.gatherAll();
    expect(after[0]).toBeCloseTo(before[0] - 1, 6);
    expect(after.subarray(5, 10)).toEqual(before.subarray(5, 10));
  });
});

/** `|d loss / d table|²` of the sum of weighted squares, by hand for entities 0, 2, 0. */
function squaredGradient(weights: Float32Array, inputs: Float32Array): number {
  const slope = (row: number, column: number): number =>
    2 * weights[row * 5 + column] * inputs[row * 5 + column];
  let squares = 0;
  for (const column of [0, 1]) {
    squares += (slope(0, column) + slope(2, column)) ** 2 + slope(1, column) ** 2;
  }
  for (const column of [2, 3, 4]) {
    const half = (slope(0, column) + slope(2, column)) / 2;
    squares += half ** 2 + (half + slope(1, column)) ** 2;
  }
  return squares;
}

describe('fields', () => {
  it('share one vector for whatever is unknown', () => {
    const { size, ids, offsets } = categoryField('genre', [['war'], [], ['drama', 'war']], 2);
    expect(size).toBe(3);
    expect(Array.from(offsets)).toEqual([0, 1, 2, 4]);
    expect(Array.from(ids)).toEqual([1, 0, 2, 1]);
  });

  it('cut texts into words without case and punctuation', () => {
    const { ids } = textField('title', ['The War!', 'war, the sales/marketing', ''], 2);
    expect(Array.from(ids)).toEqual([1, 2, 2, 1, 3, 4, 0]);
  });

  it('describe people by age range, gender and occupation, strangers by none', () => {
    const user = { userId: 1, gender: 'F', age: 34, occupation: 'doctor/health care' } as const;
    const interactions = {
      userCount: 3,
      movieCount: 0,
      offsets: new Int32Array(4),
      movies: new Int32Array(0),
      halfStars: new Uint8Array(0),
    };
    const users = [user, null, { ...user, age: 25 }];
    const described = userDescriptions({ interactions, movies: [], users }, 4);
    expect(described.map(({ name }) => name)).toEqual([
      'age',
      'gender',
      'occupation',
      'occupation text',
    ]);
    for (const { ids, offsets } of described) {
      const of = (entity: number): number[] =>
        Array.from(ids.subarray(offsets[entity], offsets[entity + 1]));
      expect(of(0)).toEqual(of(2));
      expect(of(1)).toEqual([0]);
    }
  });
});
