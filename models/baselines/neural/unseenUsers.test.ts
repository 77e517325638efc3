import { describe, expect, it } from 'vitest';
import type { Interactions } from '../../dataset/columns';
import { createRandom } from '../../dataset/random';
import { eliminate } from '../../testing/elimination';
import { LIKED_FROM_HALF_STARS } from '../../shapes';
import { fitUserRegression } from './unseenUsers';
import { estimateUser } from './userEstimate';

const USERS = 30;
const MOVIES = 9;
const WIDTH = 2;
const PREDICTORS = 1 + 2 * WIDTH;

const random = createRandom(12);
const rows = (count: number) => ({
  values: Float32Array.from({ length: count * WIDTH }, () => random.normal()),
  width: WIDTH,
});
const [movies, users] = [rows(MOVIES), rows(USERS)];
/** One rating each: every part of such a history is the history, so the examples are known. */
const interactions: Interactions = {
  userCount: USERS,
  movieCount: MOVIES,
  offsets: Int32Array.from({ length: USERS + 1 }, (_, user) => user),
  movies: Int32Array.from({ length: USERS }, () => random.integer(MOVIES)),
  halfStars: Uint8Array.from({ length: USERS }, () => 1 + random.integer(10)),
};

/** As the file says: one, the mean liked vector and the mean weighted by deviation, drawn to zero. */
function naivePredictors(user: number): number[] {
  const [movie, halfStars] = [interactions.movies[user], interactions.halfStars[user]];
  const vector = Array.from(movies.values.subarray(movie * WIDTH, (movie + 1) * WIDTH));
  const like = halfStars >= LIKED_FROM_HALF_STARS ? 1 / 4 : 0;
  const deviation = (halfStars / 2 - 3.5) / 4;
  return [1, ...vector.map((value) => like * value), ...vector.map((value) => deviation * value)];
}

describe('the regression for people never seen', () => {
  const regression = fitUserRegression(interactions, movies, users, 1);
  const examples = Array.from({ length: USERS }, (_, user) => naivePredictors(user));

  it('solves the normal equations of its ridge', () => {
    const gram = Array.from({ length: PREDICTORS }, (_, p) =>
      Array.from({ length: PREDICTORS }, (_value, q) =>
        examples.reduce((sum, x) => sum + 2 * x[p] * x[q], 0),
      ),
    );
    const ridge = (1e-3 * gram.reduce((sum, row, p) => sum + row[p], 0)) / PREDICTORS;
    gram.forEach((row, p) => (row[p] += ridge));
    for (let i = 0; i < WIDTH; i++) {
      const right = Array.from({ length: PREDICTORS }, (_, p) =>
        examples.reduce((sum, x, user) => sum + 2 * x[p] * users.values[user * WIDTH + i], 0),
      );
      eliminate(gram, right).forEach((weight, p) => {
        expect(regression[p * WIDTH + i]).toBeCloseTo(weight, 4);
      });
    }
  });

  it('estimates a person as the sum that it says', () => {
    examples.forEach((x, user) => {
      const history = {
        movies: interactions.movies.subarray(user, user + 1),
        halfStars: interactions.halfStars.subarray(user, user + 1),
      };
      const estimate = estimateUser(regression, movies, history);
      estimate.forEach((value, i) => {
        const sum = x.reduce((total, value, p) => total + value * regression[p * WIDTH + i], 0);
        expect(value).toBeCloseTo(sum, 5);
      });
    });
  });
});
