import { beforeAll, describe, expect, it } from 'vitest';
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { Interactions } from '../dataset/columns';
import { likeCounts } from '../dataset/counts';
import { historyOf } from '../dataset/interactions';
import { exampleInteractions, largestDifference } from '../testing/examples';
import { eliminate } from '../testing/elimination';
import { easeRecipe } from './ease';

const MOVIES = 12;
const fewUsers = exampleInteractions(MOVIES, [3, 6, 1, 9, 5, 2, 4]);
const manyUsers = exampleInteractions(
  MOVIES,
  Array.from({ length: 20 }, (_, user) => 1 + (user % 7)),
);
const HISTORIES = [[4], [0, 5, 11], Array.from({ length: MOVIES }, (_, i) => i)];

beforeAll(async () => {
  await setBackend('cpu');
});

/** The textbook formula: invert `XᵀX + λI`, divide by the negated diagonal, zero the diagonal. */
function textbookWeights(of: Interactions, lambda: number): number[][] {
  const x = Array.from({ length: of.userCount }, (_, user) => {
    const row = new Array<number>(of.movieCount).fill(0);
    for (const movie of historyOf(of, user).movies) row[movie] = 1;
    return row;
  });
  const gram = Array.from({ length: of.movieCount }, (_, i) =>
    Array.from(
      { length: of.movieCount },
      (_unused, j) => x.reduce((sum, row) => sum + row[i] * row[j], 0) + (i === j ? lambda : 0),
    ),
  );
  const unit = (at: number): number[] =>
    Array.from({ length: of.movieCount }, (_, i) => (i === at ? 1 : 0));
  const columns = Array.from({ length: of.movieCount }, (_, j) => eliminate(gram, unit(j)));
  return Array.from({ length: of.movieCount }, (_, i) =>
    Array.from({ length: of.movieCount }, (_unused, j) =>
      i === j ? 0 : -columns[j][i] / columns[j][j],
    ),
  );
}

async function scoresOf(
  interactions: Interactions,
  lambda: number,
): Promise<(movies: readonly number[]) => Promise<Float32Array>> {
  const set = { interactions, movies: [], users: [] };
  const recipe = easeRecipe(lambda);
  const system = await recipe.open(await recipe.train(set, { seed: 1 }), set);
  return async (movies) =>
    system.scores({ movies: Int32Array.from(movies), halfStars: movies.map(() => 8) });
}

describe.each([
  { which: 'fewer users than movies', interactions: fewUsers },
  { which: 'more users than movies', interactions: manyUsers },
])('EASE with $which', ({ interactions }) => {
  it.each([0.5, 3, 40])('scores like the textbook formula with a ridge of %d', async (lambda) => {
    const scores = await scoresOf(interactions, lambda);
    const weights = textbookWeights(interactions, lambda);
    for (const history of HISTORIES) {
      const expected = Array.from({ length: MOVIES }, (_, movie) =>
        history.reduce((sum, given) => sum + weights[given][movie], 0),
      );
      expect(largestDifference(await scores(history), expected)).toBeLessThan(1e-4);
    }
  });

  it('does not recommend a movie because of itself', async () => {
    const scores = await scoresOf(interactions, 1);
    for (let movie = 0; movie < MOVIES; movie++) {
      expect((await scores([movie]))[movie]).toBeCloseTo(0, 5);
    }
  });

  it('gives a movie that nobody rated the score zero', async () => {
    const scores = await scoresOf({ ...interactions, movieCount: MOVIES + 1 }, 1);
    expect((await scores([0, 1]))[MOVIES]).toBeCloseTo(0, 6);
  });

  it('answers with the popular movies where nothing was rated', async () => {
    expect(await (await scoresOf(interactions, 1))([])).toEqual(likeCounts(interactions));
  });
});

it('stops the inversion when it is aborted', async () => {
  const set = { interactions: manyUsers, movies: [], users: [] };
  const training = easeRecipe(1).train(set, { seed: 1, signal: AbortSignal.abort() });
  await expect(training).rejects.toThrow('aborted');
});
