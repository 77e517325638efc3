import { describe, expect, it } from 'vitest';
import { historyOf } from '../../models/dataset/interactions';
import { dealFolds, holdOutRatings, likesOnly } from './folds';
import { exampleSet } from './testing/examples';

const USERS = 43;
/** Every person has another number of ratings, by which to tell them apart. */
const set = exampleSet(
  150,
  Array.from({ length: USERS }, (_, user) => 5 + user),
);
const everySize = Array.from({ length: USERS }, (_, user) => 5 + user);

describe('the folds of people', () => {
  const folds = dealFolds(set, 5, 1);
  const sizesOfPeople = folds.map(({ people }) =>
    people.map(({ pool, heldOut }) => pool.movies.length + heldOut.movies.length),
  );

  it('test each person exactly once', () => {
    expect(sizesOfPeople.flat().sort((a, b) => a - b)).toEqual(everySize);
    for (const sizes of sizesOfPeople) expect([8, 9]).toContain(sizes.length);
  });

  it('train on everybody else, on their whole histories', () => {
    folds.forEach(({ training: { interactions } }, fold) => {
      const trained = Array.from(
        { length: interactions.userCount },
        (_, user) => historyOf(interactions, user).movies.length,
      );
      expect([...trained, ...sizesOfPeople[fold]].sort((a, b) => a - b)).toEqual(everySize);
    });
  });

  it('keep what is known of people and movies with them', () => {
    folds.forEach(({ training, records }, fold) => {
      expect(training.movies).toBe(set.movies);
      expect(training.users).toHaveLength(training.interactions.userCount);
      // The record of person `u` of the example has the id `u`, who has 5 + u ratings.
      records.forEach((record, person) => {
        if (record) expect(sizesOfPeople[fold][person]).toBe(5 + record.userId);
      });
      training.users.forEach((record, user) => {
        const { movies } = historyOf(training.interactions, user);
        if (record) expect(movies).toHaveLength(5 + record.userId);
      });
    });
  });

  it('read no tag that a tested person gave', () => {
    const tagged = {
      ...set,
      movies: set.movies.map((movie, m) => ({
        ...movie,
        tags: ['nobody', `by ${m % USERS}`],
        taggedBy: [-1, m % USERS],
      })),
    };
    for (const { training, records } of dealFolds(tagged, 5, 1)) {
      const tested = new Set(records.flatMap((record) => record?.userId ?? []));
      training.movies.forEach(({ tags, taggedBy }, m) => {
        const user = m % USERS;
        if (set.users[user] === null) return;
        expect(tags).toEqual(tested.has(user) ? [] : [`by ${user}`]);
        // Rows are those of the training people.
        for (const row of taggedBy ?? []) expect(training.users[row]?.userId).toBe(user);
      });
    }
  });

  it('read no tag at all where everybody stays known', () => {
    const movies = set.movies.map((movie) => ({ ...movie, tags: ['calm'], taggedBy: [0] }));
    const { training } = holdOutRatings({ ...set, movies }, [0]);
    expect(new Set(training.movies.flatMap(({ tags }) => tags))).toEqual(new Set());
  });

  it('tell what is known of the people besides ratings, and nothing of whom nothing is', () => {
    // Person `u` of the example has 5 + u ratings; they rated last at second 100 + u, the first one at
    // an unknown time.
    const lastRatedAt = Int32Array.from(set.users, (_, user) => (user === 0 ? 0 : 100 + user));
    const timed = dealFolds({ ...set, lastRatedAt }, 5, 1);
    timed.forEach(({ people, records, training, trainingKey, peopleKey }, fold) => {
      people.forEach(({ context, pool, heldOut }, person) => {
        const user = pool.movies.length + heldOut.movies.length - 5;
        const { gender = null, age = null } = records[person] ?? {};
        const at = user === 0 ? null : 100 + user;
        expect(context).toEqual({ gender, age, occupation: null, at });
      });
      training.lastRatedAt?.forEach((at, user) => {
        const size = historyOf(training.interactions, user).movies.length;
        expect(at).toBe(size === 5 ? 0 : 95 + size);
      });
      expect([trainingKey, peopleKey]).toEqual([folds[fold].trainingKey, folds[fold].peopleKey]);
      const contexts = folds[fold].people.map(({ context }) => context !== undefined);
      expect(contexts).toEqual(records.map((record) => record !== null));
    });
  });

  it('follow from the seed, keys included', () => {
    expect(dealFolds(set, 5, 1)).toEqual(folds);
    const others = dealFolds(set, 5, 2);
    expect(others).not.toEqual(folds);
    const keys = [...folds, ...others].flatMap((fold) => [fold.trainingKey, fold.peopleKey]);
    expect(new Set(keys).size).toBe(20);
  });

  it('have another key as soon as one rating changes', () => {
    const { interactions } = set;
    const halfStars = interactions.halfStars.slice();
    halfStars[0] = halfStars[0] === 1 ? 2 : 1;
    const changed = dealFolds({ ...set, interactions: { ...interactions, halfStars } }, 5, 1);
    changed.forEach((fold, i) => {
      const isSame = [
        fold.trainingKey === folds[i].trainingKey,
        fold.peopleKey === folds[i].peopleKey,
      ];
      // The first person is either trained on or tested.
      expect(isSame.filter(Boolean)).toHaveLength(1);
    });
  });
});

describe('the data of P1', () => {
  const liked = likesOnly(set);

  it('holds all likes of the people with five or more, and nothing else', () => {
    const expected = Array.from({ length: USERS }, (_, user) => historyOf(set.interactions, user))
      .map(({ movies, halfStars }) => Array.from(movies).filter((_, i) => halfStars[i] >= 8))
      .filter((likes) => likes.length >= 5);
    expect(expected.length).toBeLessThan(USERS);
    const { interactions, users } = liked;
    expect(users).toHaveLength(expected.length);
    expect(expected.map((_, user) => Array.from(historyOf(interactions, user).movies))).toEqual(
      expected,
    );
    expect(Math.min(...interactions.halfStars)).toBe(8);
  });
});
