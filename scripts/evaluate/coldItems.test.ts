import { describe, expect, it } from 'vitest';
import type { Interactions } from '../../models/dataset/columns';
import { createRandom } from '../../models/dataset/random';
import { exampleTrainingSet } from '../../models/testing/trainingSets';
import { solveHere } from '../../models/training/alternate';
import { evaluateColdItems, type ColdItemsRow } from './coldItems';
import { bandQuestion, catalogueQuestion, newQuestion } from './coldItemsQuestions';

const GENRES = ['Comedy', 'Drama', 'Horror', 'War'];
const PEOPLE = 120;
const MOVIES = 160;

/** Everybody likes one genre, rates half of it with 5 stars, and some others with 1 star. */
function tasteByGenre(): Interactions {
  const random = createRandom(3);
  const rows = Array.from({ length: PEOPLE }, (_, user) =>
    Array.from({ length: MOVIES }, (_value, movie) => movie).flatMap((movie) => {
      const likes = movie % GENRES.length === user % GENRES.length;
      if (random.next() > (likes ? 0.5 : 0.05)) return [];
      return [{ movie, halfStars: likes ? 10 : 2 }];
    }),
  );
  const offsets = Int32Array.of(0, ...rows.map((row) => row.length));
  for (let user = 0; user < PEOPLE; user++) offsets[user + 1] += offsets[user];
  return {
    userCount: PEOPLE,
    movieCount: MOVIES,
    offsets,
    movies: Int32Array.from(rows.flat(), ({ movie }) => movie),
    halfStars: Uint8Array.from(rows.flat(), ({ halfStars }) => halfStars),
  };
}

const set = exampleTrainingSet(
  tasteByGenre(),
  Array.from({ length: MOVIES }, (_, movie) => ({
    title: `Film ${movie}`,
    year: 2000,
    genres: [GENRES[movie % GENRES.length]],
  })),
);
/** Of the same people, where the makers alone tell the taste. */
const setByMaker = exampleTrainingSet(
  set.interactions,
  set.movies.map(({ title, genres }) => ({
    title,
    year: 2000,
    genres: ['Drama'],
    directors: [`Maker of ${genres[0]}`],
    overview: 'A film about something.',
  })),
);

async function measure(of = set): Promise<ColdItemsRow[]> {
  return evaluateColdItems(of, {
    folds: 3,
    run: 1,
    seed: 1,
    solve: solveHere,
    onStage: () => undefined,
  });
}

/** NDCG@100 of a system where new movies are ranked among themselves. */
function amongNew(rows: readonly ColdItemsRow[]): (system: string) => number | undefined {
  return (system) =>
    rows.find((row) => row.measurement.startsWith('new movies among') && row.system === system)
      ?.ndcg100;
}

describe('the measurement of cold items', () => {
  it('finds new movies by their content where genre is taste, and agrees with itself', async () => {
    const rows = await measure();
    const scoreOf = amongNew(rows);
    expect(scoreOf('content encoder')).toBeGreaterThan(0.7);
    expect(scoreOf('content encoder + tags')).toBeUndefined();
    expect(await measure()).toEqual(rows);
  }, 30_000);

  it('compares encoders that read more, where the set says more', async () => {
    const scoreOf = amongNew(await measure(setByMaker));
    expect(scoreOf('content encoder')).toBeLessThan(0.6);
    expect(scoreOf('content encoder + makers')).toBeGreaterThan(0.7);
    expect(scoreOf('content encoder + overview')).toBeLessThan(0.6);
    expect(scoreOf('content encoder + everything')).toBeGreaterThan(0.7);
  }, 30_000);

  it('says how a stage goes by, and stops when it is told to', async () => {
    const work = evaluateColdItems(set, {
      folds: 3,
      run: 1,
      seed: 1,
      solve: solveHere,
      onStage: (stage) => {
        throw new Error(`stopped at ${stage}`);
      },
    });
    await expect(work).rejects.toThrow('stopped at fold 1 of 1: new movies');
  });
});

describe('a question', () => {
  const person = {
    pool: {
      movies: Int32Array.of(9, 2, 5, 7, 0, 1, 3),
      halfStars: Uint8Array.of(10, 10, 2, 8, 9, 9, 9),
    },
    heldOut: { movies: Int32Array.of(4, 6, 8), halfStars: Uint8Array.of(10, 4, 8) },
    targets: new Set([4, 8]),
  };
  const isNew = Uint8Array.from({ length: 10 }, (_, movie) => (movie >= 7 ? 1 : 0));

  it('about new movies gives none of them and asks for the liked ones, wherever they lay', () => {
    const [{ history, targets, isCandidate }] = newQuestion(person, isNew);
    expect([...history.movies]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(Array.from(history.halfStars)).toEqual([9, 9, 10, 9, 10, 2, 4]);
    expect(targets).toEqual(new Set([9, 7, 8]));
    expect([6, 7].map(isCandidate)).toEqual([false, true]);
  });

  it('about new movies is not asked of somebody who liked none or gave little else', () => {
    expect(newQuestion(person, new Uint8Array(10))).toEqual([]);
    expect(newQuestion(person, new Uint8Array(10).fill(1, 4))).toEqual([]);
  });

  it('about the whole catalogue leaves the pool out, new or not', () => {
    const [{ history, isCandidate }] = catalogueQuestion(person, isNew);
    expect([...history.movies]).toEqual([0, 1, 2, 3, 5]);
    expect([9, 2, 4, 8].map(isCandidate)).toEqual([false, false, true, true]);
  });

  it('about a band has targets and candidates of the band alone', () => {
    const [{ targets, isCandidate }] = bandQuestion(person, (movie) => movie >= 6);
    expect(targets).toEqual(new Set([8]));
    expect([4, 6, 7].map(isCandidate)).toEqual([false, true, false]);
    expect(bandQuestion(person, (movie) => movie === 6)).toEqual([]);
  });

  it('gives the first n of the pool alone when n is asked for', () => {
    const [{ history }] = bandQuestion(person, () => true, 2);
    expect([...history.movies]).toEqual([2, 9]);
  });
});
