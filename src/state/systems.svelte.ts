/**
 * @file Which system makes the list: the model, or another one that its pack carries. The choice is a
 * setting; where the other system cannot be loaded, the model takes its place again.
 */
import type {
  AlternativeSummary,
  Problem,
  RecommendAnswer,
  RecommendRequest,
} from '../client/contract';
import { DROPPED, type Outcome } from '../client/outcome';
import type { CallOptions } from '../client/workerSupervisor';
import type { Device } from './device.svelte';
import type { Settings } from './settings.svelte';

/** A system that was chosen and could not be used. */
export interface FailedSystem {
  readonly system: AlternativeSummary;
  readonly problem: Problem;
}

export class Systems {
  /** The last choice that came to nothing; null after the next one. */
  failed = $state.raw<FailedSystem | null>(null);

  readonly #device: Device;
  readonly #settings: Settings;

  constructor(device: Device, settings: Settings) {
    this.#device = device;
    this.#settings = settings;
  }

  /** What the pack carries besides the model; empty before it is open. */
  get alternatives(): readonly AlternativeSummary[] {
    return this.#device.summary?.alternatives ?? [];
  }

  /** The chosen one; null for the model, also where another pack had the chosen one. */
  get chosen(): AlternativeSummary | null {
    return this.alternatives.find(({ name }) => name === this.#settings.system) ?? null;
  }

  /** Makes the lists by this system from now on; null for the model. */
  chooseSystem(name: string | null): Promise<void> {
    this.failed = null;
    return this.#settings.setSystem(name);
  }

  /** Recommends by the chosen system. When it fails the model is chosen, and this answer is dropped. */
  async recommend(
    request: RecommendRequest,
    options: CallOptions,
  ): Promise<Outcome<RecommendAnswer>> {
    const system = this.chosen;
    const { client } = this.#device;
    if (system === null) return client.recommend(request, options);
    const outcome = await client.recommend({ ...request, system: system.name }, options);
    if (outcome.status !== 'failed') return outcome;
    this.failed = { system, problem: outcome.problem };
    await this.#settings.setSystem(null);
    return DROPPED;
  }
}
