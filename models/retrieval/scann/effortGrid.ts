/** @file Recall of every effort on a grid: rows scanned times rows scored exactly. */
import type { RankedPartition } from './partitionOrder';
import { bytesPerRow, partitionOf, type OperatingPoint, type ScannTables } from './tables';

/** Shares of the rows that are scanned, and exact scores for one answer. */
const SCANNED_SHARES = geometric(1 / 256, 1, 33);
const RESCORED_RATIOS = geometric(1, 256, 65);

/** An effort and what it costs. */
interface Effort {
  readonly point: OperatingPoint;
  /** Bytes of codes and rows for each query. */
  readonly bytes: number;
}

/** Collects, over queries, which share of the true best `k` each effort finds. */
export class EffortGrid {
  readonly #tables: ScannTables;
  readonly #k: number;
  /** `[shares, ratios]` true neighbours found, over all queries. */
  readonly #found = new Float64Array(SCANNED_SHARES.length * RESCORED_RATIOS.length);
  #wanted = 0;

  constructor(tables: ScannTables, k: number) {
    this.#tables = tables;
    this.#k = k;
  }

  /**
   * Adds one query.
   *
   * @param order partitions in the order of the search
   * @param scores `[M]` approximate scores of the slots
   * @param exact slots of the true best, best first, `k` at least
   */
  add(order: readonly RankedPartition[], scores: Float32Array, exact: Int32Array): void {
    const { movies, partitionStart } = this.#tables;
    // By approximate score: a neighbour's rank is the number of scanned rows at or above it.
    const truth = exact.slice(0, this.#k).sort((a, b) => scores[b] - scores[a]);
    const levels = Float64Array.from(truth, (slot) => scores[slot]);
    const above = new Int32Array(truth.length + 1);
    const isScanned = new Uint8Array(partitionStart.length - 1);
    this.#wanted += truth.length;
    let scanned = 0;
    let share = 0;
    for (const { partition } of order) {
      isScanned[partition] = 1;
      for (let slot = partitionStart[partition]; slot < partitionStart[partition + 1]; slot++) {
        if (scores[slot] >= levels[levels.length - 1]) above[firstAtMost(levels, scores[slot])]++;
      }
      scanned += partitionStart[partition + 1] - partitionStart[partition];
      while (share < SCANNED_SHARES.length && scanned >= scannedRows(share, movies)) {
        this.#count(share, truth, above, isScanned);
        share++;
      }
    }
  }

  /** The effort of the fewest bytes with at least that recall; the greatest where none has it. */
  cheapest(recall: number): Effort {
    const { movies, dimensions, subspaceStart } = this.#tables;
    const width = bytesPerRow(subspaceStart.length - 1);
    const efforts = Array.from(this.#found, (found, at) => {
      const scanned = scannedRows(Math.floor(at / RESCORED_RATIOS.length), movies);
      const rescored = this.#rescored(at % RESCORED_RATIOS.length);
      const bytes = scanned * width + rescored * (dimensions + 1) * Float32Array.BYTES_PER_ELEMENT;
      return { point: { k: this.#k, scanned, rescored }, bytes, found };
    });
    const enough = efforts.filter(({ found }) => found >= recall * this.#wanted);
    const [best] = (enough.length > 0 ? enough : efforts.slice(-1)).toSorted(
      (a, b) => a.bytes - b.bytes,
    );
    return best;
  }

  #count(share: number, truth: Int32Array, above: Int32Array, isScanned: Uint8Array): void {
    const { partitionStart } = this.#tables;
    let rank = 0;
    truth.forEach((slot, at) => {
      rank += above[at];
      if (isScanned[partitionOf(partitionStart, slot)] === 0) return;
      for (let ratio = RESCORED_RATIOS.length - 1; ratio >= 0; ratio--) {
        if (rank > this.#rescored(ratio)) break;
        this.#found[share * RESCORED_RATIOS.length + ratio]++;
      }
    });
  }

  #rescored(ratio: number): number {
    return Math.min(this.#tables.movies, Math.ceil(this.#k * RESCORED_RATIOS[ratio]));
  }
}

function scannedRows(share: number, movies: number): number {
  return Math.ceil(SCANNED_SHARES[share] * movies);
}

/** First position of a descending list whose value is at most `value`. */
function firstAtMost(levels: Float64Array, value: number): number {
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (levels[middle] > value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function geometric(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
}
