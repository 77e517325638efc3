import { describe, expect, it } from 'vitest';
import type { Dials } from '../client/contract';
import { fakeRecommender } from '../client/testing/fakeRecommender';
import { idsOf, settled, visited } from './testing/testApp';

const real = fakeRecommender();
describe('a dial', () => {
  it('that is turned re-orders the personal shelf without a new fit, and back again', async () => {
    let fits = 0;
    const app = await visited({
      fineTune: (...request) => {
        fits += 1;
        return real.fineTune(...request);
      },
    });
    await app.library.rate(30, 9);
    await settled(app);
    const neutral = idsOf(app.recommender.shelves);
    await app.settings.setDials({ popularity: -0.5 });
    await settled(app);
    expect(idsOf(app.recommender.shelves).slice(0, 3)).toEqual([40, 39, 38]);
    await app.settings.setDials({ popularity: 0 });
    await settled(app);
    expect(idsOf(app.recommender.shelves)).toEqual(neutral);
    expect(fits).toBe(1);
  });

  it('sends where every dial stands', async () => {
    const sent: Dials[] = [];
    const app = await visited({
      recommend: (request) => {
        sent.push(request.dials);
        return real.recommend(request);
      },
    });
    await app.settings.setDials({ diversity: 0.4, popularity: 1 });
    await app.library.rate(30, 9);
    await settled(app);
    expect(sent.at(-1)).toEqual({ diversity: 0.4, calibration: 0, popularity: 1 });
  });

  it('leaves the shelf that is the same for everybody alone', async () => {
    const app = await visited();
    const before = idsOf(app.recommender.shelves);
    await app.settings.setDials({ popularity: -1 });
    await settled(app);
    expect(idsOf(app.recommender.shelves)).toEqual(before);
  });
});
