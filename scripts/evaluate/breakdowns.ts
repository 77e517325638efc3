/** @file For whom and for what a system works: quality by group of people, and of movies. */
import type { SystemState, TrainingSet } from '../../models/baselines/system';
import type { UserRecord } from '../../models/dataset/columns';
import { ratingCounts } from '../../models/dataset/counts';
import { ALL_RATINGS, topKMetrics } from '../../models/metrics/foldInEvaluation';
import type { Fold } from './folds';
import { listAt } from './listFigures';
import type { Breakdown } from './report';
import { heldOutStars } from './starFigures';

const PEOPLE_METRIC = 'ndcg100';
const TARGET_METRIC = 'recall100';
const STARS_METRIC = 'rmse';

/** Upper ends of the age bands, in years before the newest movie of the data set. */
const MOVIE_AGES = [4, 9, 19, 39] as const;
/** Lowest ages of the groups of ML-1M, which knows no others. */
const PERSON_AGES = [1, 18, 25, 35, 45, 50, 56] as const;
/** Shares of all training ratings at which a popularity band ends, most rated movies first. */
const POPULARITY_BANDS = [
  { upTo: 0.5, name: 'most rated, half of all ratings' },
  { upTo: 0.8, name: 'next 30 % of the ratings' },
  { upTo: 0.95, name: 'next 15 %' },
  { upTo: 1, name: 'last 5 %' },
] as const;
const NEVER_RATED = 'never rated in training';
const UNKNOWN = 'unknown';

/** Mean values by group, in the order of the tables. */
class Groups {
  readonly #sums: ReadonlyMap<string, { sum: number; count: number }>;

  constructor(values: readonly string[]) {
    this.#sums = new Map([...values, UNKNOWN].map((value) => [value, { sum: 0, count: 0 }]));
  }

  add(value: string, amount: number): void {
    const group = this.#sums.get(value);
    if (!group) throw new RangeError(`There is no group ${value}.`);
    group.sum += amount;
    group.count++;
  }

  rows(
    subject: Pick<Breakdown, 'system' | 'group' | 'metric'>,
    finish: (mean: number) => number = (mean) => mean,
  ): Breakdown[] {
    return [...this.#sums].flatMap(([value, { sum, count }]) =>
      count === 0 ? [] : [{ ...subject, value, mean: finish(sum / count), count }],
    );
  }
}

const personGroups = () => ({
  gender: new Groups(['F', 'M']),
  'age of the person': new Groups(PERSON_AGES.map((_, at) => personAgeName(at))),
});

const movieGroups = () => ({
  'age of the movie': new Groups([...MOVIE_AGES, Infinity].map((_, at) => movieAgeName(at))),
  'popularity of the movie': new Groups([...POPULARITY_BANDS.map(({ name }) => name), NEVER_RATED]),
});

/** Lists of P2 with everything given: NDCG@100 by people, recall@100 by targets. */
export function breakDownLists(
  system: string,
  folds: readonly Fold[],
  answers: readonly SystemState[],
  levels: readonly number[],
): Breakdown[] {
  const all = levels.indexOf(ALL_RATINGS);
  const byPerson = personGroups();
  const byMovie = movieGroups();
  folds.forEach(({ people, records, training }, fold) => {
    const bands = movieBands(training);
    people.forEach(({ targets }, person) => {
      if (targets.size === 0) return;
      const list = listAt(answers[fold], levels.length, person, all);
      const { ndcg100 } = topKMetrics(list, targets);
      addPerson(byPerson, records[person], ndcg100);
      const listed = new Set(list);
      for (const movie of targets) {
        const found = listed.has(movie) ? 1 : 0;
        byMovie['age of the movie'].add(bands.age[movie], found);
        byMovie['popularity of the movie'].add(bands.popularity[movie], found);
      }
    });
  });
  return [...rowsOf(byPerson, system, PEOPLE_METRIC), ...rowsOf(byMovie, system, TARGET_METRIC)];
}

