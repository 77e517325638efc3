/**
 * @file Keeps a worker alive: a worker that crashes or hangs is replaced by a new one on the next
 * backend, the pack is opened again, and the calls in flight are issued again.
 */
import { proxy } from 'comlink';
import type {
  Answer,
  BackendName,
  OpenAnswer,
  OpenProgress,
  OpenRequest,
  WorkerStatus,
} from './contract';
import {
  DEFAULT_RESTART_LIMITS,
  firstTried,
  nextBackend,
  restartDelay,
  type RestartLimits,
} from './fallback';
import { answerOf, crashedProblem, DROPPED, outcomeOf, type Outcome } from './outcome';
import {
  DEFAULT_HEARTBEAT,
  WorkerSession,
  type HeartbeatTiming,
  type WorkerLike,
} from './workerSession';

export interface CallOptions {
  /** Drops the call: its outcome is `dropped` at once. */
  readonly signal?: AbortSignal;
}

export interface SupervisorOptions {
  readonly startWorker: () => WorkerLike;
  readonly heartbeat?: HeartbeatTiming;
  readonly limits?: RestartLimits;
  /** After a crash; `willRestart` is false when the limit is reached and all calls have failed. */
  onCrash?(reason: string, willRestart: boolean): void;
  /** A heartbeat was answered, or a pack was opened. */
  onStatus?(status: WorkerStatus): void;
  /** The pack was opened again in a new worker after a crash. */
  onReopened?(api: WorkerApi): void;
}

export type WorkerApi = WorkerSession['api'];

/** One worker and the pack that it was told to open. */
interface Life {
  readonly session: WorkerSession;
  /** Null before the first `open`. */
  opening: Promise<Answer<OpenAnswer>> | null;
  backend: BackendName | null;
  /** Whether a backend was started, or being started. */
  touchedBackend: boolean;
  readonly afterCrash: boolean;
}

/** A call that is not answered yet. */
interface Call {
  issue(life: Life): void;
  fail(reason: string): void;
}

interface Pack {
  request: OpenRequest;
  readonly onProgress: ((progress: OpenProgress) => void) | undefined;
}

export class WorkerSupervisor {
  readonly #options: SupervisorOptions;
  readonly #calls = new Set<Call>();
  #life: Life | null = null;
  #pack: Pack | null = null;
  #crashTimes: number[] = [];
  #gaveUp: string | null = null;
  #restartTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** Starts the worker ahead of the first call. */
  start(): void {
    if (this.#life === null && this.#gaveUp === null) this.#begin();
  }

  /** Opens a pack; in a fresh worker, unless this is the first one. Forgets earlier crashes. */
  open(
    request: OpenRequest,
    onProgress: ((progress: OpenProgress) => void) | undefined,
    options: CallOptions,
  ): Promise<Outcome<OpenAnswer>> {
    this.#gaveUp = null;
    this.#crashTimes = [];
    this.#pack = { request, onProgress };
    if (this.#life === null || this.#life.opening !== null) this.#begin();
    else this.#openIn(this.#life, this.#pack);
    return this.#call((life) => life.opening ?? neverOpened(), options);
  }

  /** Issues a call that needs the pack to be open; until then it waits. */
  ask<T>(ask: (api: WorkerApi) => Promise<Answer<T>>, options: CallOptions): Promise<Outcome<T>> {
    return this.#call(async (life) => {
      const opened = await life.opening;
      if (opened !== null && !opened.ok) return opened;
      return ask(await readyApi(life));
    }, options);
  }

  /** Issues a call that needs a worker only. */
  askUnopened<T>(
    ask: (api: WorkerApi) => Promise<Answer<T>>,
    options: CallOptions,
  ): Promise<Outcome<T>> {
    return this.#call(async (life) => ask(await readyApi(life)), options);
  }

