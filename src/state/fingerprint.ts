/** @file Whether two histories are the same, without keeping both. */
import type { HistoryEntry } from '../client/contract';

const SEEDS = [0x811c9dc5, 0x9e3779b9] as const;
const FNV_PRIME = 0x01000193;
const HEX = 16;
const HEX_DIGITS = 8;

/**
 * A 64-bit hash (FNV-1a, two seeds) of a history, as 16 hexadecimal digits. The order of the entries
 * is irrelevant; ids, ratings and times are not.
 */
export function fingerprintOf(history: readonly HistoryEntry[]): string {
  const sorted = [...history].sort((a, b) => a.movieId - b.movieId);
  const text = sorted.map((e) => `${e.movieId},${e.halfStars},${e.ratedAt}`).join(';');
  return SEEDS.map((seed) => hash(text, seed)).join('');
}

function hash(text: string, seed: number): string {
  let state = seed;
  for (let i = 0; i < text.length; i += 1) {
    state = Math.imul(state ^ text.charCodeAt(i), FNV_PRIME);
  }
  return (state >>> 0).toString(HEX).padStart(HEX_DIGITS, '0');
}
