/**
 * @file One life of the worker, from start to crash: the ready message, the typed proxy, and the
 * heartbeat that notices a worker which hangs.
 */
import { wrap, type Endpoint, type Remote } from 'comlink';
import type { RecommenderApi, WorkerStatus } from './contract';

/** A `Worker`, or in tests anything that talks like one. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
}

export interface HeartbeatTiming {
  /** The module must have posted its ready message by then. */
  readonly readyTimeoutMs: number;
  readonly intervalMs: number;
  /**
   * This many intervals in a row without an answer mean that the worker hangs. Counted in ticks and
   * not in time, so that a laptop that slept is not taken for a hanging worker.
   */
  readonly missedLimit: number;
}

export const DEFAULT_HEARTBEAT: HeartbeatTiming = {
  readyTimeoutMs: 60_000,
  intervalMs: 5_000,
  missedLimit: 5,
};

export interface SessionEvents {
  /** At most once; the session is ended by then. */
  onCrash(reason: string): void;
  /** After each heartbeat that was answered. */
  onStatus(status: WorkerStatus): void;
}

export class WorkerSession {
  /**
   * Resolves when the worker has posted `{ type: 'kinora-ready' }`, which it does after `expose()`.
   * Nothing may be sent before: the stub's own script has ended by then, but the module that it
   * imports may not listen yet, and messages without a listener are lost. Never rejects.
   */
  readonly ready: Promise<void>;
  readonly api: Remote<RecommenderApi>;
  readonly #worker: WorkerLike;
  readonly #timing: HeartbeatTiming;
  readonly #events: SessionEvents;
  #ended = false;
  #readyTimer: ReturnType<typeof setTimeout> | undefined;
  #beatTimer: ReturnType<typeof setInterval> | undefined;
  #beating = false;
  #missed = 0;

  constructor(worker: WorkerLike, timing: HeartbeatTiming, events: SessionEvents) {
    this.#worker = worker;
    this.#timing = timing;
    this.#events = events;
    worker.addEventListener('error', this.#onError);
    worker.addEventListener('messageerror', this.#onMessageError);
    this.ready = this.#whenReady();
    this.api = wrap<RecommenderApi>(worker);
  }

  /** Turns the heartbeat on while an answer is awaited, and off afterwards. */
  watch(on: boolean): void {
    if (on === (this.#beatTimer !== undefined) || this.#ended) return;
    if (on) {
      this.#missed = 0;
      this.#beatTimer = setInterval(() => this.#tick(), this.#timing.intervalMs);
    } else {
      clearInterval(this.#beatTimer);
      this.#beatTimer = undefined;
    }
  }

  /** Terminates the worker. Calls in flight are never answered. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#readyTimer);
    clearInterval(this.#beatTimer);
    this.#worker.removeEventListener('error', this.#onError);
    this.#worker.removeEventListener('messageerror', this.#onMessageError);
    this.#worker.terminate();
  }

  #whenReady(): Promise<void> {
    return new Promise((resolve) => {
      const listener = (event: Event) => {
        if (!isReadyMessage(event)) return;
        this.#worker.removeEventListener('message', listener);
        clearTimeout(this.#readyTimer);
        this.#readyTimer = undefined;
        resolve();
      };
      this.#worker.addEventListener('message', listener);
      this.#readyTimer = setTimeout(
        () => this.#crash('it did not start in time'),
        this.#timing.readyTimeoutMs,
      );
    });
  }

  #tick(): void {
    if (this.#readyTimer !== undefined) return;
    if (this.#beating) {
      this.#missed += 1;
      if (this.#missed >= this.#timing.missedLimit) this.#crash('it did not answer any more');
      return;
    }
    this.#beating = true;
    const alive = () => {
      this.#beating = false;
      this.#missed = 0;
    };
    // A rejection is an answer too: the worker lives.
    this.api.status().then((status) => {
      alive();
      if (!this.#ended) this.#events.onStatus(status);
    }, alive);
  }

  #crash(reason: string): void {
    if (this.#ended) return;
    this.end();
    this.#events.onCrash(reason);
  }

  readonly #onError = (event: Event) => {
    const message = 'message' in event && typeof event.message === 'string' ? event.message : '';
    this.#crash(message === '' ? 'its script could not be loaded' : message);
  };

  readonly #onMessageError = () => this.#crash('a message could not be read');
}

function isReadyMessage(event: Event): boolean {
  if (!('data' in event)) return false;
  const { data } = event;
  return (
    typeof data === 'object' && data !== null && 'type' in data && data.type === 'kinora-ready'
  );
}
