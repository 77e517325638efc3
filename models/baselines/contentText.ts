/**
 * @file Text of a movie to numbers: TF-IDF over words, names and tags. What the words mean is learned
 * from the set itself (by `truncatedSvd.ts`): no pretrained language model is at hand offline.
 */
import type { SparseMatrix } from '../training/truncatedSvd';
import type { MovieDescription } from './system';

export type TextSource = 'title' | 'overview' | 'tags' | 'people';

const WORD = /[\p{L}\p{N}]+/gu;
const ACCENTS = /\p{M}/gu;
/** Terms of fewer movies say nothing about others; of more, nothing at all. */
const FEWEST_MOVIES = 2;
const LARGEST_SHARE_OF_MOVIES = 0.25;

/** The terms of a movie, repeated as often as they occur. Names and tags are one term each. */
export function termsOf(movie: MovieDescription, sources: readonly TextSource[]): string[] {
  return sources.flatMap((source) => {
    if (source === 'title') return wordsOf(movie.title);
    if (source === 'overview') return wordsOf(movie.overview);
    if (source === 'tags') return movie.tags.map((tag) => `tag ${plain(tag)}`);
    return [...movie.directors, ...movie.actors].map((name) => `name ${plain(name)}`);
  });
}

function wordsOf(text: string): string[] {
  return plain(text).match(WORD) ?? [];
}

function plain(text: string): string {
  return text.normalize('NFD').replace(ACCENTS, '').toLowerCase();
}

/**
 * One row of unit length for each movie: `(1 + ln tf) · ln(M / df)`; a movie without terms has none.
 */
export function tfIdf(documents: readonly (readonly string[])[]): SparseMatrix {
  const counted = documents.map(countTerms);
  const inverseFrequency = weighTerms(counted);
  const columnOf = new Map([...inverseFrequency.keys()].map((term, column) => [term, column]));
  const offsets = new Int32Array(documents.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  counted.forEach((counts, row) => {
    const entries = [...counts].flatMap(([term, count]) => {
      const column = columnOf.get(term);
      if (column === undefined) return [];
      return [{ column, value: (1 + Math.log(count)) * (inverseFrequency.get(term) ?? 0) }];
    });
    const norm = Math.sqrt(entries.reduce((sum, { value }) => sum + value * value, 0));
    for (const { column, value } of entries) {
      indices.push(column);
      values.push(value / norm);
    }
    offsets[row + 1] = indices.length;
  });
  return {
    rows: documents.length,
    columns: columnOf.size,
    offsets,
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  };
}

function countTerms(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** `ln(M / df)` of the terms that are kept. */
function weighTerms(counted: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const movies = new Map<string, number>();
  for (const counts of counted) {
    for (const term of counts.keys()) movies.set(term, (movies.get(term) ?? 0) + 1);
  }
  const most = LARGEST_SHARE_OF_MOVIES * counted.length;
  return new Map(
    [...movies]
      .filter(([, frequency]) => frequency >= FEWEST_MOVIES && frequency <= most)
      .map(([term, frequency]) => [term, Math.log(counted.length / frequency)]),
  );
}
