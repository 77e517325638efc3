/** @file P6: what the first twenty movies of P2's lists are like besides being right. */
import type { SystemState, TrainingSet } from '../../models/baselines/system';
import { ratingCounts } from '../../models/dataset/counts';
import { transpose } from '../../models/dataset/interactions';
import {
  exposureFigures,
  genreMasks,
  listFigures,
  popularityPercentiles,
  type CatalogueFacts,
  type ListFigures,
} from '../../models/metrics/beyondAccuracy';
import { ALL_RATINGS } from '../../models/metrics/foldInEvaluation';
import { given } from '../../models/metrics/foldInProtocol';
import type { Fold } from './folds';
import { listAt } from './listFigures';
import { ALL_LEVEL, type Measurement } from './report';
import { meanMeasurement, plainMeasurement } from './statistics';

/** Places of a list that P6 looks at. */
export const BEYOND_LENGTH = 20;

export const PERSON_METRICS = [
  'genreDiversity',
  'audienceDiversity',
  'calibrationKl',
  'popularityPercentile',
  'novelty',
] as const satisfies readonly (keyof ListFigures)[];

export const BEYOND_METRICS = [...PERSON_METRICS, 'coverage', 'gini'] as const;

/** Figures of one system; exposure is that of a fold's people, as a mean over folds. */
export function measureBeyond(
  system: string,
  folds: readonly Fold[],
  answers: readonly SystemState[],
  levels: readonly number[],
): Measurement[] {
  const all = levels.indexOf(ALL_RATINGS);
  const figures: ListFigures[] = [];
  const exposures = folds.map(({ people, training }, fold) => {
    const facts = catalogueFacts(training);
    const lists = people.flatMap((person, index) => {
      const list = listAt(answers[fold], levels.length, index, all).subarray(0, BEYOND_LENGTH);
      if (list.length === 0) return [];
      figures.push(listFigures(list, given(person, ALL_RATINGS), facts));
      return [list];
    });
    return exposureFigures(lists, training.interactions.movieCount);
  });
  const level = ALL_LEVEL;
  return [
    ...PERSON_METRICS.map((metric) =>
      meanMeasurement(
        { system, metric, level },
        figures.map((row) => row[metric]),
      ),
    ),
    ...(['coverage', 'gini'] as const).map((metric) => {
      const mean = exposures.reduce((sum, row) => sum + row[metric], 0) / exposures.length;
      return plainMeasurement({ system, metric, level }, mean, figures.length);
    }),
  ];
}

/** What figures of lists need to know, from the training people. */
export function catalogueFacts({ interactions, movies }: TrainingSet): CatalogueFacts {
  return {
    genres: genreMasks(movies),
    raters: transpose(interactions),
    percentiles: popularityPercentiles(ratingCounts(interactions)),
  };
}
