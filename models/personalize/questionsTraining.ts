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
import { pauses } from '../training/pauses';
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

export interface PlanningEvents {
  /** After each question that was chosen, with the people's mean NDCG@100. */
  readonly onQuestion?: (done: number, total: number, ndcg: number) => void;
  /** After each movie that was weighed; throw in it to stop. */
  readonly onPiece?: () => void | Promise<void>;
}

/** Movies in the order in which to ask about them. Deterministic for a seed. */
export async function planQuestions(
  space: TwoTowerSpace,
  interactions: Interactions,
  config: QuestionPlanConfig = DEFAULT_QUESTION_PLAN,
  { onQuestion, onPiece = pauses() }: PlanningEvents = {},
): Promise<Int32Array> {
  const popular = byPopularity(ratingCounts(interactions));
  const catalogue = new PlanningCatalogue(space, popular.subarray(0, config.catalogue));
  const people = drawInterviewees(interactions, catalogue, config.people, config.seed);
  const open = new Set(popular.subarray(0, config.candidates));
  /** What each added when it was last weighed. */
  const gains = new Map<MovieIndex, number>();
  const plan: MovieIndex[] = [];
  while (plan.length < config.questions && open.size > 0) {
    const weighed = plan.length > 0 ? mostPromising(open, gains, config.shortlist) : [...open];
    for (const movie of weighed) {
      gains.set(movie, gainOf(people, movie));
      await onPiece();
    }
    const best = mostPromising(weighed, gains, 1)[0];
    for (const person of people) if (person.knows(best)) person.answer(best);
    open.delete(best);
    plan.push(best);
    const mean = people.reduce((sum, { ndcg }) => sum + ndcg, 0) / people.length;
    onQuestion?.(plan.length, config.questions, mean);
  }
  return Int32Array.from(plan);
}

/** Those that added most when they were last weighed; of equal ones the first. */
function mostPromising(
  movies: Iterable<MovieIndex>,
  gains: ReadonlyMap<MovieIndex, number>,
  count: number,
): MovieIndex[] {
  const lastGain = (movie: MovieIndex): number => gains.get(movie) ?? 0;
  return [...movies].sort((a, b) => lastGain(b) - lastGain(a)).slice(0, count);
}

function gainOf(people: readonly Interviewee[], movie: MovieIndex): number {
  return people.reduce(
    (sum, person) => sum + (person.knows(movie) ? person.ndcgAfter(movie) - person.ndcg : 0),
    0,
  );
}

/** Everything that is learned about asking. Deterministic for a seed. */
export async function learnQuestions(
  space: TwoTowerSpace,
  interactions: Interactions,
  seed: number,
  events: PlanningEvents = {},
): Promise<QuestionModel> {
  const config = { ...DEFAULT_QUESTION_PLAN, seed };
  return {
    plan: await planQuestions(space, interactions, config, events),
    familiarity: fitFamiliarity(space.blocks[0], interactions, seed),
  };
}
