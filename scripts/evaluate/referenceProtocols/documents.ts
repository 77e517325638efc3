/**
 * @file What the reference documents report, beside which replica of ours each figure stands, and why
 * the two differ. Figures as printed; a mean squared error is given as its root.
 */

/** A figure of a document. */
export interface DocumentFigure {
  readonly document: string;
  /** The document's name for its model. */
  readonly model: string;
  readonly data: 'ml-1m' | 'ml-100k' | 'other';
  /** Metric and level of our measurement. */
  readonly metric: string;
  readonly level: string;
  readonly value: number;
  /** Name of our replica; null where there is none. */
  readonly replica: string | null;
  readonly difference: string;
}

/** Levels of the measurements. */
export const ALL_MOVIES = 'training items among the candidates';
export const UNSEEN_MOVIES = 'training items left out';
export const LEAVE_ONE_OUT = 'leave-one-out';
export const STARS = 'stars, random 80/20';

const WATCH = '2WatchM (Kalach 2025)';
const MAXELLA = 'Maxella';
const NCF = 'NCF report (Patel, Jagtap, Kulkarni)';
const TFRS = 'TFRS report';
const HYBRID = 'Hybrid, microservices (Kina et al.)';

/** See the text under the table. */
const UNCORRECTED = 'the plain in-batch softmax takes popularity out of the order';
const FEWER_USERS = `this copy of ML-1M lacks a tenth of the ratings; the document names no batch size, ours is 8,192; ${UNCORRECTED}`;
const FEWER_PASSES = '32 passes there, 3 here, which take minutes on one core';
const LEAKS =
  'its query tower reads the rating and the timestamp of the rating that is tested, ours does not; 40 passes there, 3 here';
const UNKNOWN_CONSTANTS =
  'layer sizes and passes are not given; ours are those of the library’s tutorials, 3 passes';

type Figures = Readonly<Record<string, number>>;

export const DOCUMENT_FIGURES: readonly DocumentFigure[] = [
  ...figures(
    { document: MAXELLA, model: 'retrieval, baseline, 5 passes', data: 'ml-1m', level: ALL_MOVIES },
    { top1: 0.002739, top5: 0.01666, top10: 0.032353, top50: 0.125389, top100: 0.20778 },
    { replica: 'two-tower', difference: FEWER_USERS },
  ),
  ...figures(
    {
      document: MAXELLA,
      model: 'retrieval, model 1, 64, 5 passes',
      data: 'ml-1m',
      level: ALL_MOVIES,
    },
    { top1: 0.002999, top5: 0.020739, top10: 0.039571, top50: 0.143078, top100: 0.231983 },
    { replica: 'two-tower-64', difference: FEWER_USERS },
  ),
  ...figures(
    {
      document: MAXELLA,
      model: 'retrieval, model 4, 64, 32 passes',
      data: 'ml-1m',
      level: ALL_MOVIES,
    },
    { top1: 0.003347, top5: 0.022155, top10: 0.043127, top50: 0.159742, top100: 0.258966 },
    { replica: 'two-tower-64', difference: `32 passes there, 5 here; ${FEWER_USERS}` },
  ),
  ...rankingErrors([
    ['baseline, 2 layers, 32, 3 passes', 0.931866, 'two-tower', '5 passes here, as in 2WatchM'],
    ['model 1, 2 layers', 0.898368, 'ranking-2', FEWER_PASSES],
    ['model 2, 3 layers', 0.873792, 'ranking-3', FEWER_PASSES],
    ['model 3, 4 layers', 0.868916, 'ranking-4', FEWER_PASSES],
    [
      'model 4, 4 layers, dropout, max-norm',
      0.866493,
      'ranking-4-regularised',
      `dropout and norm are not given, ours are 0.2 and 3; ${FEWER_PASSES}`,
    ],
  ]),
  ...jointModels([
    ['rating-specialised', 0.031, 0.94, 'multi-task-rating'],
    ['retrieval-specialised', 0.158, 3.868, 'multi-task-retrieval'],
    ['joint', 0.158, 0.974, 'multi-task'],
  ]),
  ...figures(
    { document: TFRS, model: 'joint, 40 passes', data: 'ml-100k', level: ALL_MOVIES },
    { top1: 0.003, top5: 0.0535, top10: 0.1008, top50: 0.3368, top100: 0.5095 },
    { replica: 'multi-task', difference: LEAKS },
  ),
  ...figures(
    { document: WATCH, model: 'ranking, validation MSE 0.86', data: 'ml-100k', level: STARS },
    { rmse: Math.sqrt(0.86) },
    { replica: 'two-tower', difference: 'the document names no batch size; ours is 512' },
  ),
  ...figures(
    { document: NCF, model: 'NCF', data: 'ml-1m', level: LEAVE_ONE_OUT },
    { hitRate10: 0.5 },
    {
      replica: 'ncf',
      difference:
        'its last rating in time is held out; this copy has no times, so a random one is. Candidates are not described there, ours are 99 unrated movies',
    },
  ),
  ...figures(
    { document: HYBRID, model: 'content-based, log scaling', data: 'other', level: 'precision' },
    {
      'P@10': 0.0352,
      'R@10': 0.0021,
      'P@20': 0.0318,
      'R@20': 0.0038,
      'P@50': 0.0266,
      'R@50': 0.0074,
    },
    {
      replica: 'content-log',
      difference: 'MovieLens with 80,000 people and TMDb metadata there; its metadata are not here',
    },
  ),
  ...figures(
    { document: HYBRID, model: 'ALS, rank 10, λ 0.2, biases', data: 'other', level: STARS },
    { rmse: 1.6297 },
    {
      replica: 'als-document',
      difference: 'other data; its error is larger than the spread of MovieLens ratings, about 1.1',
    },
  ),
];

function figures(
  about: Pick<DocumentFigure, 'document' | 'model' | 'data' | 'level'>,
  values: Figures,
  ours: Pick<DocumentFigure, 'replica' | 'difference'>,
): DocumentFigure[] {
  return Object.entries(values).map(([metric, value]) => ({ ...about, metric, value, ...ours }));
}

function rankingErrors(
  rows: readonly (readonly [model: string, rmse: number, replica: string, difference: string])[],
): DocumentFigure[] {
  return rows.flatMap(([model, rmse, replica, difference]) =>
    figures(
      { document: MAXELLA, model: `ranking, ${model}`, data: 'ml-1m', level: STARS },
      { rmse },
      { replica, difference },
    ),
  );
}

function jointModels(
  rows: readonly (readonly [model: string, top100: number, rmse: number, replica: string])[],
): DocumentFigure[] {
  return rows.flatMap(([name, top100, rmse, replica]) => {
    const about = { document: MAXELLA, model: `multi-task, ${name}`, data: 'ml-1m' } as const;
    const ours = { replica, difference: UNKNOWN_CONSTANTS };
    const lists = { replica, difference: `${UNKNOWN_CONSTANTS}; ${UNCORRECTED}` };
    return [
      ...figures({ ...about, level: ALL_MOVIES }, { top100 }, lists),
      ...figures({ ...about, level: STARS }, { rmse }, ours),
    ];
  });
}
