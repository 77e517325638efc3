import { describe, expect, it } from 'vitest';
import type { History } from '../../models/dataset/columns';
import { ratingCounts } from '../../models/dataset/counts';
import { evaluatePerson, scoringSystem } from '../../models/metrics/foldInEvaluation';
import { mostPopularFirst, type QuestionStrategy } from '../../models/personalize/questions';
import { dealFolds } from './folds';
import { interview, measureOnboarding, ONBOARDING_JOBS, SHOWN } from './onboarding';
import { exampleSet } from './testing/examples';

const person = {
  pool: { movies: Int32Array.of(8, 2, 5), halfStars: Uint8Array.of(10, 3, 6) },
  heldOut: { movies: Int32Array.of(1), halfStars: Uint8Array.of(9) },
  targets: new Set([1]),
};
const pairsOf = ({ movies, halfStars }: History): string[] =>
  Array.from(movies, (movie, i) => `${movie}:${halfStars[i]}`);

describe('an interview', () => {
  it('collects what the person knows of the movies shown, in movie order', () => {
    const inOrder = mostPopularFirst([1, 9, 8, 7, 6, 5, 4, 3, 2]);
    // Shown: 1 (held out, so not known), 2, 3, 4, 5, 6, 7, 8, 0.
    const histories = interview(inOrder, person, [1, 2, 5, 9]);
    expect(histories.map(pairsOf)).toEqual([[], ['2:3'], ['2:3', '5:6'], ['2:3', '5:6', '8:10']]);
  });

  it('ends where the strategy has nothing left to ask', () => {
    const histories = interview(mostPopularFirst([3, 2, 1]), person, [2, 50]);
    expect(histories.map(pairsOf)).toEqual([[], ['2:3']]);
  });

  it('tells the strategy of every answer before the next question', () => {
    const seen: string[] = [];
    const strategy: QuestionStrategy = {
      next: (answers, asked) => {
        seen.push(`${[...asked].join()} → ${pairsOf(answers).join()}`);
        return [5, 7, 8][asked.size] ?? null;
      },
    };
    interview(strategy, person, [3]);
    expect(seen).toEqual([' → ', '5 → 5:6', '5,7 → 5:6']);
  });
});

describe('P5', () => {
  it('asks with the strategies that a system brings, and with no others', async () => {
    const set = exampleSet(150, [60, 60, 60, 60]);
    const [fold] = dealFolds(set, 2, 1);
    const plain = { scores: () => new Float32Array(150), dispose: () => undefined };
    const adaptive: QuestionStrategy = {
      next: (_answers, asked) => fold.people[0].pool.movies.find((m) => !asked.has(m)) ?? null,
    };
    const answered: Record<string, number | null> = {};
    for (const job of ONBOARDING_JOBS) {
      const system = { ...plain, questions: { adaptive } };
      const state = await job.answer(system, fold, () => undefined);
      answered[job.name] = 'answered' in state ? state.answered[0] : null;
    }
    expect(answered).toMatchObject({ 'onboarding, planned': null, 'onboarding, adaptive': 10 });
  });

  it('measures each number of movies shown with the answers to them alone', async () => {
    const set = exampleSet(
      150,
      Array.from({ length: 12 }, () => 60),
    );
    const folds = dealFolds(set, 2, 1);
    const scores = ({ movies, halfStars }: History): Float32Array => {
      const seed = movies.reduce((sum, movie, h) => sum + movie * halfStars[h], 3);
      return Float32Array.from({ length: 150 }, (_, movie) => (movie * seed) % 83);
    };
    const system = { scores, dispose: () => undefined };
    const [job] = ONBOARDING_JOBS;
    const states = [];
    for (const fold of folds) states.push(await job.answer(system, fold, () => undefined));
    const others = ONBOARDING_JOBS.slice(1).map(({ name }) => [name, [{}]] as const);
    const jobs = { [job.name]: states, ...Object.fromEntries(others) };
    const measured = measureOnboarding({ answers: { mine: jobs }, choices: {} });
    for (const [at, shown] of SHOWN.entries()) {
      const ndcg: number[] = [];
      const answered: number[] = [];
      for (const { people, training } of folds) {
        const popular = mostPopularFirst(ratingCounts(training.interactions));
        for (const one of people) {
          if (one.targets.size === 0) continue;
          const [history] = interview(popular, one, [shown]);
          const answering = scoringSystem('answers', () => scores(history));
          const metrics = await evaluatePerson(answering, one, 0);
          ndcg.push(metrics?.ndcg100 ?? NaN);
          answered.push(history.movies.length);
        }
      }
      const mean = (values: readonly number[]): number =>
        values.reduce((sum, value) => sum + value, 0) / values.length;
      const [byNdcg, byAnswers] = measured.slice(2 * at, 2 * at + 2);
      expect(byNdcg).toMatchObject({ metric: 'ndcg100, most popular', level: String(shown) });
      expect(byNdcg.value).toBeCloseTo(mean(ndcg), 12);
      expect(byAnswers.value).toBeCloseTo(mean(answered), 12);
    }
  });
});
