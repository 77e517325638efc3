/** @file One rating out of the bytes of a line: no strings, no objects, so that 32 million are quick. */
import { MAX_HALF_STARS, MIN_HALF_STARS } from '../../models/shapes';
import type { HalfStars } from '../../models/shapes';

/** What stands between the fields. */
export type RatingSeparator = ',' | '::' | '\t';

const ZERO = 0x30;
const DOT = 0x2e;
const LARGEST_INT32 = 2 ** 31 - 1;
const FEWEST_FIELDS = 3;
const MOST_FIELDS = 4;

/** Parses `user, movie, rating[, timestamp]`; the values of the last good line are its fields. */
export class RatingLine {
  userId = 0;
  movieId = 0;
  halfStars: HalfStars = 0;
  /** Unix seconds, 0 when the line has no fourth field. */
  timestamp = 0;

  readonly #separator: number;
  readonly #separatorLength: number;
  readonly #starts = new Int32Array(MOST_FIELDS);
  readonly #ends = new Int32Array(MOST_FIELDS);
  #fieldCount: number | null;

  /** @param fieldCount 3 or 4; null to let the first well-formed line decide for the file */
  constructor(separator: RatingSeparator, fieldCount: number | null) {
    this.#separator = separator.charCodeAt(0);
    this.#separatorLength = separator.length;
    this.#fieldCount = fieldCount;
  }

  /** Parses `bytes[start, end)`. Returns null, or why the line is malformed. */
  parse(bytes: Uint8Array, start: number, end: number): string | null {
    const fields = this.#split(bytes, start, end);
    const legal =
      this.#fieldCount === null
        ? fields >= FEWEST_FIELDS && fields <= MOST_FIELDS
        : fields === this.#fieldCount;
    if (!legal) return `${fields} fields, expected ${this.#fieldCount ?? '3 or 4'}`;

    const userId = this.#wholeNumber(bytes, 0);
    if (userId < 0) return this.#notWhole(bytes, 0, 'user id');
    const movieId = this.#wholeNumber(bytes, 1);
    if (movieId < 0) return this.#notWhole(bytes, 1, 'movie id');
    const halfStars = parseHalfStars(bytes, this.#starts[2], this.#ends[2]);
    if (halfStars === 0) {
      return `rating "${this.#text(bytes, 2)}" is not 0.5 to 5 in steps of 0.5`;
    }
    const timestamp = fields === MOST_FIELDS ? this.#wholeNumber(bytes, 3) : 0;
    if (timestamp < 0) return this.#notWhole(bytes, 3, 'timestamp');

    this.#fieldCount ??= fields;
    this.userId = userId;
    this.movieId = movieId;
    this.halfStars = halfStars;
    this.timestamp = timestamp;
    return null;
  }

  /** Notes where the first four fields lie; returns how many fields there are. */
  #split(bytes: Uint8Array, start: number, end: number): number {
    const separator = this.#separator;
    const width = this.#separatorLength;
    let fields = 0;
    let fieldStart = start;
    for (let i = start; i < end; i++) {
      if (bytes[i] !== separator || (width === 2 && bytes[i + 1] !== separator)) continue;
      this.#note(fields++, fieldStart, i);
      i += width - 1;
      fieldStart = i + 1;
    }
    this.#note(fields++, fieldStart, end);
    return fields;
  }

  #note(field: number, start: number, end: number): void {
    if (field >= MOST_FIELDS) return;
    this.#starts[field] = start;
    this.#ends[field] = end;
  }

  #wholeNumber(bytes: Uint8Array, field: number): number {
    return parseDigits(bytes, this.#starts[field], this.#ends[field]);
  }

  #notWhole(bytes: Uint8Array, field: number, what: string): string {
    return `${what} "${this.#text(bytes, field)}" is not a whole number`;
  }

  #text(bytes: Uint8Array, field: number): string {
    return String.fromCharCode(
      ...bytes.subarray(this.#starts[field], this.#ends[field]).slice(0, 40),
    );
  }
}

/** A whole number from 0 to 2^31 - 1, or -1. */
function parseDigits(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return -1;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i] - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
    if (value > LARGEST_INT32) return -1;
  }
  return value;
}

/** Half stars of `4`, `4.0` or `3.5`; 0 when it is no rating. */
function parseHalfStars(bytes: Uint8Array, start: number, end: number): number {
  let dot = start;
  while (dot < end && bytes[dot] !== DOT) dot++;
  const stars = parseDigits(bytes, start, dot);
  if (stars < 0) return 0;
  let halfStars = 2 * stars;
  if (dot < end) {
    const tenths = bytes[dot + 1] - ZERO;
    // What follows the tenths may only be zeros: 3.5, 3.50.
    if (end === dot + 1 || parseDigits(bytes, dot + 1, end) !== tenths * 10 ** (end - dot - 2)) {
      return 0;
    }
    if (tenths === 5) halfStars++;
    else if (tenths !== 0) return 0;
  }
  return halfStars >= MIN_HALF_STARS && halfStars <= MAX_HALF_STARS ? halfStars : 0;
}
