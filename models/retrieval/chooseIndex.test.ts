import { describe, expect, it } from 'vitest';
import { chooseIndex } from './chooseIndex';
import type { RetrievalIndex } from './index';

/** A clock that only searches move, and indices that take their time on it. */
function bench() {
  let nowMs = 0;
  const disposed: string[] = [];
  const taking = (name: string, ...durationsMs: number[]): RetrievalIndex => {
    let searches = 0;
    return {
      search: (query) => {
        nowMs += durationsMs[searches % durationsMs.length];
        searches++;
        return Promise.resolve({
          positions: Int32Array.of(query.length),
          scores: Float32Array.of(1),
        });
      },
      dispose: () => disposed.push(name),
    };
  };
  return { taking, disposed, now: () => nowMs };
}

const QUERIES = [new Float32Array(3), new Float32Array(3)];
const MASK = new Uint8Array(4).fill(1);

describe('the choice of an index', () => {
  it('falls on the faster, frees the other, and reports both medians', async () => {
    const { taking, disposed, now } = bench();
    const scann = taking('scann', 2);
    const indices = { 'brute-force': taking('brute-force', 5), scann };
    const chosen = await chooseIndex(indices, QUERIES, 1, MASK, now);
    expect(chosen.index).toBe(scann);
    expect(chosen.name).toBe('scann');
    expect(chosen.measured).toEqual([
      { name: 'brute-force', medianMs: 5 },
      { name: 'scann', medianMs: 2 },
    ]);
    expect(disposed).toEqual(['brute-force']);
  });

  it('ignores slow first searches and rare hiccups', async () => {
    const { taking, now } = bench();
    const brute = taking('brute-force', 900, 900, 900, 1, 1, 1, 800, 1, 1, 1, 1, 1);
    const chosen = await chooseIndex(
      { 'brute-force': brute, scann: taking('scann', 2) },
      QUERIES,
      1,
      MASK,
      now,
    );
    expect(chosen.name).toBe('brute-force');
    expect(chosen.measured[0].medianMs).toBe(1);
  });

  it('keeps exact search when the other is only a little faster', async () => {
    const { taking, disposed, now } = bench();
    const near = { 'brute-force': taking('brute-force', 5), scann: taking('scann', 3) };
    expect((await chooseIndex(near, QUERIES, 1, MASK, now)).name).toBe('brute-force');
    expect(disposed).toEqual(['scann']);
  });

  it('keeps exact search when nobody would feel the difference', async () => {
    const { taking, disposed, now } = bench();
    const fast = { 'brute-force': taking('brute-force', 0.75), scann: taking('scann', 0.25) };
    expect((await chooseIndex(fast, QUERIES, 1, MASK, now)).name).toBe('brute-force');
    expect(disposed).toEqual(['scann']);
  });

  it('keeps exact search when the times are equal, and whatever there is when it is alone', async () => {
    const { taking, disposed, now } = bench();
    const both = { scann: taking('scann', 2), 'brute-force': taking('brute-force', 2) };
    expect((await chooseIndex(both, QUERIES, 1, MASK, now)).name).toBe('brute-force');
    const alone = { scann: taking('alone', 2) };
    expect((await chooseIndex(alone, QUERIES, 1, MASK, now)).name).toBe('scann');
    expect(disposed).toEqual(['scann']);
    await expect(chooseIndex({}, QUERIES, 1, MASK, now)).rejects.toThrow(RangeError);
  });

  it('frees nothing and passes the error on when a search fails', async () => {
    const { taking, disposed, now } = bench();
    const broken: RetrievalIndex = {
      search: () => Promise.reject(new Error('device lost')),
      dispose: () => disposed.push('broken'),
    };
    const indices = { 'brute-force': broken, scann: taking('scann', 1) };
    await expect(chooseIndex(indices, QUERIES, 1, MASK, now)).rejects.toThrow('device lost');
    expect(disposed).toEqual([]);
  });
});
