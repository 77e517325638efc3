import { describe, expect, it } from 'vitest';
import type { PersonContext } from '../dataset/columns';
import { dotProducts } from './dotProducts';
import { exampleBlock, exampleHistory } from '../testing/examples';
import { foldInAll } from './closedForm';
import { activeValues, contextQuery, type ContextPrior } from './context';
import { CURVE_RATINGS, curveOf } from './curve';
import { contextScore, createSpace, itemTable, queryOf } from './space';

const MOVIES = 12;
const NOBODY: PersonContext = { gender: null, age: null, occupation: null, at: null };
const TOLD: PersonContext = { gender: 'F', age: 30, occupation: 'writer', at: 1500 };

const prior: ContextPrior = {
  values: [
    { kind: 'gender', value: 'F' },
    { kind: 'gender', value: 'M' },
    { kind: 'age', value: 18 },
    { kind: 'age', value: 25 },
    { kind: 'age', value: 35 },
    { kind: 'occupation', value: 'writer' },
    { kind: 'period', value: 1000 },
    { kind: 'period', value: 2000 },
  ],
  columns: Float32Array.from({ length: 8 * MOVIES }, (_, at) => Math.sin(at)),
  weight: {
    gender: curveOf(() => 0.5),
    age: curveOf((n) => 1 / (1 + n)),
    occupation: curveOf(() => 2),
    period: curveOf(() => 4),
  },
};

describe('what is true of a person', () => {
  const named = (person: Partial<PersonContext>) =>
    activeValues(prior, { ...NOBODY, ...person }).map((at) => prior.values[at].value);

  it('is what they told, and nothing of what they did not', () => {
    expect(named({})).toEqual([]);
    expect(named({ gender: 'M' })).toEqual(['M']);
    expect(named(TOLD)).toEqual(['F', 25, 'writer', 1000]);
  });

  it('is the band that a number falls into', () => {
    expect(named({ age: 25 })).toEqual([25]);
    expect(named({ age: 34 })).toEqual([25]);
    expect(named({ age: 99 })).toEqual([35]);
    expect(named({ at: Infinity })).toEqual([2000]);
  });

  it('is nothing for a value that nobody in training had', () => {
    expect(named({ age: 17, occupation: 'astronaut', at: 999 })).toEqual([]);
  });
});

describe('a space with context', () => {
  const blocks = [exampleBlock(MOVIES, 4)];
  const popularity = { weight: curveOf(() => 0.3), popularity: new Float32Array(MOVIES).fill(1) };
  const plain = createSpace(blocks, popularity);
  const space = createSpace(blocks, popularity, prior);
  const n = CURVE_RATINGS[2];
  const history = exampleHistory(MOVIES, n);
  const user = foldInAll(space, history);

  it('scores as one without, of whom nothing is known', () => {
    const expected = dotProducts(itemTable(plain), queryOf(plain, user, n));
    for (const person of [undefined, NOBODY]) {
      const query = queryOf(space, user, n, person);
      expect(dotProducts(itemTable(space), query)).toEqual(expected);
    }
  });

  it('adds the weighted columns of what is true, in one inner product', () => {
    const without = dotProducts(itemTable(plain), queryOf(plain, user, n));
    const query = queryOf(space, user, n, TOLD);
    const scores = dotProducts(itemTable(space), query);
    for (let movie = 0; movie < MOVIES; movie++) {
      const column = (at: number): number => prior.columns[at * MOVIES + movie];
      const added = 0.5 * column(0) + column(3) / (1 + n) + 2 * column(5) + 4 * column(6);
      expect(scores[movie] - without[movie]).toBeCloseTo(added, 5);
      expect(contextScore(space, query, movie)).toBeCloseTo(added, 5);
      expect(contextScore(plain, queryOf(plain, user, n, TOLD), movie)).toBe(0);
    }
  });

  it('weighs a kind by the ratings given', () => {
    expect(contextQuery(prior, TOLD, 0)[3]).toBeCloseTo(1, 6);
    expect(contextQuery(prior, TOLD, 1000)[3]).toBeCloseTo(1 / 1001, 6);
  });
});
