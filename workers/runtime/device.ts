/**
 * @file Keeps a model alive on whatever backend works: when a device is lost or an operation fails,
 * the model is rebuilt on the next backend and the pending request is answered there.
 */
import type { BackendName } from '../recommender.api';
import {
  backendOrder,
  forgetBackend,
  startBackend,
  type BackendFailure,
  type BackendPorts,
} from './backend';
import { isExpected, ProblemError, reasonOf } from './problems';

/** Something that holds tensors on the backend that was current when it was built. */
export interface DeviceModel {
  dispose(): void;
}

interface Session<Model> {
  readonly backend: BackendName;
  readonly model: Model;
  /** Rejects with {@link DeviceLost}; stays pending on a backend without a device. */
  readonly lost: Promise<never>;
  dead: DeviceLost | null;
}

export interface HostOptions<Model> {
  readonly choice: BackendName | 'auto';
  readonly wasmUrls: Readonly<Record<string, string>>;
  /** Builds the model on the current backend from what is kept in CPU memory. */
  readonly build: () => Model;
  readonly ports: BackendPorts;
  /** A device was lost between requests: call {@link DeviceHost.recover} in the request queue. */
  readonly onLost: () => void;
}

class DeviceLost extends Error {}

/** Holds one model on one backend at a time. Calls must not overlap: use a queue. */
export class DeviceHost<Model extends DeviceModel> {
  readonly #options: HostOptions<Model>;
  readonly #failed: BackendFailure[] = [];
  #session: Session<Model> | null = null;
  #rebuilds = 0;

  constructor(options: HostOptions<Model>) {
    this.#options = options;
  }

  /** The backend that the model lives on; null before the start. */
  get backend(): BackendName | null {
    return this.#session?.backend ?? null;
  }

  /** The backends that failed on this device, and why. */
  get failed(): readonly BackendFailure[] {
    return this.#failed;
  }

  /** How many times a failure made this host build its model again. */
  get rebuilds(): number {
    return this.#rebuilds;
  }

  /**
   * Builds the model on the first backend that works.
   *
   * @throws ProblemError `backend-unavailable` when none does.
   */
  async start(): Promise<void> {
    if (!this.#session) this.#session = await this.#startFrom(this.#usable());
  }

  /** Replaces a session whose device was lost, if it is still there. */
  async recover(): Promise<void> {
    if (!this.#session?.dead) return;
    this.#bury(this.#session, this.#session.dead);
    await this.#restart();
  }

  /**
   * Runs a request on the model. When its backend fails it runs again on each slower one. A backend
   * is blamed only when its device was lost or another backend could do the work: a request that
   * fails everywhere throws its first error and leaves the backend as it was.
   */
  async use<T>(work: (model: Model) => Promise<T>): Promise<T> {
    await this.recover();
    await this.start();
    const suspects: { backend: BackendName; error: unknown }[] = [];
    for (;;) {
      const session = this.#requireSession();
      try {
        const result = await Promise.race([work(session.model), session.lost]);
        for (const { backend, error } of suspects) this.#blame(backend, reasonOf(error));
        return result;
      } catch (error) {
        if (isExpected(error)) throw error;
        if (error instanceof DeviceLost || session.dead) {
          this.#bury(session, session.dead ?? error);
          await this.#restart(suspects.map(({ backend }) => backend));
          continue;
        }
        suspects.push({ backend: session.backend, error });
        if (!(await this.#moveOn(suspects.map(({ backend }) => backend)))) throw suspects[0].error;
      }
    }
  }

  /** Frees the tensors. */
  dispose(): void {
    this.#drop();
  }

  /** Goes to the next backend after these; when there is none, back to the first of them. */
  async #moveOn(suspects: readonly BackendName[]): Promise<boolean> {
    this.#drop();
    const next = this.#usable().filter((backend) => !suspects.includes(backend));
    if (next.length > 0) {
      await this.#restart(suspects);
      return true;
    }
    await this.#restart();
    return false;
  }

  async #restart(except: readonly BackendName[] = []): Promise<void> {
    this.#session = await this.#startFrom(
      this.#usable().filter((backend) => !except.includes(backend)),
    );
    this.#rebuilds += 1;
  }

  async #startFrom(candidates: readonly BackendName[]): Promise<Session<Model>> {
    const { wasmUrls, ports, build } = this.#options;
    for (const backend of candidates) {
      try {
        await startBackend(backend, wasmUrls, ports);
        return this.#watch(backend, build());
      } catch (error) {
        if (isExpected(error)) throw error;
        this.#blame(backend, reasonOf(error));
      }
    }
    const reasons = this.#failed.map(({ backend, reason }) => `${backend}: ${reason}`);
    throw new ProblemError('backend-unavailable', reasons.join(' '));
  }

  #watch(backend: BackendName, model: Model): Session<Model> {
    const loss = this.#options.ports.deviceLost();
    const lost = loss
      ? loss.then((reason): never => {
          throw new DeviceLost(`The device was lost. ${reason}`);
        })
      : new Promise<never>(() => undefined);
    const session: Session<Model> = { backend, model, lost, dead: null };
    lost.catch((error: unknown) => {
      if (!(error instanceof DeviceLost) || this.#session !== session) return;
      session.dead = error;
      this.#options.onLost();
    });
    return session;
  }

  /** Takes a session out of use whose device is gone. */
  #bury(session: Session<Model>, error: unknown): void {
    this.#blame(session.backend, reasonOf(error));
    this.#drop();
    forgetBackend(session.backend);
  }

  #drop(): void {
    const session = this.#session;
    this.#session = null;
    try {
      session?.model.dispose();
    } catch (error) {
      // A dead device may refuse even to free; its memory is gone with it.
      console.warn(`Tensors of the ${session?.backend} backend were not freed.`, error);
    }
  }

  #usable(): readonly BackendName[] {
    return backendOrder(this.#options.choice).filter(
      (backend) => !this.#failed.some((failure) => failure.backend === backend),
    );
  }

  #blame(backend: BackendName, reason: string): void {
    if (!this.#failed.some((failure) => failure.backend === backend)) {
      this.#failed.push({ backend, reason });
    }
  }

  #requireSession(): Session<Model> {
    if (!this.#session) throw new ProblemError('backend-unavailable');
    return this.#session;
  }
}
