/** @file Failures that a person at the command line can do something about. */

/** Exit status of a command. */
export const EXIT = {
  ok: 0,
  failure: 1,
  wrongArguments: 2,
  /** 128 + SIGINT, as shells report it */
  interrupted: 130,
} as const;

/**
 * An expected failure: what happened, and what to do next. Commands print both lines and no stack;
 * any other error is a defect and is printed with its stack.
 */
export class Failure<Code extends string = string> extends Error {
  /** Stable name of the failure, for programs: `data.offline`. */
  readonly code: Code;
  /** What the person can do now, a full sentence. */
  readonly advice: string;
  readonly exitStatus: number;

  constructor(
    code: Code,
    message: string,
    advice: string,
    options: { readonly cause?: unknown; readonly exitStatus?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.advice = advice;
    this.exitStatus = options.exitStatus ?? EXIT.failure;
  }
}

/** Failures of this kind, and errors of `models/` that carry a code and advice as well. */
export function isExpected(error: unknown): error is Error & Pick<Failure, 'code' | 'advice'> {
  return error instanceof Error && 'advice' in error && 'code' in error;
}
