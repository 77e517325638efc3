/** @file What reading a file gives: entries, or a problem in words for the person. */

export type FileProblemCode =
  /** The bytes are not text, or the text is not JSON. */
  | 'file-unreadable'
  /** Readable, but not this format. */
  | 'file-not-this-format'
  /** Written by a newer version of Kinora. */
  | 'file-newer'
  /** This format, but with an illegal value. */
  | 'file-malformed';

export interface FileProblem {
  readonly code: FileProblemCode;
  readonly message: string;
  /** What to do next. */
  readonly action: string;
}

export type FileResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: FileProblem };

/** The browser could not give the bytes: the file was moved, or may not be read. */
export function unreadableFile(error: unknown): { ok: false; problem: FileProblem } {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    ok: false,
    problem: {
      code: 'file-unreadable',
      message: `The browser could not read this file (${reason}).`,
      action: 'Choose the file again. Nothing was changed.',
    },
  };
}
