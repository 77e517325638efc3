/** @file What was wrong with the lines of a file: counted, the first ones kept, too many refused. */
import { formatCount } from '../cli/format';
import { Failure } from '../cli/failure';

/** A line that was skipped. */
export interface MalformedLine {
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly reason: string;
}

/** How the reading of one file went. */
export interface FileReport {
  readonly file: string;
  /** Lines with data: no header, no blank lines. */
  readonly lines: number;
  readonly malformed: number;
  /** The first {@link KEPT_LINES} of them. */
  readonly firstMalformed: readonly MalformedLine[];
}

const KEPT_LINES = 20;
const HIGHEST_MALFORMED_SHARE = 0.01;
const LINES_IN_MESSAGE = 3;

/** Collects the {@link FileReport} of one file while it is read. */
export class LineReport {
  readonly #file: string;
  readonly #first: MalformedLine[] = [];
  #lines = 0;
  #malformed = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** Counts a line; `reason` is null when it is well formed. */
  count(line: number, reason: string | null): void {
    this.#lines++;
    if (reason === null) return;
    this.#malformed++;
    if (this.#first.length < KEPT_LINES) this.#first.push({ line, reason });
  }

  /** The report; throws a {@link Failure} when more than 1 % of the lines were malformed. */
  finish(): FileReport {
    if (this.#malformed > this.#lines * HIGHEST_MALFORMED_SHARE) throw this.#tooMany();
    return {
      file: this.#file,
      lines: this.#lines,
      malformed: this.#malformed,
      firstMalformed: this.#first,
    };
  }

  #tooMany(): Failure {
    const shown = this.#first
      .slice(0, LINES_IN_MESSAGE)
      .map(({ line, reason }) => `line ${line}: ${reason}`);
    return new Failure(
      'data.malformed',
      `${this.#file}: ${formatCount(this.#malformed)} of ${formatCount(this.#lines)} lines are ` +
        `malformed, more than 1 %. ${shown.join('; ')}.`,
      'Check that the file is complete and belongs to the data set that was named.',
    );
  }
}
