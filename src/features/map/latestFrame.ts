/** @file Paints the latest of many requests, once a frame. */

export class LatestFrame<T> {
  readonly #paint: (value: T) => void;
  #wanted: { readonly value: T } | null = null;
  #frame = 0;

  constructor(paint: (value: T) => void) {
    this.#paint = paint;
  }

  /**
   * Paints `value` in the next frame, unless a newer one is there by then. A frame that is under way
   * is kept: whoever asks anew in each frame, as a flight does, would put it off for ever.
   */
  request(value: T): void {
    if (this.#wanted === null) {
      this.#frame = requestAnimationFrame(() => {
        const wanted = this.#wanted;
        this.#wanted = null;
        if (wanted !== null) this.#paint(wanted.value);
      });
    }
    this.#wanted = { value };
  }

  cancel(): void {
    cancelAnimationFrame(this.#frame);
    this.#wanted = null;
  }
}
