/** @file The recommender on this device: loading its pack, its backend, its troubles. */
import type {
  BackendName,
  ModelCard,
  OpenAnswer,
  OpenProgress,
  PackSummary,
  Problem,
  WorkerStatus,
} from '../client/contract';
import { crashedProblem, type Outcome } from '../client/outcome';
import { RecommenderClient, type ClientOptions } from '../client/recommenderClient';
import type { Settings } from './settings.svelte';
import { PACK_MEASURE } from './timeline';

export interface DeviceOptions {
  readonly client: Omit<ClientOptions, 'onCrash' | 'onStatus'>;
  readonly settings: Settings;
  /** Absolute URL of the pack's folder, with a trailing slash. */
  readonly packUrl: string;
  readonly wasmUrls: Readonly<Record<string, string>>;
  /** Takes over the catalogue of a pack that was opened. */
  readonly onOpened: (answer: OpenAnswer) => void;
}

export class Device {
  /** `opening` until the pack is ready or has failed; `ready` stays through a repaired crash. */
  phase = $state<'opening' | 'ready' | 'failed'>('opening');
  /** Of the opening under way, in bytes; null before its first report. */
  progress = $state.raw<OpenProgress | null>(null);
  /** Why nothing can be recommended; null unless `phase` is `failed`. */
  problem = $state.raw<Problem | null>(null);
  /** The pack in use; null before the first one is open. */
  summary = $state.raw<PackSummary | null>(null);
  /** A worker crashed and its successor is being started. */
  restarting = $state(false);
  /** The last report of the worker: backends that failed, tensors, rebuilds. */
  status = $state.raw<WorkerStatus | null>(null);
  /** From the last rating to new recommendations on screen, in milliseconds. */
  latencyMs = $state<number | null>(null);
  /** Rises with each pack that was opened. */
  openings = $state(0);

  /** The backend that really runs, or null before the first. */
  readonly backend: BackendName | null = $derived(this.status?.backend ?? null);
  /** Why the newest pack was not used and the previous one was kept; a warning, not a failure. */
  readonly keptPackProblem: Problem | null = $derived(this.summary?.problem ?? null);

  /** For the other classes of `state/`; features use their methods. */
  readonly client: RecommenderClient;
  readonly #options: DeviceOptions;
  #opening: AbortController | null = null;

  constructor(options: DeviceOptions) {
    this.#options = options;
    this.client = new RecommenderClient({
      ...options.client,
      onCrash: (reason, willRestart) => this.#onCrash(reason, willRestart),
      onStatus: (status) => {
        this.status = status;
        this.restarting = false;
      },
    });
  }

  /** Opens the pack on the backend of the settings. A newer call takes the place of an older one. */
  async open(): Promise<void> {
    this.#opening?.abort();
    const opening = new AbortController();
    this.#opening = opening;
    const { packUrl, wasmUrls, settings } = this.#options;
    this.phase = 'opening';
    this.problem = null;
    this.progress = null;
    const start = performance.now();
    const outcome = await this.client.open(
      { packUrl, wasmUrls, backend: settings.backend },
      (progress) => {
        this.progress = progress;
      },
      { signal: opening.signal },
    );
    if (outcome.status === 'dropped') return;
    if (outcome.status === 'failed') {
      this.#fail(outcome.problem);
      return;
    }
    performance.measure(PACK_MEASURE, { start });
    this.#options.onOpened(outcome.value);
    this.summary = outcome.value.summary;
    this.phase = 'ready';
    this.openings += 1;
  }

  /** Tries again after a problem. */
  retry(): Promise<void> {
    return this.open();
  }

  /** Keeps the choice and starts the recommender on it; the status says what came of it. */
  async forceBackend(backend: BackendName | 'auto'): Promise<void> {
    await this.#options.settings.setBackend(backend);
    await this.open();
  }

  /** How the pack in use was measured; null where it ships no model card. */
  modelCard(): Promise<Outcome<ModelCard | null>> {
    return this.client.modelCard();
  }

  /** Asks the worker for a new {@link status}. */
  async refreshStatus(): Promise<void> {
    const outcome = await this.client.status();
    if (outcome.status === 'done') this.status = outcome.value;
  }

  #onCrash(reason: string, willRestart: boolean): void {
    console.warn(`The recommender's worker stopped: ${reason}.`);
    this.restarting = willRestart;
    if (!willRestart) this.#fail(crashedProblem(reason));
  }

  #fail(problem: Problem): void {
    this.phase = 'failed';
    this.problem = problem;
    this.restarting = false;
  }
}
