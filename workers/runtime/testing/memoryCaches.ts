/** @file Cache Storage for Node, which has none: the same semantics for plain GET keys, in memory. */
import type { PackCacheStorage } from '../packCache';

/** One device's storage. `entries` holds the bodies by cache name and URL, for tests to look at. */
export class MemoryCaches implements PackCacheStorage {
  readonly entries = new Map<string, Map<string, Uint8Array>>();

  open(name: string): Promise<Cache> {
    const bodies = this.entries.get(name) ?? new Map<string, Uint8Array>();
    this.entries.set(name, bodies);
    return Promise.resolve(new MemoryCache(bodies));
  }

  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.entries.delete(name));
  }
}

class MemoryCache implements Cache {
  readonly #bodies: Map<string, Uint8Array>;

  constructor(bodies: Map<string, Uint8Array>) {
    this.#bodies = bodies;
  }

  match(request: RequestInfo | URL): Promise<Response | undefined> {
    const body = this.#bodies.get(urlOf(request));
    return Promise.resolve(body && responseOf(body));
  }

  async put(request: RequestInfo | URL, response: Response): Promise<void> {
    this.#bodies.set(urlOf(request), new Uint8Array(await response.arrayBuffer()));
  }

  delete(request: RequestInfo | URL): Promise<boolean> {
    return Promise.resolve(this.#bodies.delete(urlOf(request)));
  }

  keys(): Promise<readonly Request[]> {
    return Promise.resolve([...this.#bodies.keys()].map((url) => new Request(url)));
  }

  matchAll(): Promise<readonly Response[]> {
    return Promise.resolve([...this.#bodies.values()].map(responseOf));
  }

  add(): Promise<void> {
    return Promise.reject(new Error('Packs are stored with put().'));
  }

  addAll(): Promise<void> {
    return Promise.reject(new Error('Packs are stored with put().'));
  }
}

function urlOf(request: RequestInfo | URL): string {
  return request instanceof Request ? request.url : String(request);
}

function responseOf(body: Uint8Array): Response {
  return new Response(new Uint8Array(body));
}