/** Stars of P3 with everything given: RMSE over the held-out ratings of each group. */
export function breakDownStars(
  system: string,
  folds: readonly Fold[],
  answers: readonly SystemState[],
  levels: readonly number[],
): Breakdown[] {
  if (answers.some((answer) => !('stars' in answer))) return [];
  const all = levels.indexOf(ALL_RATINGS);
  const byPerson = personGroups();
  const byMovie = movieGroups();
  folds.forEach((fold, at) => {
    const bands = movieBands(fold.training);
    const actual = heldOutStars(fold);
    let rating = 0;
    fold.people.forEach(({ heldOut }, person) => {
      for (const movie of heldOut.movies) {
        const square = (answers[at].stars[all * actual.length + rating] - actual[rating]) ** 2;
        rating++;
        addPerson(byPerson, fold.records[person], square);
        byMovie['age of the movie'].add(bands.age[movie], square);
        byMovie['popularity of the movie'].add(bands.popularity[movie], square);
      }
    });
  });
  return [
    ...rowsOf(byPerson, system, STARS_METRIC, Math.sqrt),
    ...rowsOf(byMovie, system, STARS_METRIC, Math.sqrt),
  ];
}

function rowsOf(
  groups: Readonly<Record<string, Groups>>,
  system: string,
  metric: string,
  finish?: (mean: number) => number,
): Breakdown[] {
  return Object.entries(groups).flatMap(([group, of]) =>
    of.rows({ system, group, metric }, finish),
  );
}

function addPerson(
  groups: Readonly<Record<'gender' | 'age of the person', Groups>>,
  record: UserRecord | null,
  amount: number,
): void {
  if (record?.gender) groups.gender.add(record.gender, amount);
  if (record?.age) groups['age of the person'].add(personAge(record.age), amount);
}

function personAge(age: number): string {
  return personAgeName(
    Math.max(
      0,
      PERSON_AGES.findLastIndex((lowest) => age >= lowest),
    ),
  );
}

/** `25 to 34` */
function personAgeName(at: number): string {
  const next = PERSON_AGES.at(at + 1);
  if (at === 0) return `under ${PERSON_AGES[1]}`;
  return at === PERSON_AGES.length - 1
    ? `${PERSON_AGES[at]} and older`
    : `${PERSON_AGES[at]} to ${(next ?? 0) - 1}`;
}

/** The band of each movie, `[M]`; popularity counts the ratings of the training people. */
export function movieBands({ interactions, movies }: TrainingSet): {
  readonly age: readonly string[];
  readonly popularity: readonly string[];
} {
  const newest = movies.reduce((latest, { year }) => Math.max(latest, year ?? latest), 0);
  return {
    age: movies.map(({ year }) => (year === null ? UNKNOWN : movieAge(newest - year))),
    popularity: popularityBands(ratingCounts(interactions)),
  };
}

function movieAge(years: number): string {
  const at = MOVIE_AGES.findIndex((last) => years <= last);
  return movieAgeName(at < 0 ? MOVIE_AGES.length : at);
}

/** `5 to 9 years` */
function movieAgeName(at: number): string {
  const from = at === 0 ? 0 : MOVIE_AGES[at - 1] + 1;
  return at === MOVIE_AGES.length ? `${from} years and more` : `${from} to ${MOVIE_AGES[at]} years`;
}

function popularityBands(counts: Int32Array): string[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const order = Int32Array.from(counts, (_, movie) => movie).sort(
    (a, b) => counts[b] - counts[a] || a - b,
  );
  const bands = new Array<string>(counts.length).fill(NEVER_RATED);
  let before = 0;
  for (const movie of order) {
    if (counts[movie] === 0) break;
    bands[movie] = POPULARITY_BANDS.find(({ upTo }) => before < upTo * total)?.name ?? UNKNOWN;
    before += counts[movie];
  }
  return bands;
}
