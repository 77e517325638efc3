/**
 * @file Protocol P6, what each dial costs: accuracy against variety, calibration and popularity at
 * several settings, on the same people with everything given.
 */
import type { SystemState } from '../../models/baselines/system';
import { ratingCounts } from '../../models/dataset/counts';
import { listFigures, type ListFigures } from '../../models/metrics/beyondAccuracy';
import { ALL_RATINGS, LIST_LENGTH } from '../../models/metrics/foldInEvaluation';
import { given } from '../../models/metrics/foldInProtocol';
import { hitsOf, ndcgAt } from '../../models/metrics/topK';
import { NEUTRAL_DIALS, type Dials, type DiversityMethod } from '../../models/rerank/dials';
import { rerank } from '../../models/rerank/rerank';
import { BEYOND_LENGTH, catalogueFacts, PERSON_METRICS } from './beyondFigures';
import type { Fold } from './folds';
import { NO_MOVIE, type Job } from './jobs';
import { listAt } from './listFigures';
import { peopleSample } from './peopleSample';
import { meanMeasurement } from './statistics';
import type { FrontierPoint } from './studyReport';

interface DialSetting {
  readonly label: string;
  readonly dials: Dials;
  readonly diversityMethod?: DiversityMethod;
}

const MOST_PEOPLE = 300;
const SEED = 20_061_106;
const STEPS = [0.25, 0.5, 0.75, 1] as const;

/** Neutral first, then each dial alone at several settings. */
export const FRONTIER_SETTINGS: readonly DialSetting[] = [
  { label: 'neutral', dials: NEUTRAL_DIALS },
  ...(['mmr', 'dpp'] as const).flatMap((diversityMethod) =>
    STEPS.map((diversity) => ({
      label: `diversity ${diversity} (${diversityMethod.toUpperCase()})`,
      dials: { ...NEUTRAL_DIALS, diversity },
      diversityMethod,
    })),
  ),
  ...STEPS.map((calibration) => ({
    label: `calibration ${calibration}`,
    dials: { ...NEUTRAL_DIALS, calibration },
  })),
  ...[-1, -0.5, -0.25, 0.25, 0.5, 1].map((popularity) => ({
    label: `popularity ${String(popularity).replace('-', '−')}`,
    dials: { ...NEUTRAL_DIALS, popularity },
  })),
];

/** Lists at every setting: `lists` `[people, settings, 100]`, best first. */
export const FRONTIER_JOB: Job = {
  name: 'dials',
  kind: 'lists',
  settings: { dials: FRONTIER_SETTINGS, people: MOST_PEOPLE, seed: SEED, version: 1 },
  mostPeople: MOST_PEOPLE,
  answer: async ({ secondStage }, { people, training }, onPerson): Promise<SystemState> => {
    if (!secondStage) return {};
    const sample = peopleSample(people, MOST_PEOPLE, SEED);
    const { genres } = catalogueFacts(training);
    const ratingCount = ratingCounts(training.interactions);
    const facts = { space: secondStage.space, genres, ratingCount };
    const rowLength = FRONTIER_SETTINGS.length * LIST_LENGTH;
    const lists = new Int32Array(sample.length * rowLength).fill(NO_MOVIE);
    for (const [index, person] of sample.entries()) {
      await onPerson();
      const history = given(person, ALL_RATINGS);
      const known = new Set(history.movies);
      const found = await secondStage.candidates(history, (movie) => !known.has(movie));
      const ranked = await found.rankedBy(found.features);
      FRONTIER_SETTINGS.forEach(({ dials, diversityMethod }, setting) => {
        const options = { dials, diversityMethod, history, places: LIST_LENGTH };
        const order = rerank(ranked, facts, options).slice(0, LIST_LENGTH);
        const list = order.map(({ movie }) => movie);
        lists.set(list, index * rowLength + setting * LIST_LENGTH);
      });
    }
    return { lists };
  },
};

interface Measured {
  readonly ndcg20: number;
  readonly ndcg100: number;
  /** Of the first twenty. */
  readonly figures: ListFigures;
}

/** A point for each setting; nothing of a system without a second stage. */
export function frontierPoints(system: string, fold: Fold, state: SystemState): FrontierPoint[] {
  if (!('lists' in state)) return [];
  const facts = catalogueFacts(fold.training);
  const sample = peopleSample(fold.people, MOST_PEOPLE, SEED);
  const measured = FRONTIER_SETTINGS.map((_, setting) =>
    sample.map((person, index): Measured => {
      const list = listAt(state, FRONTIER_SETTINGS.length, index, setting);
      const hits = hitsOf(list, person.targets, LIST_LENGTH);
      return {
        ndcg20: ndcgAt(BEYOND_LENGTH, hits, person.targets.size),
        ndcg100: ndcgAt(LIST_LENGTH, hits, person.targets.size),
        figures: listFigures(list.subarray(0, BEYOND_LENGTH), given(person, ALL_RATINGS), facts),
      };
    }),
  );
  return FRONTIER_SETTINGS.map(({ label }, s) => pointOf(system, label, measured[s], measured[0]));
}

function pointOf(
  system: string,
  setting: string,
  people: readonly Measured[],
  neutral: readonly Measured[],
): FrontierPoint {
  const mean = (metric: string, of: (one: Measured, index: number) => number) =>
    meanMeasurement({ system, metric, level: setting }, people.map(of));
  const change = mean('ndcg100', ({ ndcg100 }, i) => ndcg100 - neutral[i].ndcg100);
  const [genreDiversity, audienceDiversity, calibrationKl, popularityPercentile, novelty] =
    PERSON_METRICS.map((metric) => mean(metric, ({ figures }) => figures[metric]).value);
  return {
    system,
    setting,
    people: people.length,
    ndcg20: mean('ndcg20', ({ ndcg20 }) => ndcg20).value,
    ndcg100: mean('ndcg100', ({ ndcg100 }) => ndcg100).value,
    change: change.value,
    changeStandardError: change.standardError,
    genreDiversity,
    audienceDiversity,
    calibrationKl,
    popularityPercentile,
    novelty,
  };
}
