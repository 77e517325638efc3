/** @file A newer version of the app, once one waits. The person decides when it takes over. */
import type { registerSW } from 'virtual:pwa-register';

export class AppUpdate {
  /** A newer version is downloaded and waits. */
  available = $state(false);
  /** Everything that the app needs to open without a network is stored. */
  offlineReady = $state(false);

  readonly #takeOver: () => Promise<void>;

  /** @param register `registerSW` of `virtual:pwa-register`; it registers after the page's load. */
  constructor(register: typeof registerSW) {
    this.#takeOver = register({
      onNeedRefresh: () => {
        this.available = true;
      },
      onOfflineReady: () => {
        this.offlineReady = true;
      },
      onRegisterError: (error: unknown) => {
        console.warn('The app will not work offline: its service worker did not start.', error);
      },
    });
  }

  /** Lets the newer version take over, which reloads the page. */
  async apply(): Promise<void> {
    await this.#takeOver();
  }
}
