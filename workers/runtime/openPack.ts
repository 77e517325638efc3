/** @file One open pack: its recommender on some backend, its titles, its second tier. */
import type { CatalogueRows } from '../../models/pack/catalogue';
import type { Pack } from '../../models/pack/load';
import { Recommender } from '../../models/recommender';
import type { OpenRequest, UserEmbedding } from '../recommender.api';
import type { BackendPorts } from './backend';
import { CatalogueSearch } from './catalogueSearch';
import { DeviceHost } from './device';
import type { PackStore } from './packStore';
import type { SerialQueue } from './serial';

export class OpenPack {
  readonly pack: Pack;
  readonly host: DeviceHost<Recommender>;
  readonly search: CatalogueSearch;
  readonly #store: PackStore;
  #unrated: Promise<CatalogueRows> | null = null;

  /** Nothing runs yet: `host.start()` builds the recommender. */
  constructor(
    pack: Pack,
    store: PackStore,
    request: OpenRequest,
    backends: BackendPorts,
    queue: SerialQueue,
  ) {
    this.pack = pack;
    this.#store = store;
    this.search = new CatalogueSearch(() => queue.whenIdle());
    this.host = new DeviceHost({
      choice: request.backend,
      wasmUrls: request.wasmUrls,
      build: () => new Recommender(pack),
      ports: backends,
      onLost: () => {
        queue
          .run(() => this.host.recover())
          .catch((error: unknown) => {
            // The next request meets the same failure and answers with it.
            console.warn('The recommender could not be rebuilt.', error);
          });
      },
    });
  }

  /** The second tier; loaded and made searchable once, however often it is asked for. */
  unrated(): Promise<CatalogueRows> {
    this.#unrated ??= this.#loadUnrated();
    return this.#unrated;
  }

  /** The stored embedding if it was fitted on this pack, else null. */
  vectorOf(embedding: UserEmbedding | null): Float32Array | null {
    return embedding?.packVersion === this.pack.manifest.version ? embedding.vector : null;
  }

  dispose(): void {
    this.search.stop();
    this.host.dispose();
  }

  async #loadUnrated(): Promise<CatalogueRows> {
    try {
      const rows = await this.#store.loadUnrated(this.pack.manifest);
      void this.search.add(rows, true);
      return rows;
    } catch (error) {
      // Asking again, perhaps with a connection, must be able to succeed.
      this.#unrated = null;
      throw error;
    }
  }
}
