/**
 * @file Something that talks like a `Worker` and can crash on command. Behind it real Comlink runs over
 * a real message channel; what is sent before the ready message is lost, as with the stub.
 */
import { expose } from 'comlink';
import type { RecommenderApi } from '../contract';
import type { WorkerLike } from '../workerSession';

export class FakeWorker extends EventTarget implements WorkerLike {
  terminated = false;
  readonly #channel = new MessageChannel();
  #isReady = false;
  #isHanging = false;

  /** @param startsUp false for a worker that never gets as far as `expose()` */
  constructor(api: RecommenderApi, startsUp = true) {
    super();
    const { port1, port2 } = this.#channel;
    expose(api, port1);
    port2.addEventListener('message', ({ data, ports }: MessageEvent<unknown>) => {
      if (this.#isHanging) return;
      this.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
    });
    port2.start();
    if (startsUp) setTimeout(() => this.#announce());
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    if (this.#isReady && !this.terminated) this.#channel.port2.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
    this.#channel.port2.close();
  }

  crash(message = 'out of memory'): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }

  /** From now on nothing is answered, and no error tells. */
  hang(): void {
    this.#isHanging = true;
  }

  #announce(): void {
    if (this.terminated) return;
    this.#isReady = true;
    this.dispatchEvent(new MessageEvent('message', { data: { type: 'kinora-ready' } }));
  }
}

/** Starts a worker for each life of the client; `workers` holds them, the current one last. */
export function fakeWorkers(apis: (life: number) => RecommenderApi): {
  readonly workers: FakeWorker[];
  readonly startWorker: () => FakeWorker;
} {
  const workers: FakeWorker[] = [];
  const startWorker = () => {
    const worker = new FakeWorker(apis(workers.length));
    workers.push(worker);
    return worker;
  };
  return { workers, startWorker };
}
