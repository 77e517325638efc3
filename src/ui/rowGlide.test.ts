import { describe, expect, it, vi } from 'vitest';
import { RowGlide } from './rowGlide';

const ROW = { stridePx: 100, first: 0, count: 4 };

/** A row of cards by key; `moves` tells where each animation starts. */
function rowOf(keys: readonly string[]) {
  const glide = new RowGlide();
  const spies = keys.map((key) => {
    const card = document.createElement('li');
    glide.card(key)(card);
    return [key, vi.spyOn(card, 'animate')] as const;
  });
  glide.settle(keys, ROW, 200);
  const moves = () =>
    Object.fromEntries(
      spies.flatMap(([key, spy]) => spy.mock.calls.map(([frames]) => [key, startOf(frames)])),
    );
  return { glide, moves };
}

function startOf(frames: Keyframe[] | PropertyIndexedKeyframes | null): unknown {
  return Array.isArray(frames) ? frames[0].transform : frames;
}

describe('a row whose cards change places', () => {
  it('starts each moved card where it was', () => {
    const { glide, moves } = rowOf(['a', 'b', 'c']);
    glide.settle(['c', 'a', 'b'], ROW, 200);
    expect(moves()).toEqual({
      a: 'translateX(-100px)',
      b: 'translateX(-100px)',
      c: 'translateX(200px)',
    });
  });

  it('leaves still what has not moved and what is new', () => {
    const { glide, moves } = rowOf(['a', 'b']);
    glide.settle(['a', 'x', 'b'], ROW, 200);
    expect(moves()).toEqual({ b: 'translateX(-100px)' });
  });

  it('moves nothing that was out of sight and stays there', () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    const { glide, moves } = rowOf(keys);
    glide.settle(['a', 'b', 'c', 'd', 'f', 'e'], ROW, 200);
    expect(moves()).toEqual({});
  });

  it('moves nothing when motion is not wanted', () => {
    const { glide, moves } = rowOf(['a', 'b']);
    glide.settle(['b', 'a'], ROW, 0);
    expect(moves()).toEqual({});
  });
});
