/** @file What the figures of a model card say, in sentences that are true of just these figures. */
import type { CardEvaluation, ModelCard, RetrievalStatus } from '../../state/contract';
import { counted, formatCount } from '../../ui/units';
import { OURS, valueWithAll, type Curves } from './figures';
import { dataName, featureName } from './words';

/** The level without ratings. */
const NOTHING = '0';
const TEN = 10;
const PERCENT = 100;
const STAR_DIGITS = 2;
/** Browsers round their clocks to this. */
const MILLISECOND_DIGITS = 1;

const NUMBER_WORDS = [
  'None',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
];

/** Says for how many numbers of ratings ours is the best of the lines. */
export function curveSentence({ levels, series }: Curves): string {
  const ours = series.find(({ system }) => system === OURS);
  const others = series.filter(({ system }) => system !== OURS);
  // Without a rating every system can only show what is popular.
  const rated = levels.flatMap((level, i) => (level === NOTHING ? [] : [i]));
  if (!ours || others.length === 0 || rated.length === 0)
    return 'How good the list is, by the number of ratings given';
  const ahead = rated.filter((i) => {
    const own = ours.values[i];
    return own !== null && others.every(({ values }) => (values[i] ?? -Infinity) < own);
  }).length;
  if (ahead === 0) return 'At no number of ratings is Kinora’s list the best of these';
  if (ahead === rated.length)
    return 'At every number of ratings, Kinora’s list is the best of these';
  return `At ${ahead} of ${rated.length} numbers of ratings, Kinora’s list is the best of these`;
}

/** How far predicted stars are off at both ends of the curve. */
export function starsSentence({ levels, series }: Curves): string {
  const ours = series.find(({ system }) => system === OURS);
  const first = ours?.values.at(0) ?? null;
  const last = ours?.values.at(-1) ?? null;
  if (first === null || last === null) return 'How far predicted stars are off';
  return `Predicted stars are off by ${first.toFixed(STAR_DIGITS)} with ${levels.at(0)} ratings given, by ${last.toFixed(STAR_DIGITS)} with ${levels.at(-1)}`;
}

/** How people and ratings were kept apart. */
export function protocolSentences({ data, folds, run, seed }: CardEvaluation): string {
  const tested =
    run === folds
      ? `each of them was tested once, by a model that had never seen them`
      : `${run} of ${folds} groups were tested, by models that had never seen them`;
  return (
    `The ${formatCount(data.people)} people of ${dataName(data.name)} (${counted(data.ratings, 'rating')}) were dealt into ${folds} groups with seed ${seed}, and ${tested}. ` +
    'Of what such a person rated, up to 80 % is shown to the model; the favourites among the other 20 %, four stars and more, are what it has to find among all films.'
  );
}

export interface KeyFigure {
  readonly value: string;
  readonly meaning: string;
}

/** The three figures that a film lover can use. */
export function keyFigures(evaluation: CardEvaluation): KeyFigure[] {
  const hits = valueWithAll(evaluation, 'P2', 'hitRate10');
  const popular = valueWithAll(evaluation, 'P2', 'hitRate10', 'popularity');
  const error = valueWithAll(evaluation, 'P3', 'rmse');
  const held = valueWithAll(evaluation, 'P3', 'coverage80');
  return [
    ...(hits === null
      ? []
      : [
          {
            value: `${inTen(hits)} in ten`,
            meaning: `people find a hidden favourite among their first ten films${popular === null ? '' : `; with what is popular, ${inTen(popular).toLowerCase()} in ten do`}.`,
          },
        ]),
    ...(error === null
      ? []
      : [
          {
            value: `${error.toFixed(STAR_DIGITS)} stars`,
            meaning: 'is how far predicted stars are off (root mean square).',
          },
        ]),
    ...(held === null
      ? []
      : [
          {
            value: `${Math.round(held * PERCENT)} %`,
            meaning: 'of ratings fall inside the range called most likely. It aims at 80 %.',
          },
        ]),
  ];
}

/** Which two groups the first cross layer multiplies most strongly. */
export function crossSentence({ features, norms }: ModelCard['crosses']): string {
  const [layer] = norms;
  let best = { row: 0, column: 0, norm: -Infinity };
  layer.forEach((cells, row) =>
    cells.forEach((norm, column) => {
      if (norm > best.norm) best = { row, column, norm };
    }),
  );
  const row = featureName(features[best.row]);
  const column = featureName(features[best.column]);
  return row === column
    ? `${row}: the features of this group are multiplied with each other most`
    : `${row} and ${column.charAt(0).toLowerCase()}${column.slice(1)} are multiplied most`;
}

/** Why this device searches as it does. */
export function retrievalSentence(status: RetrievalStatus | null | undefined): string {
  const chosen = status?.measured.find(({ name }) => name === status.index);
  const other = status?.measured.find(({ name }) => name !== status.index);
  if (!chosen) return 'Every film is scored exactly. No other index was measured here yet.';
  if (!other)
    return `${INDEX_NAMES[chosen.name]}: ${inMilliseconds(chosen.medianMs)} for a search.`;
  const [own, others] = [inMilliseconds(chosen.medianMs), inMilliseconds(other.medianMs)];
  const isFaster = chosen.medianMs < other.medianMs;
  const compared = isFaster ? 'which was faster here than' : 'not much slower here than';
  const reason = own === others ? 'as fast here as' : compared;
  const times = own === others ? `${own} for a search` : `${own} for a search, against ${others}`;
  return `${INDEX_NAMES[chosen.name]}, ${reason} ${OTHER_NAMES[other.name]}: ${times}.`;
}

const INDEX_NAMES: Readonly<Record<RetrievalStatus['index'], string>> = {
  'brute-force': 'Every film is scored exactly',
  scann: 'A ScaNN index narrows the films down first',
};

const OTHER_NAMES: Readonly<Record<RetrievalStatus['index'], string>> = {
  'brute-force': 'exact scores of every film',
  scann: 'the ScaNN index',
};

function inMilliseconds(duration: number): string {
  return `${duration.toFixed(MILLISECOND_DIGITS)} ms`;
}

function inTen(share: number): string {
  return NUMBER_WORDS[Math.round(share * TEN)] ?? 'Ten';
}
