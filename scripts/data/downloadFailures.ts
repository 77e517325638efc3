/** @file What can go wrong with a download, and what to do then. */
import { Failure } from '../cli/failure';

const FROM_ADVICE =
  'If you have the data set already, pass its folder or zip instead: --from <folder or zip>.';
const DISK_ERRORS = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'ENOENT', 'EIO']);

export function offline(url: string, cause: unknown): Failure {
  return new Failure(
    'data.offline',
    `${new URL(url).host} cannot be reached${reasonOf(cause)}.`,
    `Check the connection and run the same command again. ${FROM_ADVICE}`,
    { cause },
  );
}

export function refused(url: string, status: number): Failure {
  return new Failure(
    'data.http',
    `${url} answered with HTTP status ${status}.`,
    `Try again later. ${FROM_ADVICE}`,
  );
}

export function interrupted(url: string, cause: unknown): Failure {
  return new Failure(
    'data.interrupted',
    `The download of ${url} was interrupted${reasonOf(cause)}.`,
    'Run the same command again: it goes on from where it stopped.',
    { cause },
  );
}

export function wrongChecksum(url: string): Failure {
  return new Failure(
    'data.checksum',
    `What came from ${url} does not match the published MD5 checksum.`,
    `It was deleted. Run the same command again. ${FROM_ADVICE}`,
  );
}

export function notWritten(file: string, cause: Error): Failure {
  return new Failure(
    'data.disk',
    `${file} cannot be written: ${cause.message}.`,
    'Make room or choose another folder: --out <folder>.',
    { cause },
  );
}

export function isDiskError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && DISK_ERRORS.has(String(error.code));
}

/** Network errors of fetch carry the reason in their cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === '' ? '' : ` (${code})`;
}
