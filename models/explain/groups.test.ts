import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import {
  columnsOf,
  FEATURE_GROUPS,
  featureCount,
  type FeatureGroup,
} from '../ranking/featureNames';
import { groupContributions } from './groups';

const GENRES = 2;
const WIDTH = featureCount(GENRES);
const SHARE = 0.8;

const random = createRandom(9);
const features = Float32Array.from({ length: WIDTH }, () => random.normal());
const average = Float32Array.from({ length: WIDTH }, () => random.normal());
const weights = Float32Array.from({ length: WIDTH }, () => random.normal());

type RowValue = (row: ArrayLike<number>) => number;

/** The ranker's interface around a function of one row; the second head is of no interest. */
function correctBy(value: RowValue) {
  return (rows: Float32Array, count: number): Promise<Float32Array> => {
    const out = new Float32Array(2 * count);
    for (let row = 0; row < count; row++) {
      out[2 * row] = value(rows.subarray(row * WIDTH, (row + 1) * WIDTH));
      out[2 * row + 1] = 1e6;
    }
    return Promise.resolve(out);
  };
}

const explain = (value: RowValue, share = SHARE) =>
  groupContributions(correctBy(value), features, average, GENRES, share);

const linear: RowValue = (row) => weights.reduce((sum, w, i) => sum + w * row[i], 0);
/** Every group interacts with every other. */
const twisted: RowValue = (row) => Math.tanh(0.3 * linear(row)) * Math.sin(row[0] + 2 * row[20]);

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}

/** Mean gain of each group over all orders in which groups can join. */
function naiveShapley(value: RowValue): Map<FeatureGroup, number> {
  const sums = new Map<FeatureGroup, number>(FEATURE_GROUPS.map((group) => [group, 0]));
  const orders = permutations(FEATURE_GROUPS);
  for (const order of orders) {
    const row = Float64Array.from(average);
    let before = value(row);
    for (const group of order) {
      for (const column of columnsOf(group, GENRES)) row[column] = features[column];
      const after = value(row);
      sums.set(group, (sums.get(group) ?? 0) + (after - before) / orders.length);
      before = after;
    }
  }
  return sums;
}

describe('what the groups of features add', () => {
  it('sums to the share of the correction', async () => {
    for (const value of [linear, twisted]) {
      const parts = await explain(value);
      const sum = parts.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(SHARE * value(features), 5);
    }
  });

  it('is the mean gain over all orders of joining', async () => {
    const expected = naiveShapley(twisted);
    const parts = await explain(twisted);
    expect(parts.slice(0, -1).map(({ group }) => group)).toEqual(FEATURE_GROUPS);
    for (const group of FEATURE_GROUPS) {
      const part = parts.find((one) => one.group === group);
      expect(part?.contribution).toBeCloseTo(SHARE * (expected.get(group) ?? NaN), 5);
    }
  });

  it('begins at what an average pair gets', async () => {
    const { group, contribution } = (await explain(twisted)).slice(-1)[0];
    expect(group).toBe('average pair');
    expect(contribution).toBeCloseTo(SHARE * twisted(average), 6);
  });

  it('is nothing for a group that changes nothing, alone or with others', async () => {
    const ignored = new Set(columnsOf('genres', GENRES));
    const deaf: RowValue = (row) =>
      twisted(Float64Array.from(row, (x, column) => (ignored.has(column) ? 0 : x)));
    const parts = await explain(deaf);
    const contributionOf = (group: FeatureGroup): number =>
      parts.find((part) => part.group === group)?.contribution ?? NaN;
    expect(contributionOf('genres')).toBe(0);
    expect(contributionOf('retrieval')).not.toBe(0);
  });

  it('is nothing at all for somebody without ratings, who gets no correction', async () => {
    for (const { contribution } of await explain(twisted, 0)) {
      expect(Math.abs(contribution)).toBe(0);
    }
  });
});
