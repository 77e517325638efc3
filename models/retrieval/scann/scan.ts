/** @file The tight loops: approximate scores of a run of slots into the candidates. */
import type { AllowMask } from '../filter';
import type { BlockedScores } from './blockedScores';
import type { Candidates } from './candidates';
import { BYTE_VALUES, WORD_VALUES } from './lookupTables';

/** A run of slots of one partition. */
export interface Run {
  readonly from: number;
  readonly to: number;
  /** The centroid's inner product with the query. */
  readonly base: number;
}

/** What a scan needs besides the run, and what it counts. */
export interface ScanTarget {
  readonly movieOf: Int32Array;
  readonly allowed: AllowMask;
  /** The rows that are scored exactly later. */
  readonly candidates: Candidates;
  /** As many of them as were asked for: their threshold says what would have been an answer. */
  readonly answers: Candidates;
  /** Rows that beat the threshold of the candidates, whose filter was read. */
  tested: number;
  /** Forbidden rows that would have been among the answers so far. */
  readonly blocked: BlockedScores;
}

/**
 * Scans codes byte by byte.
 *
 * @param width bytes of a row, a multiple of 4
 * @param lookup {@link byteTables} of the query
 */
export function scanBytes(
  codes: Uint8Array,
  width: number,
  lookup: Float32Array,
  run: Run,
  target: ScanTarget,
): void {
  let { threshold } = target.candidates;
  for (let slot = run.from, at = run.from * width; slot < run.to; slot++) {
    let score = run.base;
    for (let table = 0, end = at + width; at < end; at += 4, table += 4 * BYTE_VALUES) {
      score +=
        lookup[table + codes[at]] +
        lookup[table + BYTE_VALUES + codes[at + 1]] +
        (lookup[table + 2 * BYTE_VALUES + codes[at + 2]] +
          lookup[table + 3 * BYTE_VALUES + codes[at + 3]]);
    }
    if (score > threshold) threshold = admit(target, score, slot);
  }
}

/**
 * Scans codes by 16-bit words; faster once a query reads many more rows than a table has entries.
 *
 * @param width words of a row, a multiple of 2
 * @param lookup {@link wordTables} of the query
 */
export function scanWords(
  codes: Uint16Array,
  width: number,
  lookup: Float32Array,
  run: Run,
  target: ScanTarget,
): void {
  let { threshold } = target.candidates;
  for (let slot = run.from, at = run.from * width; slot < run.to; slot++) {
    let score = run.base;
    for (let table = 0, end = at + width; at < end; at += 2, table += 2 * WORD_VALUES) {
      score += lookup[table + codes[at]] + lookup[table + WORD_VALUES + codes[at + 1]];
    }
    if (score > threshold) threshold = admit(target, score, slot);
  }
}

/** Takes a slot that beats the threshold if it is allowed; returns the new threshold. */
function admit(target: ScanTarget, score: number, slot: number): number {
  const { candidates, answers } = target;
  target.tested++;
  const isAnswer = score > answers.threshold;
  if (target.allowed[target.movieOf[slot]] !== 1) {
    if (isAnswer) target.blocked.add(score);
    return candidates.threshold;
  }
  if (isAnswer) answers.push(score, slot);
  return candidates.push(score, slot);
}
