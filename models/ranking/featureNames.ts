/**
 * @file The features of a (user, movie) pair by name and by group, in the order of their columns.
 * Groups are what explanations and importance are told in.
 */

/** Groups of features, without the genres' own columns, which follow last. */
const GROUPS = {
  retrieval: ['retrieval', 'tower score', 'cosine'],
  'predicted stars': ['stars', 'taste', 'uncertainty', 'movie bias'],
  'similar to rated': [
    'nearest liked',
    'five nearest liked',
    'mean liked',
    'nearest disliked',
    'mean disliked',
    'nearest rated',
    'signed similarity',
  ],
  'watched together': ['narrow co-watching', 'co-watching', 'broad co-watching', 'co-liking'],
  genres: ['liked genres', 'watched genres', 'genre deviation'],
  period: ['era', 'density of liked eras', 'distance of eras', 'after newest', 'after late'],
  popularity: ['popularity', 'log ratings'],
  person: [
    'log ratings given',
    'user bias',
    'spread of stars',
    'popularity watched',
    'share liked',
    'share disliked',
    'mean era',
    'spread of eras',
  ],
} as const;

export type FeatureGroup = keyof typeof GROUPS;

/** Names of the groups, in column order. */
export const FEATURE_GROUPS = Object.keys(GROUPS) as FeatureGroup[];

/** Columns before those of the single genres. */
const FIXED_FEATURES = Object.values(GROUPS).reduce((sum, names) => sum + names.length, 0);

/** `F`: columns for a catalogue of `genreCount` genres. */
export function featureCount(genreCount: number): number {
  return FIXED_FEATURES + genreCount;
}

/** Name of each column. */
export function featureNames(genreNames: readonly string[]): string[] {
  return [...Object.values(GROUPS).flat(), ...genreNames.map((name) => `genre ${name}`)];
}

/** Columns of a group; the single genres belong to `genres`. */
export function columnsOf(group: FeatureGroup, genreCount: number): number[] {
  const before = FEATURE_GROUPS.slice(0, FEATURE_GROUPS.indexOf(group));
  const start = before.reduce((sum, name) => sum + GROUPS[name].length, 0);
  const columns = GROUPS[group].map((_, i) => start + i);
  if (group !== 'genres') return columns;
  return [...columns, ...Array.from({ length: genreCount }, (_, g) => FIXED_FEATURES + g)];
}
