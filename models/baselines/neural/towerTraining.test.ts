import { expect, it } from 'vitest';
import { createRandom } from '../../dataset/random';
import { onEachBackend } from '../../testing/backends';
import { finiteDifferences } from '../../testing/finiteDifferences';
import { FieldTables } from './fieldTables';
import { idField } from './fields';
import { correctedSoftmax, plainSoftmax } from './inBatch';
import type { Optimizer } from './optimizers';
import { createTowers, trainTowers, type TowerModel } from './towerTraining';

const USERS = 3;
const MOVIES = 4;
const WIDTH = 2;
const WEIGHTS = { retrievalWeight: 0.7, ratingWeight: 1.3 };
/** People and movies occur several times: every pair of the batch counts. */
const EXAMPLES = {
  users: Int32Array.of(0, 1, 0, 2, 1),
  movies: Int32Array.of(2, 2, 0, 3, 0),
  labels: Float32Array.of(4, 2.5, 5, 1, 3),
};
/** Of this rate, so that a step is the gradient, halved. */
const RATE = 0.5;
const descent: Optimizer = {
  beginStep: () => undefined,
  update: (values, gradient, start = 0) =>
    gradient.forEach((slope, i) => (values[start + i] -= RATE * slope)),
};

function freshTowers(layers: readonly number[], ratingHidden: readonly number[] | null) {
  const random = createRandom(4);
  const users = [idField('user', USERS, WIDTH), idField('age', USERS, WIDTH)];
  const movies = [idField('movie', MOVIES, WIDTH), idField('title', MOVIES, WIDTH)];
  const [ofUsers, ofMovies] = [users, movies].map((fields) => new FieldTables(fields, random));
  return createTowers(ofUsers, ofMovies, { layers, ratingHidden }, random);
}

/** The inputs of all entities and everything dense in a model, by name. */
function valuesOf({ userLayers, movieLayers, ratingLayers, users, movies }: TowerModel) {
  const layers = { user: userLayers, movie: movieLayers, rating: ratingLayers };
  return {
    users: users.gatherAll(),
    movies: movies.gatherAll(),
    ...Object.fromEntries(
      Object.entries(layers).flatMap(([name, parameters]) =>
        parameters.map(({ values }, i) => [`${name}${i}`, values.slice()]),
      ),
    ),
  } as Record<string, Float32Array>;
}

type Values = Readonly<Record<string, ArrayLike<number>>>;

/** `ReLU(… x K + b …)`, the last layer linear; without layers the input itself. */
function naiveDense(of: Values, name: string, input: readonly number[]): number[] {
  let output = [...input];
  for (let layer = 0; of[`${name}${2 * layer}`]; layer++) {
    const [kernel, bias] = [of[`${name}${2 * layer}`], of[`${name}${2 * layer + 1}`]];
    const isLast = !of[`${name}${2 * layer + 2}`];
    const sums = Array.from(bias, (b, unit) =>
      output.reduce((sum, x, i) => sum + x * kernel[i * bias.length + unit], b),
    );
    output = isLast ? sums : sums.map((sum) => Math.max(sum, 0));
  }
  return output;
}

/** The weighted sum of the in-batch softmax over all pairs and the mean squared error of the stars. */
function naiveLoss(of: Values, logChance: readonly number[]): number {
  const rowOf = (table: ArrayLike<number>, rows: number, row: number): number[] => {
    const width = table.length / rows;
    return Array.from({ length: width }, (_, i) => table[row * width + i]);
  };
  const users = Array.from(EXAMPLES.users, (user) =>
    naiveDense(of, 'user', rowOf(of.users, USERS, user)),
  );
  const movies = Array.from(EXAMPLES.movies, (movie) =>
    naiveDense(of, 'movie', rowOf(of.movies, MOVIES, movie)),
  );
  let retrieval = 0;
  let squares = 0;
  users.forEach((user, i) => {
    const logits = movies.map(
      (movie, j) =>
        user.reduce((sum, value, d) => sum + value * movie[d], 0) - logChance[EXAMPLES.movies[j]],
    );
    retrieval += Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[i];
    if (!of.rating0) return;
    const [stars] = naiveDense(of, 'rating', [...user, ...movies[i]]);
    squares += (stars - EXAMPLES.labels[i]) ** 2;
  });
  return WEIGHTS.retrievalWeight * retrieval + (WEIGHTS.ratingWeight * squares) / users.length;
}

const COUNTS = Int32Array.of(5, 3, 1, 1);
const LOG_CHANCE = [0.5, 0.3, 0.1, 0.1].map(Math.log);
const NONE = [0, 0, 0, 0];

onEachBackend('the two towers', () => {
  it.each([
    { name: 'ids alone', layers: [], hidden: null, softmax: plainSoftmax(), chance: NONE },
    {
      name: 'ids alone, log-q corrected',
      layers: [],
      hidden: null,
      softmax: correctedSoftmax(COUNTS),
      chance: LOG_CHANCE,
    },
    { name: 'both tasks', layers: [5, 3], hidden: [4], softmax: plainSoftmax(), chance: NONE },
  ])('with $name step down the gradient of a naive loss', async (example) => {
    const { layers, hidden, softmax, chance } = example;
    const model = freshTowers(layers, hidden);
    const before = valuesOf(model);
    const training = { epochs: 1, batchRows: 10, optimizer: descent, ...WEIGHTS, softmax };
    const [meanLoss] = await trainTowers(model, EXAMPLES, training, { seed: 1 });
    const after = valuesOf(model);
    expect(meanLoss * EXAMPLES.labels.length).toBeCloseTo(naiveLoss(before, chance), 4);
    const slopes = finiteDifferences(before, (of) => naiveLoss(of, chance));
    for (const name of Object.keys(before)) {
      before[name].forEach((value, i) => {
        expect((value - after[name][i]) / RATE, `${name} ${i}`).toBeCloseTo(slopes[name][i], 3);
      });
    }
  });
});
