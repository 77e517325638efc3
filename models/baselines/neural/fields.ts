/** @file What describes a user or a movie to a network: categories, each with a vector to learn. */
import { createVocabulary, OUT_OF_VOCABULARY } from '../../dataset/vocabulary';
import type { TrainingSet } from '../system';

/** One kind of description. Several categories of one entity are averaged. */
export interface Field {
  readonly name: string;
  /** Categories, rows of the table. */
  readonly size: number;
  /** `D`, length of a category's vector */
  readonly dimensions: number;
  /** `[entities + 1]`: the categories of entity `e` are `ids[offsets[e]]` to `ids[offsets[e + 1]]`. */
  readonly offsets: Int32Array;
  readonly ids: Int32Array;
}

/** Most frequent words that get a vector of their own (the reference systems' limit). */
const MAX_WORDS = 10_000;

/** Lowest ages of the ranges that the reference data uses. */
const AGE_RANGES = [18, 25, 35, 45, 50, 56] as const;

/** Every entity is a category of its own. */
export function idField(name: string, entities: number, dimensions: number): Field {
  const offsets = Int32Array.from({ length: entities + 1 }, (_, i) => i);
  return { name, size: entities, dimensions, offsets, ids: offsets.slice(0, entities) };
}

/** One or several named categories for each entity; none counts as unknown. */
export function categoryField(
  name: string,
  categories: readonly (readonly string[])[],
  dimensions: number,
): Field {
  const vocabulary = createVocabulary(categories.flat());
  const offsets = new Int32Array(categories.length + 1);
  const ids: number[] = [];
  categories.forEach((values, entity) => {
    const known = values.map((value) => vocabulary.indexOf(value));
    ids.push(...(known.length > 0 ? known : [OUT_OF_VOCABULARY]));
    offsets[entity + 1] = ids.length;
  });
  return { name, size: vocabulary.size, dimensions, offsets, ids: Int32Array.from(ids) };
}

/** Words of a text, averaged; rare words beyond the vocabulary's limit share one vector. */
export function textField(name: string, texts: readonly string[], dimensions: number): Field {
  const words = texts.map(wordsOf);
  const counts = new Map<string, number>();
  for (const word of words.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const frequent = new Set(
    [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, MAX_WORDS)
      .map(([word]) => word),
  );
  const kept = words.map((list) => list.filter((word) => frequent.has(word)));
  return categoryField(name, kept, dimensions);
}

/** Age range, gender and occupation (as one category and as text) of every training person. */
export function userDescriptions({ users }: TrainingSet, dimensions: number): Field[] {
  const one = (value: string | null | undefined): string[] => (value ? [value] : []);
  return [
    categoryField(
      'age',
      users.map((user) => one(ageRange(user?.age ?? null))),
      dimensions,
    ),
    categoryField(
      'gender',
      users.map((user) => one(user?.gender)),
      dimensions,
    ),
    categoryField(
      'occupation',
      users.map((user) => one(user?.occupation)),
      dimensions,
    ),
    textField(
      'occupation text',
      users.map((user) => user?.occupation ?? ''),
      dimensions,
    ),
  ];
}

/** Words in lower case without punctuation, as Keras' TextVectorization cuts them. */
function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s/-]/gu, '')
    .split(/[\s/-]+/)
    .filter((word) => word !== '');
}

function ageRange(age: number | null): string | null {
  if (age === null) return null;
  return String(AGE_RANGES.findLast((lowest) => age >= lowest) ?? 1);
}
