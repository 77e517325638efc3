/** @file Scores a packed model on anybody's files, through the class that the worker runs. */
import { LIST_LENGTH, topKMetrics, type TopKMetrics } from '../../models/metrics/foldInEvaluation';
import type { Recommender } from '../../models/recommender';
import {
  LIKED_FROM_HALF_STARS,
  starsOf,
  type HistoryEntry,
  type MovieId,
} from '../../models/shapes';
import { Failure } from '../cli/failure';
import type { OnPerson } from './jobs';
import type { LIST_METRICS } from './listFigures';

/** Histories by user id, as `historiesOf` groups them. */
export type Histories = ReadonlyMap<number, readonly HistoryEntry[]>;

type Metric = (typeof LIST_METRICS)[number];

/** Means over the people of a group, and errors over their held-out ratings. */
export interface PackScores {
  readonly people: number;
  /** People with a like among their held-out ratings: top-k metrics are means over them. */
  readonly peopleWithTargets: number;
  readonly topK: Readonly<Record<Metric, number>> | null;
  /** Held-out likes, and the share of them that the pack knows at all. */
  readonly targets: number;
  readonly targetsInPack: number | null;
  readonly ratings: number;
  /** Ratings of movies that the pack does not know; predicted by {@link personalMean}. */
  readonly ratingsOutsidePack: number;
  readonly rmse: number | null;
  readonly mae: number | null;
}

export interface PackReport {
  readonly all: PackScores;
  /** By number of folded-in ratings. */
  readonly byFoldIn: readonly (PackScores & { readonly foldedIn: string })[];
  /** Held-out ratings of movies that the same person also folded in: known, so left out. */
  readonly droppedHeldOut: number;
}

/** Lowest numbers of ratings of the groups. */
const GROUPS = [0, 1, 5, 10, 20, 50, 100] as const;

/** Imagined ratings at everybody's mean, so that one rating does not make a mean. */
const MEAN_SHRINKAGE = 6;

/** One person's part of every score. */
interface PersonScores {
  readonly foldedIn: number;
  readonly topK: TopKMetrics | null;
  readonly targets: number;
  readonly targetsInPack: number;
  readonly errors: readonly number[];
  readonly ratingsOutsidePack: number;
}

/**
 * Scores everybody in `heldOut`; who is not in `foldIn` gets the cold-start list.
 *
 * @param packIds movies that the pack knows
 * @throws Failure when the files have no person, or no movie of the pack, in common
 */
export async function scorePack(
  recommender: Recommender,
  packIds: Iterable<MovieId>,
  foldIn: Histories,
  heldOut: Histories,
  onPerson: OnPerson = () => undefined,
): Promise<PackReport> {
  const known = new Set(packIds);
  checkFiles(foldIn, heldOut, known);
  const mean = meanStars([...foldIn.values()].flat());
  const people: PersonScores[] = [];
  let dropped = 0;
  for (const [userId, ratings] of heldOut) {
    const given = foldIn.get(userId) ?? [];
    const seen = new Set(given.map(({ movieId }) => movieId));
    const latest = new Map(ratings.map((entry) => [entry.movieId, entry]));
    const unseen = [...latest.values()].filter(({ movieId }) => !seen.has(movieId));
    dropped += latest.size - unseen.length;
    people.push(await scorePerson(recommender, known, mean, given, unseen));
    await onPerson();
  }
  return { all: summarize(people), byFoldIn: byFoldIn(people), droppedHeldOut: dropped };
}

function checkFiles(foldIn: Histories, heldOut: Histories, known: ReadonlySet<MovieId>): void {
  const advice = 'Name two parts of the ratings of the same people, with MovieLens ids.';
  if (![...heldOut.keys()].some((userId) => foldIn.has(userId))) {
    const message = 'No user id of --held-out is in --fold-in.';
    throw new Failure('evaluate.no-common-users', message, advice);
  }
  const isKnown = ({ movieId }: HistoryEntry): boolean => known.has(movieId);
  for (const [option, histories] of Object.entries({
    '--fold-in': foldIn,
    '--held-out': heldOut,
  })) {
    if ([...histories.values()].some((ratings) => ratings.some(isKnown))) continue;
    const message = `The pack knows none of the movies of ${option}.`;
    throw new Failure('evaluate.unknown-movies', message, advice);
  }
}

