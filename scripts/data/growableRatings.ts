/** @file Rating columns that grow while a file is read: 13 bytes a rating, no object. */
import type { RatingColumns } from '../../models/dataset/columns';
import type { HalfStars } from '../../models/shapes';

const FIRST_CAPACITY = 1 << 16;

export class GrowableRatings {
  #userId = new Int32Array(FIRST_CAPACITY);
  #movieId = new Int32Array(FIRST_CAPACITY);
  #halfStars = new Uint8Array(FIRST_CAPACITY);
  #timestamp = new Int32Array(FIRST_CAPACITY);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(userId: number, movieId: number, halfStars: HalfStars, timestamp: number): void {
    if (this.#length === this.#halfStars.length) this.#grow();
    this.#userId[this.#length] = userId;
    this.#movieId[this.#length] = movieId;
    this.#halfStars[this.#length] = halfStars;
    this.#timestamp[this.#length] = timestamp;
    this.#length++;
  }

  /** The columns at their exact length; empties this, so that one column at most is there twice. */
  toColumns(): RatingColumns {
    const userId = this.#userId.slice(0, this.#length);
    this.#userId = new Int32Array();
    const movieId = this.#movieId.slice(0, this.#length);
    this.#movieId = new Int32Array();
    const timestamp = this.#timestamp.slice(0, this.#length);
    this.#timestamp = new Int32Array();
    const halfStars = this.#halfStars.slice(0, this.#length);
    this.#halfStars = new Uint8Array();
    this.#length = 0;
    return { userId, movieId, halfStars, timestamp };
  }

  #grow(): void {
    const capacity = Math.max(FIRST_CAPACITY, this.#length * 2);
    this.#userId = widened(this.#userId, new Int32Array(capacity));
    this.#movieId = widened(this.#movieId, new Int32Array(capacity));
    this.#halfStars = widened(this.#halfStars, new Uint8Array(capacity));
    this.#timestamp = widened(this.#timestamp, new Int32Array(capacity));
  }
}

function widened<T extends Int32Array | Uint8Array>(column: T, wider: T): T {
  wider.set(column);
  return wider;
}
