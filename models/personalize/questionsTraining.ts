/**
 * @file Learns which movies to ask everybody about first: the list that, answered by training people,
 * makes their lists best. Chosen greedily, one question at a time, by the NDCG that it adds.
 *
 * Well-known movies are answered often, but tell little about a person; this weighs the two by what
 * counts in the end.
 */
import type { Interactions } from '../dataset/columns';
import { ratingCounts } from '../dataset/counts';
import type { MovieIndex } from '../shapes';
import type { TwoTowerSpace } from '../towers/space';
import { fitFamiliarity } from './familiarityTraining';
import type { QuestionModel } from './onboarding';
import { byPopularity } from './questions';
import { drawInterviewees, PlanningCatalogue, type Interviewee } from './questionsTrainingPeople';

export interface QuestionPlanConfig {
  readonly seed: number;
  /** Training people who are asked, at most. */
  readonly people: number;
  /** Most rated movies that may be asked about. */
  readonly candidates: number;
  /** Candidates weighed again for each question: those that added most when last weighed. */
  readonly shortlist: number;
  /** Most rated movies that lists are made of while planning. */
  readonly catalogue: number;
  /** Length of the plan. */
  readonly questions: number;
}

export const DEFAULT_QUESTION_PLAN: QuestionPlanConfig = {
  seed: 20_261_121,
  people: 800,
  candidates: 120,
  shortlist: 16,
  catalogue: 1000,
  questions: 25,
};

/**
 * Movies in the order in which to ask about them. Deterministic for a seed.
 *
 * @param onQuestion after each question that was chosen, with the people's mean NDCG@100; throw in it
 *   to stop
 */
export function planQuestions(
  space: TwoTowerSpace,
  interactions: Interactions,
  config: QuestionPlanConfig = DEFAULT_QUESTION_PLAN,
  onQuestion?: (done: number, total: number, ndcg: number) => void,
): Int32Array {
  const popular = byPopularity(ratingCounts(interactions));
  const catalogue = new PlanningCatalogue(space, popular.subarray(0, config.catalogue));
  const people = drawInterviewees(interactions, catalogue, config.people, config.seed);
  const open = new Set(popular.subarray(0, config.candidates));
  /** What each added when it was last weighed. */
  const gains = new Map<MovieIndex, number>();
  const plan: MovieIndex[] = [];
  while (plan.length < config.questions && open.size > 0) {
    const best = bestQuestion(people, open, gains, plan.length > 0 ? config.shortlist : open.size);
    for (const person of people) if (person.knows(best)) person.answer(best);
    open.delete(best);
    plan.push(best);
    const mean = people.reduce((sum, { ndcg }) => sum + ndcg, 0) / people.length;
    onQuestion?.(plan.length, config.questions, mean);
  }
  return Int32Array.from(plan);
}

/** The open question that adds most among the most promising ones; of equal ones the most popular. */
function bestQuestion(
  people: readonly Interviewee[],
  open: ReadonlySet<MovieIndex>,
  gains: Map<MovieIndex, number>,
  shortlist: number,
): MovieIndex {
  const lastGain = (movie: MovieIndex): number => gains.get(movie) ?? 0;
  const weighed = [...open].sort((a, b) => lastGain(b) - lastGain(a)).slice(0, shortlist);
  for (const movie of weighed) gains.set(movie, gainOf(people, movie));
  return weighed.reduce((best, movie) => (lastGain(movie) > lastGain(best) ? movie : best));
}

function gainOf(people: readonly Interviewee[], movie: MovieIndex): number {
  return people.reduce(
    (sum, person) => sum + (person.knows(movie) ? person.ndcgAfter(movie) - person.ndcg : 0),
    0,
  );
}

/** Everything that is learned about asking. Deterministic for a seed. */
export function learnQuestions(
  space: TwoTowerSpace,
  interactions: Interactions,
  seed: number,
  onStep?: (done: number, total: number, detail: string) => void,
): QuestionModel {
  const config = { ...DEFAULT_QUESTION_PLAN, seed };
  return {
    plan: planQuestions(space, interactions, config, (done, total, ndcg) =>
      onStep?.(done, total, `NDCG@100 ${ndcg.toFixed(4)} of those asked`),
    ),
    familiarity: fitFamiliarity(space.blocks[0], interactions, seed),
  };
}
