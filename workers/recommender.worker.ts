/** @file The composition root of the worker: real backends, real network, Comlink. */
import { expose, releaseProxy, transfer } from 'comlink';
import type { RecommenderApi } from './recommender.api';
import { buffersOf } from './runtime/answers';
import { browserBackends } from './runtime/browserBackends';
import { browserStore } from './runtime/packStore';
import { RecommenderService } from './runtime/service';

const service = new RecommenderService({ backends: browserBackends, store: browserStore() });

/** The service as the page calls it: large arrays are moved, callbacks are released after use. */
const api: RecommenderApi = {
  async open(request, onProgress) {
    const answer = await service.open(request, onProgress);
    release(onProgress);
    return answer.ok ? transfer(answer, buffersOf(answer.value.catalogue)) : answer;
  },
  async loadUnrated() {
    const answer = await service.loadUnrated();
    return answer.ok ? transfer(answer, buffersOf(answer.value)) : answer;
  },
  async fineTune(request, onProgress) {
    const answer = await service.fineTune(request, onProgress);
    release(onProgress);
    return answer;
  },
  recommend: (request) => service.recommend(request),
  predict: (request) => service.predict(request),
  similar: (request) => service.similar(request),
  explain: (request) => service.explain(request),
  nextQuestions: (request) => service.nextQuestions(request),
  search: (request) => service.search(request),
  modelCard: () => service.modelCard(),
  status: () => service.status(),
  erase: () => service.erase(),
};

/** A callback from the page is a proxy with a message port of its own. */
function release(callback: object | undefined): void {
  const close: unknown = callback && Reflect.get(callback, releaseProxy);
  if (isAction(close)) close();
}

function isAction(value: unknown): value is () => void {
  return typeof value === 'function';
}

expose(api);
// Messages that arrive before expose() are lost, so the page waits for this one.
postMessage({ type: 'kinora-ready' });
