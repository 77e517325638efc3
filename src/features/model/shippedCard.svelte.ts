/** @file The model card of the pack in use, asked for when its page is shown. */
import type { ModelCard, Problem } from '../../state/contract';
import type { Device } from '../../state/device.svelte';

/** The worker's words for `offline` are about the model itself, which is here. */
const OFFLINE: Problem = {
  code: 'offline',
  message: 'The model card is not on this device yet.',
  action: 'Connect to the internet once and try again. Afterwards it is here offline too.',
};

export class ShippedCard {
  /** Undefined while it is loaded, null where the pack ships none. */
  card = $state.raw<ModelCard | null | undefined>(undefined);
  /** Why it could not be loaded. */
  problem = $state.raw<Problem | null>(null);
  readonly #device: Device;

  /** To be made while a component is set up. */
  constructor(device: Device) {
    this.#device = device;
    $effect(() => {
      if (device.openings > 0) void this.retry();
    });
  }

  async retry(): Promise<void> {
    const outcome = await this.#device.modelCard();
    if (outcome.status === 'dropped') return;
    if (outcome.status === 'done') this.card = outcome.value;
    const problem = outcome.status === 'failed' ? outcome.problem : null;
    this.problem = problem?.code === 'offline' ? OFFLINE : problem;
  }
}
