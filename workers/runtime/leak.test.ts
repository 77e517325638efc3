import { describe, expect, it } from 'vitest';
import { NEUTRAL_DIALS } from '../../models/rerank/dials';
import type { Answer } from '../recommender.api';
import { tensorCount } from './leakGuard';
import type { RecommenderService } from './service';
import { createTinyPack } from './testing/tinyPack';
import { historyOf, NO_FILTER, openRequest, serviceOf } from './testing/tinyService';

const REQUESTS = 1_000;

/** The `i`-th of a mixed sequence; about one in ten is answered with a problem. */
function request(service: RecommenderService, i: number): Promise<Answer<unknown>> {
  const history = historyOf(i % 23);
  const person = { history, embedding: null };
  const dials = { ...NEUTRAL_DIALS, diversity: (i % 3) / 2 };
  const movieId = i % 10 === 4 ? 10_000 : 1 + (i % 60);
  switch (i % 5) {
    case 0:
      return service.fineTune({ history, warmStart: null });
    case 1:
      return service.recommend({ ...person, filter: NO_FILTER, dials, k: 1 + (i % 20) });
    case 2:
      return service.predict({ ...person, movieIds: [1, 2, 10_000, 60] });
    case 3:
      return service.similar({ movieId, k: 5, exclude: [2] });
    default:
      return service.explain({ ...person, movieId });
  }
}

describe.each(['wasm', 'cpu'] as const)('a thousand mixed requests on %s', (backend) => {
  it('leave no tensor behind, one after the other', async () => {
    const service = serviceOf(await createTinyPack());
    await service.open(openRequest(backend));
    expect((await service.status()).backend).toBe(backend);
    await request(service, 0);
    const before = tensorCount();
    let problems = 0;
    for (let i = 0; i < REQUESTS; i++) {
      if (!(await request(service, i)).ok) problems += 1;
    }
    expect(problems).toBe(REQUESTS / 10);
    expect(tensorCount()).toBe(before);
    expect(service.leakedTensors).toBe(0);
  });

  it('leave no tensor behind when newer ones supersede older ones', async () => {
    const service = serviceOf(await createTinyPack());
    await service.open(openRequest(backend));
    const before = tensorCount();
    const answers = await Promise.all(
      Array.from({ length: REQUESTS }, (_, i) => request(service, i)),
    );
    const superseded = answers.filter(
      (answer) => !answer.ok && answer.problem.code === 'superseded',
    );
    expect(superseded.length).toBe(2 * (REQUESTS / 5 - 1));
    await service.similar({ movieId: 1, k: 1, exclude: [] });
    expect(tensorCount()).toBe(before);
    expect(service.leakedTensors).toBe(0);
  });
});

it('counts the tensors that a leaking request leaves', async () => {
  const tf = await import('@tensorflow/tfjs-core');
  const { LeakGuard } = await import('./leakGuard');
  const guard = new LeakGuard();
  const leaky = await guard.around(
    () => 0,
    () => Promise.resolve([tf.scalar(1), tf.scalar(2)]),
  );
  expect(guard.leaked).toBe(2);
  tf.dispose(leaky);
});
