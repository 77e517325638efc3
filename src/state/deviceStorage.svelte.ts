/** @file How much is stored on this device, and whether the browser promised to keep it. */

export class DeviceStorage {
  /**
   * The browser's answer: `true` means that it will not clear the ratings by itself; null until it was
   * asked, or where it cannot be.
   */
  persisted = $state<boolean | null>(null);
  /** Everything this origin stores, packs included; null where the browser does not tell. */
  usageBytes = $state<number | null>(null);
  quotaBytes = $state<number | null>(null);

  readonly #manager: StorageManager | undefined;

  /** @param manager `navigator.storage`, which does not exist on insecure origins */
  constructor(manager: StorageManager | undefined) {
    this.#manager = manager;
  }

  /** Asks the browser to keep what is stored. Some browsers ask the person. */
  async requestPersistence(): Promise<void> {
    await this.#update(async (manager) => {
      this.persisted = await manager.persist();
    });
  }

  /** Reads the answer given before and the current sizes. */
  async refresh(): Promise<void> {
    await this.#update(async (manager) => {
      const [persisted, estimate] = await Promise.all([manager.persisted(), manager.estimate()]);
      if (persisted || this.persisted !== null) this.persisted = persisted;
      this.usageBytes = estimate.usage ?? null;
      this.quotaBytes = estimate.quota ?? null;
    });
  }

  async #update(ask: (manager: StorageManager) => Promise<void>): Promise<void> {
    if (this.#manager === undefined) return;
    try {
      await ask(this.#manager);
    } catch (error) {
      console.warn('This browser does not tell about its storage.', error);
    }
  }
}
