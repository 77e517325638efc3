import { describe, expect, it } from 'vitest';
import type { Interactions } from '../dataset/columns';
import { precisionAndRecall } from './contentProtocol';

const MOVIES = 40;
/** User 0 rated movies 0 to 20, user 1 the last 21, user 2 only movie 5. */
const training: Interactions = {
  userCount: 3,
  movieCount: MOVIES,
  offsets: Int32Array.of(0, 21, 42, 43),
  movies: Int32Array.from({ length: 43 }, (_, e) => (e < 21 ? e : e < 42 ? e - 2 : 5)),
  halfStars: new Uint8Array(43).fill(8),
};
/** The lower the index, the better. */
const firstMovies = { scores: () => Float32Array.from({ length: MOVIES }, (_, m) => -m) };

describe('precision and recall of the content document', () => {
  it('leave out what was rated in training and average over people', async () => {
    // User 0 is shown 21, 22, 23, …; user 1 is shown 0, 1, 2, ….
    const heldOut = {
      users: Int32Array.of(0, 0, 0, 0, 1),
      movies: Int32Array.of(21, 23, 30, 39, 2),
    };
    const [at2, at4] = await precisionAndRecall(firstMovies, training, heldOut, [2, 4]);
    expect(at2).toEqual({ k: 2, precision: (1 / 2 + 0) / 2, recall: (1 / 4 + 0) / 2 });
    expect(at4).toEqual({ k: 4, precision: (2 / 4 + 1 / 4) / 2, recall: (2 / 4 + 1) / 2 });
  });

  it('ignore people with twenty ratings or fewer', async () => {
    const heldOut = { users: Int32Array.of(1, 2), movies: Int32Array.of(0, 0) };
    const [at1] = await precisionAndRecall(firstMovies, training, heldOut, [1]);
    expect(at1).toEqual({ k: 1, precision: 1, recall: 1 });
    const [nobody] = await precisionAndRecall(
      firstMovies,
      training,
      { users: Int32Array.of(2), movies: Int32Array.of(0) },
      [1],
    );
    expect(nobody.precision).toBeNaN();
  });

  it('ask a system that knows its people for the person, not for the history', async () => {
    const knows = {
      ...firstMovies,
      scoresOfUser: (user: number) => Float32Array.from({ length: MOVIES }, (_, m) => m * user),
    };
    const heldOut = { users: Int32Array.of(1), movies: Int32Array.of(18) };
    const [at1] = await precisionAndRecall(knows, training, heldOut, [1]);
    expect(at1.precision).toBe(1);
  });

  it('ask a system of several stages for the list of the last', async () => {
    const staged = { ...firstMovies, recommend: () => Promise.resolve([38, 30]) };
    const heldOut = { users: Int32Array.of(0), movies: Int32Array.of(30) };
    const [at1, at2] = await precisionAndRecall(staged, training, heldOut, [1, 2]);
    expect(at1).toEqual({ k: 1, precision: 0, recall: 0 });
    expect(at2).toEqual({ k: 2, precision: 0.5, recall: 1 });
  });
});
