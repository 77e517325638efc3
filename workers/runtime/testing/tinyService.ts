/** @file A recommender service over a tiny pack, with everything else real. */
import type { BackendName, HistoryEntry, OpenRequest } from '../../recommender.api';
import type { BackendPorts } from '../backend';
import type { StorePorts } from '../packStore';
import { RecommenderService } from '../service';
import { WASM_FILES, withoutGpu } from './backends';
import { MemoryCaches } from './memoryCaches';
import type { TinyPack } from './tinyPack';

export const PACK_URL = 'https://kinora.test/models/latest/';

/** A store that reads a pack's files from memory; `published` can change during a test. */
export function storeOf(published: { pack: TinyPack }): StorePorts {
  return {
    caches: new MemoryCaches(),
    canVerify: true,
    fetch: (url) => {
      const body = published.pack.files.get(url.replace(PACK_URL, ''));
      return Promise.resolve(
        body ? new Response(new Uint8Array(body)) : new Response('', { status: 404 }),
      );
    },
  };
}

export function serviceOf(pack: TinyPack, backends: BackendPorts = withoutGpu): RecommenderService {
  return new RecommenderService({ backends, store: storeOf({ pack }) });
}

export function openRequest(backend: BackendName | 'auto'): OpenRequest {
  return { packUrl: PACK_URL, backend, wasmUrls: WASM_FILES };
}

/** Somebody who rated the movies 1 to `count`, in a pattern. */
export function historyOf(count: number): HistoryEntry[] {
  return Array.from({ length: count }, (_, i) => ({
    movieId: i + 1,
    halfStars: 1 + ((i * 7) % 10),
    ratedAt: 0,
  }));
}

export const NO_FILTER = {
  exclude: [],
  hideSeen: true,
  anyGenre: 0,
  fromYear: null,
  toYear: null,
} as const;
