/** @file Folds of people: each person is tested in exactly one, and trained on in all others. */
import { createHash } from 'node:crypto';
import type { TrainingSet } from '../../models/baselines/system';
import type { PersonContext, UserRecord } from '../../models/dataset/columns';
import { historyOf, keepRatings, selectUsers } from '../../models/dataset/interactions';
import { createRandom } from '../../models/dataset/random';
import { splitUsers } from '../../models/dataset/splits';
import { withTagsOf } from '../../models/dataset/tagsOfPeople';
import { splitPerson, type HeldOutPerson } from '../../models/metrics/foldInProtocol';
import { LIKED_FROM_HALF_STARS } from '../../models/shapes';

/** Added to the seed, so that folds do not follow the random choices of training. */
const FOLD_SEED_OFFSET = 2;
/** Fewest likes of a person in P1. */
const FEWEST_LIKES = 5;

export interface Fold {
  readonly training: TrainingSet;
  readonly people: readonly HeldOutPerson[];
  /** What the data set says about each of the people. */
  readonly records: readonly (UserRecord | null)[];
  /** Hash of all that is trained on. */
  readonly trainingKey: string;
  /** Hash of the people and how their ratings are split. */
  readonly peopleKey: string;
}

/** Deals the people into folds and splits each of them. Everything follows from the seed. */
export function dealFolds(set: TrainingSet, folds: number, seed: number): Fold[] {
  const random = createRandom(seed + FOLD_SEED_OFFSET);
  return splitUsers(set.interactions.userCount, folds, random).map(({ train, test }) => {
    const people = Array.from(test, (user) => {
      const context = contextOf(set, user);
      const person = splitPerson(historyOf(set.interactions, user), random);
      return context ? { ...person, context } : person;
    });
    const training = selectPeople(set, train);
    return {
      training,
      people,
      records: Array.from(test, (user) => set.users[user]),
      trainingKey: keyOfTraining(training),
      peopleKey: keyOfPeople(people),
    };
  });
}

/** Some people of a set, in the order given, and the tags that they gave. */
export function selectPeople(set: TrainingSet, users: Int32Array): TrainingSet {
  const { lastRatedAt } = set;
  return {
    interactions: selectUsers(set.interactions, users),
    movies: withTagsOf(users, set.movies),
    users: Array.from(users, (user) => set.users[user]),
    ...(lastRatedAt && { lastRatedAt: users.map((user) => lastRatedAt[user]) }),
  };
}

/** What a set says about a person; they ask when they have just rated for the last time. */
function contextOf({ users, lastRatedAt }: TrainingSet, user: number): PersonContext | null {
  const record = users[user];
  // 0 is an unknown time.
  const at = lastRatedAt?.[user] || null;
  if (!record && at === null) return null;
  const { gender = null, age = null, occupation = null } = record ?? {};
  return { gender, age, occupation, at };
}

/** The data of P1: likes alone, of people with at least five of them. */
export function likesOnly(set: TrainingSet): TrainingSet {
  const liked = keepRatings(
    set.interactions,
    (cell) => set.interactions.halfStars[cell] >= LIKED_FROM_HALF_STARS,
  );
  const users = Int32Array.from({ length: liked.userCount }, (_, user) => user).filter(
    (user) => liked.offsets[user + 1] - liked.offsets[user] >= FEWEST_LIKES,
  );
  return selectPeople({ ...set, interactions: liked }, users);
}

/**
 * Everybody stays known to training, and only the ratings at `cells` are held out. People are in the
 * order of the training rows: what they rated there is their pool, every held-out movie is a target.
 * Their tags are not read: they would tell of held-out movies that somebody watched them.
 */
export function holdOutRatings(set: TrainingSet, cells: ArrayLike<number>): Fold {
  const { interactions } = set;
  const isTest = new Uint8Array(interactions.movies.length);
  for (let i = 0; i < cells.length; i++) isTest[cells[i]] = 1;
  const known = keepRatings(interactions, (cell) => isTest[cell] === 0);
  const heldOut = keepRatings(interactions, (cell) => isTest[cell] === 1);
  const movies = withTagsOf(new Int32Array(0), set.movies);
  const training = { ...set, movies, interactions: known };
  const trainingKey = keyOfTraining(training);
  return {
    training,
    people: Array.from({ length: interactions.userCount }, (_, user) => {
      const rest = historyOf(heldOut, user);
      return { pool: historyOf(known, user), heldOut: rest, targets: new Set(rest.movies) };
    }),
    records: set.users,
    trainingKey,
    peopleKey: trainingKey,
  };
}

/** Hash of everything in a training set. */
function keyOfTraining({ interactions, movies, users }: TrainingSet): string {
  const { movieCount, offsets, movies: columns, halfStars } = interactions;
  const description = JSON.stringify({ movieCount, movies, users });
  return keyOf(description, offsets, columns, halfStars);
}

function keyOfPeople(people: readonly HeldOutPerson[]): string {
  const parts = people.flatMap(({ pool, heldOut }) =>
    [pool, heldOut].flatMap(({ movies, halfStars }) => [movies, Uint8Array.from(halfStars)]),
  );
  const sizes = people.map(({ pool, heldOut }) => [pool.movies.length, heldOut.movies.length]);
  return keyOf(JSON.stringify(sizes), ...parts);
}

/** Hash of a text and some columns. */
export function keyOf(text: string, ...columns: readonly (Int32Array | Uint8Array)[]): string {
  const hash = createHash('sha256').update(text);
  for (const { buffer, byteOffset, byteLength } of columns) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}
