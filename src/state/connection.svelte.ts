/** @file Whether the browser believes that it has a network. */

export class Connection {
  online = $state(true);
  /** How often the network came back since the start. */
  returns = $state(0);

  readonly #window: Window;

  constructor(target: Window) {
    this.#window = target;
    this.online = target.navigator.onLine;
  }

  /** Begins to listen; the returned function stops it. */
  start(): () => void {
    const update = () => {
      const { onLine } = this.#window.navigator;
      if (onLine && !this.online) this.returns += 1;
      this.online = onLine;
    };
    this.#window.addEventListener('online', update);
    this.#window.addEventListener('offline', update);
    return () => {
      this.#window.removeEventListener('online', update);
      this.#window.removeEventListener('offline', update);
    };
  }
}
