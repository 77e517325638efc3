/** @file How well the model knows somebody, in words. */

/** Least share for each of the words, the highest first. */
const WORDS = [
  [0.9, 'very well'],
  [0.6, 'well'],
  [0.3, 'fairly well'],
  [0.1, 'a little'],
] as const;

/** @param known 0 to 1 */
export function knownWords(known: number): string {
  if (known === 0) return 'not at all yet';
  return WORDS.find(([least]) => known >= least)?.[1] ?? 'barely';
}
