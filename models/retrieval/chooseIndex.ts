/** @file Which index a device searches with: the one that answers clearly faster there. */
import type { AllowMask } from './filter';
import type { RetrievalIndex } from './index';

export type IndexName = 'brute-force' | 'scann';

/** An index and its measured time. */
export interface TimedIndex {
  readonly name: IndexName;
  /** Median time of one search. */
  readonly medianMs: number;
}

export interface ChosenIndex {
  readonly index: RetrievalIndex;
  readonly name: IndexName;
  /** All that were measured, the chosen one among them, in the order given. */
  readonly measured: readonly TimedIndex[];
}

/** Searches before the measurement: kernels are compiled and tables uploaded by then. */
const WARM_UP_SEARCHES = 3;
/** Measured searches of each index. */
const MEASURED_SEARCHES = 9;
/**
 * How many times as fast an index has to be as the one before it. Exact search comes first: what is
 * approximate must earn its place, and a near tie must not fall this way today and that way tomorrow,
 * because the two find slightly different movies.
 */
const WORTH_IT = 2;
/** And by how many milliseconds: browsers' clocks are coarse, and less is not felt. */
const LEAST_SAVING_MS = 1;

/**
 * Measures the indices on this device and keeps the fastest; the others are disposed. A later one has
 * to be {@link WORTH_IT} times as fast as an earlier one, by {@link LEAST_SAVING_MS} at least. The indices
 * take turns, so that a busy moment of the device hits them alike.
 *
 * @param indices at least one, by name
 * @param queries `[D]` each, at least one; asked in turn
 * @param k size of the answers that will be asked for
 * @param now clock in milliseconds
 */
export async function chooseIndex(
  indices: Readonly<Partial<Record<IndexName, RetrievalIndex>>>,
  queries: readonly Float32Array[],
  k: number,
  allowed: AllowMask,
  now: () => number = () => performance.now(),
): Promise<ChosenIndex> {
  const entries = INDEX_NAMES.flatMap((name) => {
    const index = indices[name];
    return index ? [{ name, index, times: [] as number[] }] : [];
  });
  if (entries.length === 0) throw new RangeError('There is no index to choose from.');
  for (let turn = 0; turn < WARM_UP_SEARCHES + MEASURED_SEARCHES; turn++) {
    const query = queries[turn % queries.length];
    for (const { index, times } of entries) {
      const started = now();
      await index.search(query, k, allowed);
      if (turn >= WARM_UP_SEARCHES) times.push(now() - started);
    }
  }
  const timed = entries.map((entry) => ({ ...entry, medianMs: medianOf(entry.times) }));
  const best = timed.reduce((fastest, entry) => (isWorthIt(entry, fastest) ? entry : fastest));
  for (const { index } of timed) if (index !== best.index) index.dispose();
  return {
    index: best.index,
    name: best.name,
    measured: timed.map(({ name, medianMs }) => ({ name, medianMs })),
  };
}

function isWorthIt({ medianMs }: TimedIndex, than: TimedIndex): boolean {
  return WORTH_IT * medianMs < than.medianMs && than.medianMs - medianMs >= LEAST_SAVING_MS;
}

const INDEX_NAMES: readonly IndexName[] = ['brute-force', 'scann'];

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
