/** @file Seeded randomness: the same movie always gets the same poster. */

/** Numbers in `[0, 1)`. */
export type Random = () => number;

/** 32-bit hash of an integer and a salt (murmur3 finaliser). */
export function hash(value: number, salt = 0): number {
  let h = (value ^ Math.imul(salt + 1, 0x9e3779b9)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A {@link hash} as a number in `[0, 1)`. */
export function hashUnit(value: number, salt = 0): number {
  return hash(value, salt) / 2 ** 32;
}

/** Mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number from `from` (inclusive) to `to` (exclusive). */
export function between(random: Random, from: number, to: number): number {
  return from + (to - from) * random();
}

/** An integer from `from` to `to`, both inclusive. */
export function integer(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

/** Whether an event of this probability happens. */
export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}
