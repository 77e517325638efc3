import { expect, it } from 'vitest';
import { onEachBackend } from '../testing/backends';
import { exampleHistory } from '../testing/examples';
import { exampleModel } from '../testing/models';
import { foldInAll } from '../towers/closedForm';
import { featureSourceOf } from '../training/trainedModel';
import { PAIR_FEATURES, prepareUser, writeFeatures } from './pairFeatures';
import { clampStars, StarRanker, type DenseWeights } from './starRanker';

const MOVIES = 60;
const model = exampleModel({ movies: MOVIES });
const source = featureSourceOf(model);
const history = exampleHistory(MOVIES, 9);
const user = prepareUser(source, foldInAll(source.space, history), history);

/** Baseline and network written out for one movie, in double precision. */
function naiveStars(movie: number, weights: readonly DenseWeights[]): number {
  const features = new Float32Array(PAIR_FEATURES);
  const baseline = writeFeatures(source, user, movie, features, 0);
  let hidden = Array.from(features);
  weights.forEach(({ kernel, bias }, layer) => {
    hidden = Array.from(bias, (start, unit) => {
      const sum = hidden.reduce((total, x, i) => total + x * kernel[i * bias.length + unit], start);
      return layer + 1 < weights.length ? Math.max(0, sum) : sum;
    });
  });
  return Math.min(5, Math.max(0.5, baseline + hidden[0]));
}

onEachBackend('the predicted stars', () => {
  async function predict(
    movies: ArrayLike<number>,
    weights: readonly DenseWeights[] = model.ranker.weights,
  ): Promise<Float32Array> {
    const ranker = new StarRanker(source, weights);
    try {
      return await ranker.predict(user, movies);
    } finally {
      ranker.dispose();
    }
  }

  it('are baseline plus correction for each movie asked about, in that order', async () => {
    const movies = [3, 59, 0, 3, 17];
    const stars = await predict(movies);
    movies.forEach((movie, i) => {
      expect(stars[i]).toBeCloseTo(naiveStars(movie, model.ranker.weights), 4);
    });
  });

  it('do not depend on how many movies are asked about at once', async () => {
    // More than one batch, and a rest.
    const many = Int32Array.from({ length: 2048 + 77 }, (_, i) => i % MOVIES);
    const stars = await predict(many);
    const single = await predict(Int32Array.from({ length: MOVIES }, (_, movie) => movie));
    many.forEach((movie, i) => expect(Math.abs(stars[i] - single[movie])).toBeLessThan(1e-5));
  });

  it('stay between half a star and five stars', async () => {
    const [first, last] = model.ranker.weights;
    const shifted = (by: number): DenseWeights[] => [first, { ...last, bias: Float32Array.of(by) }];
    expect(Array.from(await predict([1, 2], shifted(50)))).toEqual([5, 5]);
    expect(Array.from(await predict([1, 2], shifted(-50)))).toEqual([0.5, 0.5]);
    expect([0, 0.5, 3.2, 5, 9].map(clampStars)).toEqual([0.5, 0.5, 3.2, 5, 5]);
  });

  it('are none for no movies', async () => {
    expect(await predict([])).toHaveLength(0);
  });
});