  /** Terminates the worker; the calls in flight fail. */
  dispose(): void {
    clearTimeout(this.#restartTimer);
    this.#life?.session.end();
    this.#life = null;
    this.#giveUp('it was closed');
  }

  /** Keeps a call until it is answered, aborted or given up; a new worker gets it again. */
  #call<T>(
    issue: (life: Life) => Promise<Answer<T>>,
    { signal }: CallOptions,
  ): Promise<Outcome<T>> {
    if (signal?.aborted === true) return Promise.resolve(DROPPED);
    if (this.#gaveUp !== null) {
      return Promise.resolve({ status: 'failed', problem: crashedProblem(this.#gaveUp) });
    }
    return new Promise((resolve) => {
      const settle = (outcome: Outcome<T>) => {
        if (!this.#calls.delete(call)) return;
        signal?.removeEventListener('abort', drop);
        this.#updateHeartbeat();
        resolve(outcome);
      };
      const drop = () => settle(DROPPED);
      const call: Call = {
        issue: (life) =>
          void answerOf(() => issue(life)).then((answer) => {
            if (life === this.#life) settle(outcomeOf(answer));
          }),
        fail: (reason) => settle({ status: 'failed', problem: crashedProblem(reason) }),
      };
      signal?.addEventListener('abort', drop);
      this.#calls.add(call);
      this.#issue(call);
    });
  }

  #issue(call: Call): void {
    if (this.#life !== null) call.issue(this.#life);
    else if (this.#restartTimer === undefined) this.#begin();
    this.#updateHeartbeat();
  }

  /** Replaces the worker, if there is one, and issues all open calls again, in their order. */
  #begin(afterCrash = false): void {
    clearTimeout(this.#restartTimer);
    this.#restartTimer = undefined;
    this.#life?.session.end();
    const { startWorker, heartbeat = DEFAULT_HEARTBEAT } = this.#options;
    const session = new WorkerSession(startWorker(), heartbeat, {
      onCrash: (reason) => this.#onCrash(life, reason),
      onStatus: (status) => this.#onStatus(life, status),
    });
    const life: Life = {
      session,
      opening: null,
      backend: null,
      touchedBackend: false,
      afterCrash,
    };
    this.#life = life;
    if (this.#pack !== null) this.#openIn(life, this.#pack);
    for (const call of this.#calls) call.issue(life);
    this.#updateHeartbeat();
  }

  #openIn(life: Life, pack: Pack): void {
    const onProgress = (progress: OpenProgress) => {
      if (life !== this.#life) return;
      if (progress.stage === 'backend') life.touchedBackend = true;
      pack.onProgress?.(progress);
    };
    life.opening = answerOf(async () =>
      (await readyApi(life)).open(pack.request, proxy(onProgress)),
    );
    void life.opening.then((answer) => this.#onOpened(life, answer));
  }

  async #onOpened(life: Life, answer: Answer<OpenAnswer>): Promise<void> {
    if (life !== this.#life || !answer.ok) return;
    life.touchedBackend = true;
    if (life.afterCrash) this.#options.onReopened?.(life.session.api);
    const status = await this.askUnopened(statusAnswer, {});
    if (status.status === 'done') this.#onStatus(life, status.value);
  }

  #onStatus(life: Life, status: WorkerStatus): void {
    if (life !== this.#life) return;
    life.backend = status.backend;
    this.#options.onStatus?.(status);
  }

  #onCrash(life: Life, reason: string): void {
    if (life !== this.#life) return;
    this.#life = null;
    const { limits = DEFAULT_RESTART_LIMITS } = this.#options;
    const now = Date.now();
    this.#crashTimes.push(now);
    this.#excludeBackendOf(life);
    const delay = restartDelay(this.#crashTimes, limits, now);
    if (delay === null) this.#giveUp(reason);
    else this.#restartTimer = setTimeout(() => this.#begin(true), delay);
    this.#options.onCrash?.(reason, delay !== null);
  }

  #excludeBackendOf(life: Life): void {
    if (this.#pack === null || !life.touchedBackend) return;
    const crashed = life.backend ?? firstTried(this.#pack.request.backend);
    this.#pack.request = { ...this.#pack.request, backend: nextBackend(crashed) };
  }

  #giveUp(reason: string): void {
    this.#gaveUp = reason;
    for (const call of [...this.#calls]) call.fail(reason);
  }

  #updateHeartbeat(): void {
    this.#life?.session.watch(this.#calls.size > 0);
  }
}

export async function statusAnswer(api: WorkerApi): Promise<Answer<WorkerStatus>> {
  return { ok: true, value: await api.status() };
}

async function readyApi(life: Life): Promise<WorkerApi> {
  await life.session.ready;
  return life.session.api;
}

function neverOpened(): Promise<Answer<OpenAnswer>> {
  const problem = {
    code: 'not-open',
    message: 'No pack was opened.',
    action: 'Reload the page.',
  } as const;
  return Promise.resolve({ ok: false, problem });
}
