/** @file The names on a model card, in words that need no paper to be read. */

/** Other systems keep the titles that the card gives them. */
const SYSTEM_NAMES: Readonly<Record<string, string>> = {
  kinora: 'Kinora',
  'kinora-retrieval': 'retrieval only',
  ease: 'EASE',
  ials: 'iALS',
  popularity: 'popularity',
  biases: 'averages',
};

const METRIC_NAMES: Readonly<Record<string, string>> = {
  ndcg100: 'NDCG@100',
  ndcg10: 'NDCG@10',
  recall20: 'Recall@20',
  recall50: 'Recall@50',
  recall100: 'Recall@100',
  hitRate10: 'HR@10',
  rmse: 'RMSE',
  mae: 'MAE',
  coverage80: 'Inside the range',
};

const DATA_NAMES: Readonly<Record<string, string>> = {
  'ml-latest+ml-latest-small': 'MovieLens latest, both sets',
  'ml-latest': 'MovieLens latest',
  'ml-latest-small': 'MovieLens latest, small',
  'ml-1m': 'MovieLens 1M',
  'ml-100k': 'MovieLens 100K',
  'ml-32m': 'MovieLens 32M',
};

/** Feature groups of the ranker; as bars on a film's page they are told to the person instead. */
const FEATURE_NAMES: Readonly<Record<string, string>> = {
  retrieval: 'Place near the taste',
  'predicted stars': 'Predicted stars',
  'similar to rated': 'Likeness to rated films',
  'watched together': 'Watched by the same people',
  genres: 'Genres as a whole',
  period: 'Period',
  popularity: 'Popularity',
  person: 'The person’s habits',
  'each genre': 'Each genre by itself',
};

const GROUP_NAMES: Readonly<Record<string, string>> = {
  'age of the movie': 'By age of the film',
  'popularity of the movie': 'By how well known the film is',
  gender: 'By gender',
  'age of the person': 'By age of the person',
};

const VALUE_NAMES: Readonly<Record<string, string>> = {
  F: 'women',
  M: 'men',
  'most rated, half of all ratings': 'most rated (half of all ratings)',
};

export const systemName = (name: string, title = name): string => SYSTEM_NAMES[name] ?? title;
export const metricName = (metric: string): string => METRIC_NAMES[metric] ?? metric;
export const dataName = (name: string): string => DATA_NAMES[name] ?? name;
export const featureName = (group: string): string => FEATURE_NAMES[group] ?? group;
export const groupName = (group: string): string => GROUP_NAMES[group] ?? `By ${group}`;
export const valueName = (value: string): string => VALUE_NAMES[value] ?? value;

const FIGURE_DIGITS = 3;
const LOSS_DIGITS = 4;

/** `.412`: figures between nought and one, as tables of such figures are written. */
export function formatShare(value: number): string {
  return withoutNought(value.toFixed(FIGURE_DIGITS));
}

/** `.0106`: small parts of such figures. */
export function formatLoss(value: number): string {
  return withoutNought(value.toFixed(LOSS_DIGITS));
}

function withoutNought(figure: string): string {
  return figure.replace(/^(-?)0\./, '$1.').replace('-', '−');
}

/** `+.017`, `−.004` */
export function formatDifference(value: number): string {
  return `${value < 0 ? '' : '+'}${formatShare(value)}`;
}