async function scorePerson(
  recommender: Recommender,
  known: ReadonlySet<MovieId>,
  mean: number,
  given: readonly HistoryEntry[],
  heldOut: readonly HistoryEntry[],
): Promise<PersonScores> {
  const fitted = await recommender.fineTune(given, null);
  const person = { history: given, vector: fitted?.vector ?? null };
  const targets = new Set(
    heldOut
      .filter(({ halfStars }) => halfStars >= LIKED_FROM_HALF_STARS)
      .map(({ movieId }) => movieId),
  );
  const movieIds = heldOut.map(({ movieId }) => movieId);
  const { stars: predicted } = await recommender.predict(person, movieIds);
  const fallback = personalMean(mean, given);
  return {
    foldedIn: new Set(given.map(({ movieId }) => movieId)).size,
    topK: targets.size === 0 ? null : await scoreList(recommender, person, targets),
    targets: targets.size,
    targetsInPack: [...targets].filter((id) => known.has(id)).length,
    errors: heldOut.map(({ halfStars }, i) => {
      const stars = Number.isNaN(predicted[i]) ? fallback : predicted[i];
      return stars - starsOf(halfStars);
    }),
    ratingsOutsidePack: movieIds.filter((id) => !known.has(id)).length,
  };
}

async function scoreList(
  recommender: Recommender,
  person: Parameters<Recommender['recommend']>[0],
  targets: ReadonlySet<MovieId>,
): Promise<TopKMetrics> {
  const constraints = { exclude: [], hideSeen: true, anyGenre: 0, fromYear: null, toYear: null };
  const options = { withoutReasons: true };
  const { items } = await recommender.recommend(person, constraints, LIST_LENGTH, options);
  return topKMetrics(
    items.map(({ movieId }) => movieId),
    targets,
  );
}

/** The person's mean, drawn to everybody's where they rated little. */
function personalMean(mean: number, given: readonly HistoryEntry[]): number {
  const own = given.reduce((sum, { halfStars }) => sum + starsOf(halfStars), 0);
  return (MEAN_SHRINKAGE * mean + own) / (MEAN_SHRINKAGE + given.length);
}

function meanStars(ratings: readonly HistoryEntry[]): number {
  return ratings.reduce((sum, { halfStars }) => sum + starsOf(halfStars), 0) / ratings.length;
}

function byFoldIn(people: readonly PersonScores[]): PackReport['byFoldIn'] {
  return GROUPS.flatMap((lowest, group) => {
    const next: number = GROUPS.at(group + 1) ?? Infinity;
    const members = people.filter(({ foldedIn }) => foldedIn >= lowest && foldedIn < next);
    if (members.length === 0) return [];
    return [{ foldedIn: groupName(lowest, next), ...summarize(members) }];
  });
}

/** `0`, `1 to 4`, `100 and more` */
function groupName(lowest: number, next: number): string {
  if (next === Infinity) return `${lowest} and more`;
  return next === lowest + 1 ? String(lowest) : `${lowest} to ${next - 1}`;
}

function summarize(people: readonly PersonScores[]): PackScores {
  const lists = people.flatMap(({ topK }) => topK ?? []);
  const errors = people.flatMap((person) => person.errors);
  const total = (of: (person: PersonScores) => number): number =>
    people.reduce((sum, person) => sum + of(person), 0);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const metric = (name: Metric): number => mean(lists.map((list) => list[name]));
  const targets = total((person) => person.targets);
  return {
    people: people.length,
    peopleWithTargets: lists.length,
    topK:
      lists.length === 0
        ? null
        : {
            ndcg100: metric('ndcg100'),
            ndcg10: metric('ndcg10'),
            recall20: metric('recall20'),
            recall50: metric('recall50'),
            hitRate10: metric('hitRate10'),
          },
    targets,
    targetsInPack: targets === 0 ? null : total((person) => person.targetsInPack) / targets,
    ratings: errors.length,
    ratingsOutsidePack: total((person) => person.ratingsOutsidePack),
    rmse: errors.length === 0 ? null : Math.sqrt(mean(errors.map((error) => error * error))),
    mae: errors.length === 0 ? null : mean(errors.map(Math.abs)),
  };
}
