/**
 * @file The one seeded source of randomness of models and scripts: the same seed gives the same
 * numbers on every machine. sfc32 (C. Doty-Humphrey, PractRand), seeded through splitmix32.
 */

/** A stream of pseudo-random numbers. Not for secrets. */
export interface Random {
  /** Uniform in `[0, 1)`, 32 bits of resolution. */
  next(): number;
  /** Uniform integer in `[0, n)`. Throws a RangeError unless `n` is an integer in `[1, 2^32]`. */
  integer(n: number): number;
  /** Shuffles in place (Fisher-Yates) and returns the same array. */
  shuffle<T extends MutableArray>(array: T): T;
  /** Normal with mean 0 and standard deviation 1 (Box-Muller). */
  normal(): number;
}

/** What {@link Random.shuffle} accepts: arrays and typed arrays. */
type MutableArray = unknown[] | Int32Array | Uint32Array | Float32Array | Uint8Array;

const UINT32_RANGE = 2 ** 32;
/** Outputs thrown away after seeding, so that near seeds give unrelated streams. */
const WARM_UP_ROUNDS = 12;

/**
 * A stream for a seed.
 *
 * @param seed any integer that is exact in a double; throws a RangeError otherwise
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`A seed must be an integer, got ${String(seed)}. Pass for example 1.`);
  }
  const nextUint32 = sfc32(seed);
  const next = () => nextUint32() / UINT32_RANGE;
  const integer = (n: number) => uniformInteger(nextUint32, n);
  return {
    next,
    integer,
    shuffle: (array) => {
      shuffleInPlace(array, integer);
      return array;
    },
    normal: normalSource(next),
  };
}

/** The raw 32-bit generator. */
function sfc32(seed: number): () => number {
  const seedWord = splitmix32(seed >>> 0, Math.floor(seed / UINT32_RANGE) >>> 0);
  let a = seedWord();
  let b = seedWord();
  let c = seedWord();
  let counter = 1;
  const nextUint32 = () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
  for (let round = 0; round < WARM_UP_ROUNDS; round++) nextUint32();
  return nextUint32;
}

/** Spreads a 64-bit seed over the words of a state. */
function splitmix32(low: number, high: number): () => number {
  let state = (low ^ Math.imul(high, 0x85ebca6b)) | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = state ^ (state >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return (word ^ (word >>> 15)) | 0;
  };
}

/** Rejects the tail of the 32-bit range that would favour small values. */
function uniformInteger(nextUint32: () => number, n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > UINT32_RANGE) {
    throw new RangeError(`integer(n) needs an integer from 1 to 2^32, got ${String(n)}.`);
  }
  const limit = UINT32_RANGE - (UINT32_RANGE % n);
  let value = nextUint32();
  while (value >= limit) value = nextUint32();
  return value % n;
}

function shuffleInPlace(array: MutableArray, integer: (n: number) => number): void {
  const cells: { [index: number]: unknown } = array;
  for (let last = array.length - 1; last > 0; last--) {
    const other = integer(last + 1);
    const swapped = cells[last];
    cells[last] = cells[other];
    cells[other] = swapped;
  }
}

/** Box-Muller makes two values at a time; the second waits for the next call. */
function normalSource(next: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    // 1 - u lies in (0, 1], where the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
