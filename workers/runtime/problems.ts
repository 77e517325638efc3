/** @file Expected failures in words: one message and one next step for every problem code. */
import { PackError } from '../../models/pack/errors';
import { UnknownMovieError } from '../../models/pack/movieIds';
import type { Problem, ProblemCode } from '../recommender.api';

interface Wording {
  readonly message: string;
  readonly action: string;
}

const TELL_THE_HOST =
  'Reload the page in a few minutes. If it happens again, tell whoever runs this site.';
const RELOAD = 'Reload the page.';

const WORDING: Readonly<Record<ProblemCode, Wording>> = {
  'pack-missing': {
    message: 'A file of the film model is not on the server.',
    action: TELL_THE_HOST,
  },
  'pack-truncated': {
    message: 'A file of the film model arrived with the wrong length.',
    action: TELL_THE_HOST,
  },
  'pack-altered': {
    message: 'A file of the film model is not the one it should be, so it was not used.',
    action: TELL_THE_HOST,
  },
  'pack-malformed': {
    message: 'The film model on the server cannot be read.',
    action: TELL_THE_HOST,
  },
  'pack-newer': {
    message: 'The film model is made for a newer version of this app.',
    action: 'Close all tabs of this site and open it again to get the new version.',
  },
  offline: {
    message: 'There is no connection, and no film model is stored on this device yet.',
    action: 'Connect to the internet once and reload the page. Afterwards it works offline.',
  },
  'insecure-context': {
    message: 'This page is not served over a secure connection, so its files cannot be verified.',
    action: 'Open it with an address that begins with https://, or on localhost.',
  },
  'backend-unavailable': {
    message: 'This browser could not start the engine that computes recommendations.',
    action: 'Update the browser or try another one. WebAssembly must not be blocked.',
  },
  'not-open': {
    message: 'The film model is not loaded yet.',
    action: 'Wait until loading has finished, or reload the page.',
  },
  superseded: { message: 'A newer request took the place of this one.', action: 'Nothing to do.' },
  'unknown-movie': {
    message: 'Too few people rated this film for the model to know it.',
    action: 'Choose a film with ratings.',
  },
  'unknown-system': {
    message: 'The film model comes without this system.',
    action: 'Choose another one.',
  },
  'worker-crashed': {
    message: 'The part of the app that computes recommendations stopped.',
    action: RELOAD,
  },
  internal: { message: 'Something unforeseen went wrong.', action: RELOAD },
};

/** A problem in words; `details` (file names, reasons) follow the message. */
export function problemOf(code: ProblemCode, details = ''): Problem {
  const { message, action } = WORDING[code];
  return { code, message: details === '' ? message : `${message} (${details})`, action };
}

/** An expected failure on its way up to the answer. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly details: string;

  constructor(code: ProblemCode, details = '') {
    super(details === '' ? code : `${code}: ${details}`);
    this.name = 'ProblemError';
    this.code = code;
    this.details = details;
  }
}

/** The problem behind anything that was thrown; the unforeseen becomes `internal`, with details. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof ProblemError) return problemOf(error.code, error.details);
  if (error instanceof PackError) return problemOf(error.code, error.message);
  if (error instanceof UnknownMovieError) return problemOf('unknown-movie');
  return problemOf('internal', reasonOf(error));
}

/** Whether a failure has nothing to do with the backend that computed. */
export function isExpected(error: unknown): boolean {
  return [ProblemError, PackError, UnknownMovieError].some((kind) => error instanceof kind);
}

/** What an exception says, in one line. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  // tfjs rejects with plain objects that carry a message.
  if (typeof error === 'object' && error !== null && 'message' in error)
    return String(error.message);
  return String(error);
}
