/**
 * @file Maximum inner product search after ScaNN (Guo et al. 2020): the most promising partitions,
 * scanned by lookup tables over 4-bit codes, and exact scores for the best of what they give.
 */
import type { AllowMask } from '../filter';
import type { RetrievalIndex } from '../index';
import { selectTopK, type TopK } from '../topK';
import { BlockedScores } from './blockedScores';
import { bytesTouched, type BytesTouched } from './bytesTouched';
import { Candidates } from './candidates';
import { CENTRES } from './config';
import { innerProduct } from './innerProduct';
import { byteTables, WORD_VALUES, wordTables } from './lookupTables';
import { pointFor } from './operatingPoint';
import { rankPartitions, transformQuery, type RankedPartition } from './partitionOrder';
import { scanBytes, scanWords, type Run, type ScanTarget } from './scan';
import { bytesPerRow, type ScannTables } from './tables';

/** Rows from which the larger tables pay for being made. */
const WORD_TABLE_ROWS = 50_000;

export class ScannIndex implements RetrievalIndex {
  readonly #tables: ScannTables;
  readonly #items: Float32Array;
  readonly #width: number;
  readonly #words: Uint16Array;
  #wordLookup: Float32Array | null = null;

  /**
   * @param items `[M, D]` the rows that the tables were built from; kept, not copied
   * @throws RangeError when the tables are of another size
   */
  constructor(tables: ScannTables, items: Float32Array) {
    if (items.length !== tables.movies * tables.dimensions) {
      throw new RangeError(
        `The index was built for ${tables.movies} rows of ${tables.dimensions}; got ${items.length} numbers.`,
      );
    }
    this.#tables = tables;
    this.#items = items;
    this.#width = bytesPerRow(tables.subspaceStart.length - 1);
    const { buffer, byteOffset, byteLength } = tables.codes;
    this.#words = new Uint16Array(buffer, byteOffset, byteLength / 2);
  }

  search(query: Float32Array, k: number, allowed: AllowMask): Promise<TopK> {
    return Promise.resolve(this.searchCounted(query, k, allowed).found);
  }

  /** {@link search}, with what it touched. */
  searchCounted(
    query: Float32Array,
    k: number,
    allowed: AllowMask,
  ): { found: TopK; touched: BytesTouched } {
    const { movies, dimensions, spread, optimism } = this.#tables;
    const { rescored: wanted } = pointFor(this.#tables, k);
    const transformed = transformQuery(this.#tables, query);
    const order = rankPartitions(this.#tables, transformed, optimism);
    const target: ScanTarget = {
      movieOf: this.#tables.movieOf,
      allowed,
      candidates: new Candidates(Math.max(1, Math.min(movies, Math.max(k, wanted)))),
      answers: new Candidates(Math.max(1, Math.min(movies, k))),
      tested: 0,
      blocked: new BlockedScores(),
    };
    const scanned = this.#scan(transformed, order, k, target);
    const { found, rescored } = this.#rescore(query, k, target.candidates.best());
    const sizes = {
      dimensions,
      partitions: spread.length,
      centres: CENTRES,
      codeBytes: this.#width,
    };
    return { found, touched: bytesTouched(sizes, { scanned, tested: target.tested, rescored }) };
  }

  dispose(): void {
    this.#wordLookup = null;
  }

  /**
   * Scans partitions until what is asked for is likely found, and returns the number of slots read.
   * Forbidden rows that would have been answers push the answers deeper into the order, where more
   * has to be touched.
   */
  #scan(
    query: Float32Array,
    order: readonly RankedPartition[],
    k: number,
    target: ScanTarget,
  ): number {
    const { partitionStart } = this.#tables;
    const { candidates, answers, blocked } = target;
    let wanted = pointFor(this.#tables, k).scanned;
    const scanRun = this.#scanner(query, wanted, target);
    let scanned = 0;
    for (const { partition, base } of order) {
      if (scanned >= wanted && candidates.count >= k) break;
      const from = partitionStart[partition];
      const to = partitionStart[partition + 1];
      scanRun({ from, to, base });
      scanned += to - from;
      answers.settle();
      const above = blocked.countAbove(answers.threshold);
      const effort = pointFor(this.#tables, k + above);
      wanted = effort.scanned;
      candidates.grow(effort.rescored - above);
    }
    return scanned;
  }

  /** The loop that is faster for so many rows. */
  #scanner(query: Float32Array, rows: number, target: ScanTarget): (run: Run) => void {
    const lookup = byteTables(this.#tables, query);
    if (rows < WORD_TABLE_ROWS) {
      return (run) => scanBytes(this.#tables.codes, this.#width, lookup, run, target);
    }
    const width = this.#width / 2;
    this.#wordLookup ??= new Float32Array(width * WORD_VALUES);
    const words = wordTables(lookup, this.#wordLookup);
    return (run) => scanWords(this.#words, width, words, run, target);
  }

  /** Exact scores of the candidates, and the best of them. Ties go to the lower movie. */
  #rescore(query: Float32Array, k: number, slots: Int32Array): { found: TopK; rescored: number } {
    const { dimensions, movieOf } = this.#tables;
    const movies = slots.map((slot) => movieOf[slot]).sort();
    const scores = new Float32Array(movies.length);
    for (let at = 0; at < scores.length; at++) {
      scores[at] = innerProduct(query, this.#items, movies[at] * dimensions);
    }
    const top = selectTopK(scores, k, () => true);
    const positions = top.positions.map((at) => movies[at]);
    return { found: { positions, scores: top.scores }, rescored: movies.length };
  }
}
