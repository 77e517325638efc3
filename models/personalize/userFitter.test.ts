import { expect, it } from 'vitest';
import { onEachBackend } from '../testing/backends';
import { exampleBlock, exampleHistory, largestDifference } from '../testing/examples';
import { foldInAll } from '../towers/closedForm';
import { curveOf } from '../towers/curve';
import { createSpace, standardized } from '../towers/space';
import { UserFitter } from './userFitter';

const MOVIES = 200;
const SPACE = createSpace(
  [
    { ...exampleBlock(MOVIES, 12, 1), name: 'first' },
    { ...exampleBlock(MOVIES, 7, 2), name: 'second', weight: 0.7 },
  ],
  {
    weight: curveOf(() => 0),
    popularity: standardized(Array.from({ length: MOVIES }, (_, movie) => movie)),
  },
);
const history = exampleHistory(MOVIES, 9);
const other = exampleHistory(MOVIES, 9, 3);
const exact = foldInAll(SPACE, history);

async function withFitter<T>(use: (fitter: UserFitter) => Promise<T>): Promise<T> {
  const fitter = new UserFitter(SPACE);
  try {
    return await use(fitter);
  } finally {
    fitter.dispose();
  }
}

onEachBackend('the fit of a whole embedding', () => {
  it('is the exact solution of every block, from any start', async () => {
    await withFitter(async (fitter) => {
      for (const start of [null, new Float32Array(SPACE.userDimensions).fill(0.4), exact]) {
        const fit = await fitter.fit(history, start);
        expect(largestDifference(fit?.vector ?? [], exact)).toBeLessThan(1e-4);
        expect(fit?.relativeResidual).toBeLessThan(1e-5);
      }
    });
  });

  it('is kept for whoever asks about the same ratings next, and for nobody else', async () => {
    await withFitter(async (fitter) => {
      const fit = await fitter.fit(history, new Float32Array(SPACE.userDimensions).fill(0.4));
      expect(await fitter.vectorOf(history)).toEqual(fit?.vector);
      for (const halfStars of [1, 10]) {
        const changed = { ...other, halfStars: Array.from(other.halfStars, () => halfStars) };
        expect(
          largestDifference(await fitter.vectorOf(changed), foldInAll(SPACE, changed)),
        ).toBeLessThan(1e-4);
      }
      expect(largestDifference(await fitter.vectorOf(history), exact)).toBeLessThan(1e-4);
    });
  });

  it('belongs to whoever asked: what they do with it does not reach the next', async () => {
    await withFitter(async (fitter) => {
      const fit = await fitter.fit(history, null);
      fit?.vector.fill(7);
      expect(largestDifference(await fitter.vectorOf(history), exact)).toBeLessThan(1e-4);
    });
  });

  it('that was cancelled is not kept', async () => {
    await withFitter(async (fitter) => {
      const start = new Float32Array(SPACE.userDimensions).fill(50);
      expect(await fitter.fit(history, start, { isCancelled: () => true })).toBeNull();
      expect(largestDifference(await fitter.vectorOf(history), exact)).toBeLessThan(1e-4);
    });
  });
});
