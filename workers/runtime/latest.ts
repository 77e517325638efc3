/** @file Latest wins: a newer request of a kind takes the place of an unfinished older one. */

/** What {@link LatestWins.run} answers when a newer request came before this one was finished. */
export const SUPERSEDED = Symbol('superseded');

/** The right to answer a request, until a newer one of the same kind arrives. */
export interface Turn {
  /** True from the moment a newer request of the same kind arrived. */
  readonly superseded: boolean;
}

interface Running {
  superseded: boolean;
  readonly giveUp: () => void;
}

/** Keeps, for each kind of request, only the newest one alive. */
export class LatestWins<Kind extends string> {
  readonly #running = new Map<Kind, Running>();

  /**
   * Runs `work` as the newest request of its kind. An unfinished older one of the kind is answered
   * {@link SUPERSEDED} at once; its work should stop when it sees `turn.superseded`, and whatever it
   * still returns or throws is ignored.
   */
  async run<T>(kind: Kind, work: (turn: Turn) => Promise<T>): Promise<T | typeof SUPERSEDED> {
    const older = this.#running.get(kind);
    if (older) {
      older.superseded = true;
      older.giveUp();
    }
    let giveUp: Running['giveUp'] = () => undefined;
    const gaveUp = new Promise<typeof SUPERSEDED>((resolve) => {
      giveUp = () => resolve(SUPERSEDED);
    });
    const turn: Running = { superseded: false, giveUp };
    this.#running.set(kind, turn);
    try {
      return await Promise.race([work(turn), gaveUp]);
    } finally {
      if (this.#running.get(kind) === turn) this.#running.delete(kind);
    }
  }
}
