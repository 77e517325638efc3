/** @file What can be wrong with a data set that was read well: expected, and said with advice. */

export type DatasetErrorCode = 'dataset.movie-ids' | 'dataset.no-timestamps';

export class DatasetError extends Error {
  readonly code: DatasetErrorCode;
  /** What the person can do now, a full sentence. */
  readonly advice: string;

  constructor(code: DatasetErrorCode, message: string, advice: string) {
    super(message);
    this.name = 'DatasetError';
    this.code = code;
    this.advice = advice;
  }
}
