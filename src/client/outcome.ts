/** @file How a call to the worker ended. A call never rejects. */
import type { Answer, Problem } from './contract';

export type Outcome<T> =
  | { readonly status: 'done'; readonly value: T }
  | { readonly status: 'failed'; readonly problem: Problem }
  /** Aborted, or overtaken by a newer call of the same kind: there is nothing to show. */
  | { readonly status: 'dropped' };

export const DROPPED = { status: 'dropped' } as const;

export function outcomeOf<T>(answer: Answer<T>): Outcome<T> {
  if (answer.ok) return { status: 'done', value: answer.value };
  if (answer.problem.code === 'superseded') return DROPPED;
  return { status: 'failed', problem: answer.problem };
}

/** The answer of `ask`; an exception, which the contract does not foresee, becomes `internal`. */
export async function answerOf<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await ask();
  } catch (error) {
    return { ok: false, problem: internalProblem(error) };
  }
}

function internalProblem(error: unknown): Problem {
  return {
    code: 'internal',
    message: `The recommender failed: ${error instanceof Error ? error.message : String(error)}`,
    action: 'Reload the page. Your ratings are safe on this device.',
  };
}

export function crashedProblem(reason: string): Problem {
  return {
    code: 'worker-crashed',
    message: `The recommender stopped and could not be started again (${reason}).`,
    action: 'Try again, or choose a slower but safer backend in the settings.',
  };
}
