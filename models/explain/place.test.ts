import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { exampleBlock, exampleHistory } from '../testing/examples';
import { foldInAll } from '../towers/closedForm';
import { curveOf } from '../towers/curve';
import { createSpace } from '../towers/space';
import { Places, type MapColumns, type Place } from './place';

const MOVIES = 80;
const NEIGHBOURS = 24;
const prior = { weight: curveOf(() => 0.5), popularity: new Float32Array(MOVIES) };
const block = exampleBlock(MOVIES, 6);
const space = createSpace([block], prior);
const random = createRandom(1);
const map: MapColumns = {
  x: Float32Array.from({ length: MOVIES }, () => random.next()),
  y: Float32Array.from({ length: MOVIES }, () => random.next()),
  ratingCount: Int32Array.from({ length: MOVIES }, (_, movie) => (movie % 4 === 0 ? 4 : 5)),
};

function placeOf(user: Float32Array, columns: MapColumns = map): Place | null {
  return new Places(space, columns).of(user);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The movies with enough ratings that are nearest in direction, by a naive cosine. */
function neighboursOf(user: Float32Array): Point[] {
  const cosine = (movie: number): number => {
    const row = block.embedding.slice(6 * movie, 6 * movie + 6);
    const dot = user.reduce((sum, x, i) => sum + x * row[i], 0);
    return dot / Math.hypot(...row) / Math.hypot(...user);
  };
  return Array.from({ length: MOVIES }, (_, movie) => movie)
    .filter((movie) => map.ratingCount[movie] >= 5)
    .sort((a, b) => cosine(b) - cosine(a))
    .slice(0, NEIGHBOURS)
    .map((movie) => ({ x: map.x[movie], y: map.y[movie] }));
}

/** Whether a point lies in the convex hull: no direction separates it from all the points. */
function isInsideHull({ x, y }: Point, points: readonly Point[]): boolean {
  const directions = 720;
  const slack = 1e-6;
  return Array.from({ length: directions }, (_, i) => (2 * Math.PI * i) / directions).every(
    (angle) => {
      const along = (point: Point): number => point.x * Math.cos(angle) + point.y * Math.sin(angle);
      return along({ x, y }) <= Math.max(...points.map(along)) + slack;
    },
  );
}

describe('the place of a person on the map', () => {
  it('lies inside the hull of the movies nearest in direction', () => {
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(size, fc.integer({ min: 0, max: 999 }), (n, seed) => {
        const user = foldInAll(space, exampleHistory(MOVIES, n, seed));
        fc.pre(user.some((value) => value !== 0));
        const place = placeOf(user) ?? { x: NaN, y: NaN };
        expect(isInsideHull(place, neighboursOf(user))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('is near the movie that the person points at', () => {
    // Everything else lies far away on the map.
    const target = 17;
    const x = new Float32Array(MOVIES).fill(1);
    x[target] = 0;
    const user = block.embedding.slice(6 * target, 6 * target + 6);
    const place = placeOf(user, { ...map, x });
    const others = neighboursOf(user).length;
    expect(place?.x).toBeLessThan(1 - 2 / others);
  });

  it('depends on the direction alone', () => {
    const user = foldInAll(space, exampleHistory(MOVIES, 6));
    const place = placeOf(user);
    const longer = placeOf(user.map((value) => 8 * value));
    expect(longer?.x).toBeCloseTo(place?.x ?? NaN, 5);
    expect(longer?.y).toBeCloseTo(place?.y ?? NaN, 5);
  });

  it('ignores movies with too few ratings', () => {
    const hidden: MapColumns = {
      ...map,
      x: map.x.map((value, movie) => (map.ratingCount[movie] < 5 ? 99 : value)),
    };
    const user = foldInAll(space, exampleHistory(MOVIES, 6));
    expect(placeOf(user, hidden)).toEqual(placeOf(user));
  });

  it('is nowhere for a person without a direction, and on a map without rated movies', () => {
    expect(placeOf(new Float32Array(6))).toBeNull();
    const user = foldInAll(space, exampleHistory(MOVIES, 6));
    expect(placeOf(user, { ...map, ratingCount: new Int32Array(MOVIES) })).toBeNull();
  });
});
