/**
 * @file What a trained system is asked about the people of a fold. Answers are raw (lists, stars),
 * so that any metric of them can be computed later without asking again.
 */
import type { SystemState, TrainedSystem } from '../../models/baselines/system';
import { LIST_LENGTH } from '../../models/metrics/foldInEvaluation';
import { given, type HeldOutPerson } from '../../models/metrics/foldInProtocol';
import type { Fold } from './folds';
import type { AnswerKind } from './systems';
import { listsOf } from './tuned';

/** Awaited once for each person; throws when the run is to stop. */
export type OnPerson = () => void | Promise<void>;

export interface Job {
  readonly name: string;
  readonly kind: AnswerKind;
  /** Part of the cache's key: what is asked, and the version of the code that asks. */
  readonly settings: unknown;
  /** For progress, where only some of a fold's people are asked. */
  readonly mostPeople?: number;
  /** Empty when the system cannot answer such questions. */
  answer(system: TrainedSystem, fold: Fold, onPerson: OnPerson): Promise<SystemState>;
}

/** Fills the end of a list that is shorter than the others. */
export const NO_MOVIE = -1;

/**
 * Lists after `n` given ratings: `lists` `[people, levels, 100]` of movie indices, best first. The
 * whole pool is left out, however much of it is given. A person without targets gets no list.
 */
export function listsJob(levels: readonly number[]): Job {
  return {
    name: 'lists',
    kind: 'lists',
    settings: { levels: levels.map(String), version: 1 },
    answer: async (system, { people }, onPerson) => {
      const lists = new Int32Array(people.length * levels.length * LIST_LENGTH).fill(NO_MOVIE);
      const answering = listsOf('system', system);
      for (const [index, person] of people.entries()) {
        await onPerson();
        if (person.targets.size === 0) continue;
        const known = new Set(person.pool.movies);
        const ask = (n: number) =>
          answering.recommend(given(person, n), LIST_LENGTH, (movie) => !known.has(movie));
        const answers = await onceEach(person, levels, ask);
        answers.forEach((list, level) => {
          lists.set(list, (index * levels.length + level) * LIST_LENGTH);
        });
      }
      return { lists };
    },
  };
}

/**
 * Predicted stars of every held-out rating after `n` given ones: `stars` `[levels, held-out]`, and
 * `variances` of the same shape where the system has them.
 */
export function starsJob(levels: readonly number[]): Job {
  return {
    name: 'stars',
    kind: 'stars',
    settings: { levels: levels.map(String), version: 1 },
    answer: async (system, { people }, onPerson): Promise<SystemState> => {
      if (!system.predictStars) return {};
      const total = people.reduce((sum, { heldOut }) => sum + heldOut.movies.length, 0);
      const stars = new Float32Array(levels.length * total);
      const variances = new Float32Array(system.predictStarsVariance ? stars.length : 0);
      let start = 0;
      for (const person of people) {
        await onPerson();
        const { movies } = person.heldOut;
        const ask = async (n: number) => {
          const history = given(person, n);
          return {
            stars: await system.predictStars?.(history, movies),
            variances: await system.predictStarsVariance?.(history, movies),
          };
        };
        const answers = await onceEach(person, levels, ask);
        answers.forEach((answer, level) => {
          if (answer.stars) stars.set(answer.stars, level * total + start);
          if (answer.variances) variances.set(answer.variances, level * total + start);
        });
        start += movies.length;
      }
      return variances.length > 0 ? { stars, variances } : { stars };
    },
  };
}

/** Asks at every level, once where the pool is too small to make a difference. */
async function onceEach<T>(
  person: HeldOutPerson,
  levels: readonly number[],
  ask: (n: number) => Promise<T>,
): Promise<T[]> {
  const bySize = new Map<number, T>();
  const answers: T[] = [];
  for (const level of levels) {
    const size = Math.min(level, person.pool.movies.length);
    const answer = bySize.get(size) ?? (await ask(size));
    bySize.set(size, answer);
    answers.push(answer);
  }
  return answers;
}
