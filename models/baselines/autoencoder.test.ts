import { expect, it } from 'vitest';
import { createRandom } from '../dataset/random';
import { onEachBackend } from '../testing/backends';
import { finiteDifferences } from '../testing/finiteDifferences';
import { autoencoderSlopes, type Autoencoder } from './autoencoder';
import { autoencoderTable } from './autoencoderTable';

const MOVIES = 7;
const HIDDEN = 3;
const REGULARISED = { dropout: 0.5, decay: 0.03 };

const random = createRandom(8);
const parameter = (...shape: number[]) => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => 0.4 * random.normal()),
});
const model: Autoencoder = {
  encoder: parameter(MOVIES, HIDDEN),
  encoderBias: parameter(HIDDEN),
  decoder: parameter(MOVIES, HIDDEN),
  decoderBias: parameter(MOVIES),
};
const values = {
  encoder: model.encoder.values,
  encoderBias: model.encoderBias.values,
  decoder: model.decoder.values,
  decoderBias: model.decoderBias.values,
};
const people = [[0, 2, 5], [1], [0, 1, 4, 6]].map((movies) => Int32Array.from(movies));
/** The second person's only movie is hidden. */
const shown = [[2, 5], [], [0, 1, 6]].map((movies) => Int32Array.from(movies));

type Values = Readonly<Record<keyof Autoencoder, ArrayLike<number>>>;

/** Logits of all movies for somebody whose movies are read with a weight each. */
function naiveLogits(of: Values, movies: Int32Array, weight: number): number[] {
  const hidden = Array.from({ length: HIDDEN }, (_, i) => {
    let sum = of.encoderBias[i];
    for (const movie of movies) sum += weight * of.encoder[movie * HIDDEN + i];
    return Math.tanh(sum);
  });
  return Array.from({ length: MOVIES }, (_, movie) =>
    hidden.reduce((sum, h, i) => sum + h * of.decoder[movie * HIDDEN + i], of.decoderBias[movie]),
  );
}

/** The multinomial negative log-likelihood of everybody's movies, and the decay of both kernels. */
function naiveLoss(of: Values): number {
  let total = 0;
  people.forEach((movies, person) => {
    const weight = 1 / Math.sqrt(movies.length) / (1 - REGULARISED.dropout);
    const logits = naiveLogits(of, shown[person], weight);
    const normalizer = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    for (const movie of movies) total += (normalizer - logits[movie]) / people.length;
  });
  for (const kernel of [of.encoder, of.decoder]) {
    for (let i = 0; i < kernel.length; i++) total += REGULARISED.decay * kernel[i] ** 2;
  }
  return total;
}

onEachBackend('the denoising autoencoder', () => {
  it('has the gradient that finite differences of a naive loss give, in every parameter', async () => {
    const slopes = await autoencoderSlopes(model, people, shown, REGULARISED);
    const expected = finiteDifferences(values, naiveLoss);
    for (const name of ['encoder', 'encoderBias', 'decoder', 'decoderBias'] as const) {
      expect(slopes[name]).toHaveLength(expected[name].length);
      slopes[name].forEach((slope, i) => expect(slope).toBeCloseTo(expected[name][i], 4));
    }
  });

  it.each([
    { likedOnly: false, read: [2, 4, 6] },
    { likedOnly: true, read: [4, 6] },
  ])('answers with the logits of what it reads: likes alone is $likedOnly', (example) => {
    const { likedOnly, read } = example;
    const { items, dimensions, queryOf } = autoencoderTable(values, { likedOnly });
    const query = queryOf({ movies: Int32Array.of(2, 4, 6), halfStars: Uint8Array.of(3, 8, 10) });
    const expected = naiveLogits(values, Int32Array.from(read), 1 / Math.sqrt(read.length));
    expected.forEach((logit, movie) => {
      const row = items.subarray(movie * dimensions, (movie + 1) * dimensions);
      expect(row.reduce((sum, value, i) => sum + value * query[i], 0)).toBeCloseTo(logit, 5);
    });
  });
});
