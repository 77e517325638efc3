import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../models/dataset/random';
import { startWasmBackend } from '../runtime/wasmBackend';
import { layOutMap, type MapLayout } from './mapLayout';

const DIMENSIONS = 6;
const GROUPS = 3;

/** Movies around `GROUPS` directions, movie `i` in group `i % GROUPS`. */
function embeddingOf(movies: number): Float32Array {
  const random = createRandom(1);
  return new Float32Array(movies * DIMENSIONS).map((_, at) => {
    const movie = Math.floor(at / DIMENSIONS);
    const isGroup = at % DIMENSIONS === movie % GROUPS;
    return (isGroup ? 1 : 0.2) + 0.05 * random.normal();
  });
}

const layOut = (embedding: Float32Array, ratingCount: Int32Array): Promise<MapLayout> =>
  layOutMap(embedding, DIMENSIONS, ratingCount, 1, () => undefined);

const isPlaced = ({ x, y }: MapLayout): boolean =>
  [...x, ...y].every((value) => value > -0.1 && value < 1.1);

describe('the map', () => {
  beforeAll(startWasmBackend);

  it('places movies near those that are like them, rare ones too', async () => {
    const ratingCount = new Int32Array(90).fill(10).fill(1, 60);
    const { x, y } = await layOut(embeddingOf(90), ratingCount);
    const distance = (a: number, b: number): number => Math.hypot(x[a] - x[b], y[a] - y[b]);
    let near = 0;
    for (let rare = 60; rare < 90; rare++) {
      const own = distance(rare, rare % GROUPS);
      if (own < distance(rare, (rare + 1) % GROUPS)) near++;
    }
    expect(near).toBeGreaterThan(25);
  });

  it('places a movie that is like no other somewhere', async () => {
    const embedding = embeddingOf(60);
    embedding.fill(0, 0, 2 * DIMENSIONS);
    const layout = await layOut(embedding, new Int32Array(60).fill(10));
    expect(isPlaced(layout)).toBe(true);
  });

  it('places movies when there are too few to lay out', async () => {
    const layout = await layOut(embeddingOf(5), new Int32Array(5).fill(10));
    expect(layout.x).toHaveLength(5);
    expect(isPlaced(layout)).toBe(true);
  });
});
