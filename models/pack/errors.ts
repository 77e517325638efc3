/** @file What can be wrong with a pack, as a typed error. */

export type PackErrorCode =
  'pack-missing' | 'pack-truncated' | 'pack-altered' | 'pack-malformed' | 'pack-newer';

/** A pack that cannot be used. `message` names the file or field and says what was expected. */
export class PackError extends Error {
  readonly code: PackErrorCode;

  constructor(code: PackErrorCode, message: string) {
    super(message);
    this.name = 'PackError';
    this.code = code;
  }
}
