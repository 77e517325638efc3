import { expect, it } from 'vitest';
import { ratingCounts } from '../../models/dataset/counts';
import { transpose } from '../../models/dataset/interactions';
import {
  exposureFigures,
  genreMasks,
  listFigures,
  popularityPercentiles,
} from '../../models/metrics/beyondAccuracy';
import { ALL_RATINGS } from '../../models/metrics/foldInEvaluation';
import { given } from '../../models/metrics/foldInProtocol';
import { measureBeyond } from './beyondFigures';
import { dealFolds } from './folds';
import { listsJob } from './jobs';
import { exampleSet } from './testing/examples';
import { listsOf } from './tuned';

const MOVIES = 150;

it('P6 looks at the first twenty of what each person is shown with everything given', async () => {
  const set = exampleSet(
    MOVIES,
    Array.from({ length: 12 }, () => 60),
  );
  const folds = dealFolds(set, 2, 1);
  const system = {
    scores: ({ movies }: { movies: Int32Array }) =>
      Float32Array.from({ length: MOVIES }, (_, movie) => (movie * (movies[0] + 7)) % 61),
    dispose: () => undefined,
  };
  const levels = [1, ALL_RATINGS];
  const answers = [];
  for (const fold of folds)
    answers.push(await listsJob(levels).answer(system, fold, () => undefined));
  const rows = measureBeyond('mine', folds, answers, levels);

  const figures = [];
  const exposures = [];
  for (const { people, training } of folds) {
    const { interactions, movies } = training;
    const facts = {
      genres: genreMasks(movies),
      raters: transpose(interactions),
      percentiles: popularityPercentiles(ratingCounts(interactions)),
    };
    const lists = [];
    for (const person of people) {
      if (person.targets.size === 0) continue;
      const history = given(person, ALL_RATINGS);
      const known = new Set(history.movies);
      const isNew = (movie: number): boolean => !known.has(movie);
      const list = await listsOf('mine', system).recommend(history, 20, isNew);
      lists.push(list);
      figures.push(listFigures(list, history, facts));
    }
    exposures.push(exposureFigures(lists, MOVIES));
  }
  const value = (metric: string): number =>
    rows.find((row) => row.metric === metric && row.level === 'all')?.value ?? NaN;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, x) => sum + x, 0) / values.length;
  expect(figures.length).toBeGreaterThan(8);
  expect(value('novelty')).toBeCloseTo(mean(figures.map((row) => row.novelty)), 10);
  expect(value('calibrationKl')).toBeCloseTo(mean(figures.map((row) => row.calibrationKl)), 10);
  expect(value('genreDiversity')).toBeCloseTo(mean(figures.map((row) => row.genreDiversity)), 10);
  expect(value('gini')).toBeCloseTo(mean(exposures.map((row) => row.gini)), 10);
  expect(value('coverage')).toBeCloseTo(mean(exposures.map((row) => row.coverage)), 10);
});
