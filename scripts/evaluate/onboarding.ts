/** @file P5: shows movies one at a time to somebody new, and measures what their answers are worth. */
import type { SystemState, TrainedSystem } from '../../models/baselines/system';
import type { History } from '../../models/dataset/columns';
import { ratingCounts } from '../../models/dataset/counts';
import { LIST_LENGTH, topKMetrics } from '../../models/metrics/foldInEvaluation';
import type { HeldOutPerson } from '../../models/metrics/foldInProtocol';
import { mostPopularFirst, type QuestionStrategy } from '../../models/personalize/questions';
import type { Fold } from './folds';
import type { Job } from './jobs';
import type { ExperimentOutcome } from './runExperiment';
import type { Measurement } from './report';
import { meanMeasurement } from './statistics';
import { listsOf } from './tuned';

/** Movies shown, for the curve. */
export const SHOWN = [10, 25, 50, 100] as const;

/** People of a fold who are interviewed, at most: each of them is asked a hundred times. */
const INTERVIEWED = 400;

/** Makes a strategy for the people of a fold; null where the system has not what it needs. */
type StrategyFactory = (
  system: TrainedSystem,
  fold: Fold,
) => QuestionStrategy | Promise<QuestionStrategy> | null;

/** By the name in the tables. */
const STRATEGIES: Readonly<Record<string, StrategyFactory>> = {
  'most popular': (_system, { training }) => mostPopularFirst(ratingCounts(training.interactions)),
  planned: ({ questions }) => questions?.planned ?? null,
  adaptive: ({ questions }) => questions?.adaptive ?? null,
  'volume by familiarity': ({ questions }) => questions?.volume ?? null,
};

/** One job for each strategy. */
export const ONBOARDING_JOBS: readonly Job[] = Object.entries(STRATEGIES).map(
  ([name, createStrategy]) => ({
    name: jobName(name),
    kind: 'lists',
    settings: { strategy: name, shown: SHOWN, interviewed: INTERVIEWED, version: 2 },
    mostPeople: INTERVIEWED,
    answer: async (system, fold, onPerson): Promise<SystemState> => {
      const strategy = await createStrategy(system, fold);
      if (!strategy) return {};
      const ndcg: number[] = [];
      const answered: number[] = [];
      for (const person of interviewed(fold.people)) {
        await onPerson();
        const histories = interview(strategy, person, SHOWN);
        for (const history of histories) {
          ndcg.push(await ndcgAfter(system, person, history));
          answered.push(history.movies.length);
        }
      }
      // Both `[people with targets, SHOWN]`
      return { ndcg: Float64Array.from(ndcg), answered: Int32Array.from(answered) };
    },
  }),
);

/** People with targets, spread evenly over those of a fold. */
function interviewed(people: readonly HeldOutPerson[]): HeldOutPerson[] {
  const able = people.filter(({ targets }) => targets.size > 0);
  const stride = Math.max(1, able.length / INTERVIEWED);
  const count = Math.min(able.length, INTERVIEWED);
  return Array.from({ length: count }, (_, i) => able[Math.floor(i * stride)]);
}

/**
 * What somebody has answered after each number of movies shown. They know the movies of their
 * folded-in part and no others.
 *
 * @param shown ascending
 */
export function interview(
  strategy: QuestionStrategy,
  { pool }: HeldOutPerson,
  shown: readonly number[],
): History[] {
  const rated = new Map(Array.from(pool.movies, (movie, i) => [movie, pool.halfStars[i]]));
  const asked = new Set<number>();
  const answers = new Map<number, number>();
  let history = historyOfAnswers(answers);
  return shown.map((count) => {
    while (asked.size < count) {
      const movie = strategy.next(history, asked);
      if (movie === null) break;
      asked.add(movie);
      const halfStars = rated.get(movie);
      if (halfStars === undefined) continue;
      answers.set(movie, halfStars);
      history = historyOfAnswers(answers);
    }
    return history;
  });
}

/** NDCG@100 and the number of answers, by system and strategy. */
export function measureOnboarding({ answers }: ExperimentOutcome): Measurement[] {
  return Object.entries(answers).flatMap(([system, jobs]) =>
    Object.keys(STRATEGIES).flatMap((strategy) => {
      const states = jobs[jobName(strategy)] ?? [];
      if (states.length === 0 || states.some((state) => !('ndcg' in state))) return [];
      return SHOWN.flatMap((shown, level) => {
        const column = (name: 'ndcg' | 'answered') =>
          states.flatMap((state) =>
            Array.from(state[name]).filter((_, at) => at % SHOWN.length === level),
          );
        const measure = (metric: string, values: readonly number[]) =>
          meanMeasurement({ system, metric, level: String(shown) }, values);
        return [
          measure(`ndcg100, ${strategy}`, column('ndcg')),
          measure(`answers, ${strategy}`, column('answered')),
        ];
      });
    }),
  );
}

async function ndcgAfter(
  system: TrainedSystem,
  { pool, targets }: HeldOutPerson,
  history: History,
): Promise<number> {
  const known = new Set(pool.movies);
  const list = await listsOf('system', system).recommend(
    history,
    LIST_LENGTH,
    (movie) => !known.has(movie),
  );
  return topKMetrics(list, targets).ndcg100;
}

function historyOfAnswers(answers: ReadonlyMap<number, number>): History {
  const rows = [...answers].sort(([a], [b]) => a - b);
  return {
    movies: Int32Array.from(rows, ([movie]) => movie),
    halfStars: Uint8Array.from(rows, ([, halfStars]) => halfStars),
  };
}

function jobName(strategy: string): string {
  return `onboarding, ${strategy}`;
}
