/** @file One open pack: its recommender on some backend, its titles, its second tier. */
import type { Person } from '../../models/answers';
import type { ItemTable } from '../../models/baselines/system';
import { alternativeOf, alternativeTable } from '../../models/pack/alternatives';
import { indexOfPack } from '../../models/pack/assemble';
import { cardOfPack } from '../../models/pack/card';
import type { CatalogueRows } from '../../models/pack/catalogue';
import type { Pack } from '../../models/pack/load';
import type { ModelCard } from '../../models/pack/modelCard';
import { Recommender } from '../../models/recommender';
import type { OpenRequest, RetrievalStatus, UserEmbedding } from '../recommender.api';
import type { BackendPorts } from './backend';
import { CatalogueSearch } from './catalogueSearch';
import { DeviceHost } from './device';
import type { PackStore } from './packStore';
import { ProblemError } from './problems';
import type { SerialQueue } from './serial';

export class OpenPack {
  readonly pack: Pack;
  readonly host: DeviceHost<Recommender>;
  readonly search: CatalogueSearch;
  /** What {@link chooseIndex} found; null before. */
  retrieval: RetrievalStatus | null = null;
  readonly #store: PackStore;
  #unrated: Promise<CatalogueRows> | null = null;
  #card: Promise<ModelCard | null> | null = null;
  readonly #systems = new Map<string, Promise<ItemTable>>();

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
      build: () => {
        this.retrieval = null;
        return new Recommender(pack);
      },
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

  /** The model card, loaded once; null where the pack has none. */
  card(): Promise<ModelCard | null> {
    this.#card ??= this.#loadCard();
    return this.#card;
  }

  /**
   * Another system of the pack, loaded once.
   *
   * @throws ProblemError `unknown-system` or `offline`; PackError as when the pack is loaded
   */
  system(name: string): Promise<ItemTable> {
    const known = this.#systems.get(name);
    if (known) return known;
    const loading = this.#loadSystem(name);
    this.#systems.set(name, loading);
    // Asking again, perhaps with a connection, must be able to succeed.
    loading.catch(() => this.#systems.delete(name));
    return loading;
  }

  /** The file of the index; null where the pack has none. */
  async indexFile(): Promise<ReadonlyMap<string, Uint8Array> | null> {
    const { manifest } = this.pack;
    return manifest.index ? this.#store.loadLater(manifest, manifest.index.file) : null;
  }

  /** Measures exact search and the index on this device; the model keeps the faster. */
  async chooseIndex(
    model: Recommender,
    file: ReadonlyMap<string, Uint8Array>,
    person: Person,
  ): Promise<void> {
    const index = indexOfPack(this.pack.manifest, file, model.items());
    if (index === null) return;
    const { name, measured } = await model.useFaster(index, person);
    this.retrieval = { index: name, measured };
  }

  /** The stored embedding if it was fitted on this pack, else null. */
  vectorOf(embedding: UserEmbedding | null): Float32Array | null {
    return embedding?.packVersion === this.pack.manifest.version ? embedding.vector : null;
  }

  dispose(): void {
    this.search.stop();
    this.host.dispose();
  }

  async #loadCard(): Promise<ModelCard | null> {
    const { manifest } = this.pack;
    if (manifest.card === undefined) return null;
    try {
      return await cardOfPack(manifest, await this.#store.loadLater(manifest, manifest.card));
    } catch (error) {
      this.#card = null;
      throw error;
    }
  }

  async #loadSystem(name: string): Promise<ItemTable> {
    const { manifest } = this.pack;
    const entry = alternativeOf(manifest, name);
    if (entry === null) throw new ProblemError('unknown-system', name);
    const files = await this.#store.loadLater(manifest, entry.file);
    return alternativeTable(manifest, entry, files);
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
