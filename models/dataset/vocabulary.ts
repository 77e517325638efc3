/**
 * @file Ids to rows of an embedding table. Row 0 is shared by all ids that training never saw, so
 * that a lookup tower has an answer for them.
 */

/** Row of every id outside the vocabulary. */
export const OUT_OF_VOCABULARY = 0;

/** A fixed list of ids with their rows, `1 <= row < size`; row 0 is {@link OUT_OF_VOCABULARY}. */
export interface Vocabulary<Id extends number | string> {
  /** Rows of an embedding table over it: one more than there are ids. */
  readonly size: number;
  /** Row of an id; 0 when it is not in the vocabulary. */
  indexOf(id: Id): number;
  /** Id of a row; null for row 0. Throws a RangeError outside `[0, size)`. */
  idAt(index: number): Id | null;
  /** Rows of many ids, int32. */
  indicesOf(ids: ArrayLike<Id>): Int32Array;
}

/** The vocabulary of the distinct ids of a column, in the order of their first appearance. */
export function createVocabulary<Id extends number | string>(ids: Iterable<Id>): Vocabulary<Id> {
  const distinct = [...new Set(ids)];
  const indices = new Map(distinct.map((id, position) => [id, position + 1]));
  const indexOf = (id: Id) => indices.get(id) ?? OUT_OF_VOCABULARY;
  return {
    size: distinct.length + 1,
    indexOf,
    idAt(index) {
      if (index === OUT_OF_VOCABULARY) return null;
      if (!Number.isInteger(index) || index < 0 || index > distinct.length) {
        throw new RangeError(`Row ${index} is outside 0 to ${distinct.length}.`);
      }
      return distinct[index - 1];
    },
    indicesOf: (ids) => Int32Array.from(ids, indexOf),
  };
}
