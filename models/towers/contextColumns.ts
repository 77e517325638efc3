/**
 * @file The movie side of the context: what each group of people likes more than everybody does.
 *
 * With `L_c(m)` likes of movie `m` in the group and `S(m)` its share of everybody's likes,
 *
 *     S_c(m) = (L_c(m) + k S(m)) / (Σ_m L_c(m) + k)
 *     o_c(m) = (√S_c(m) − √S(m)) / deviation of √S over the movies
 *
 * `k` likes like everybody's stand for a group of which little is known. The square root makes counts
 * of popular and rare movies equally certain (Anscombe 1948): with plain differences of shares, the few
 * movies that everybody likes decide, with logarithms of their ratios the rare ones.
 *
 * A period counts people who rated for the last time before it began, the late ones more: the time is
 * known when somebody asks, and nothing that happened afterwards is.
 */
import { LIKED_FROM_HALF_STARS } from '../shapes';
import type { Interactions, UserRecord } from '../dataset/columns';
import type { ContextKind, ContextPrior, ContextValue } from './context';
import type { Curve } from './curve';

/** What a data set says about the people of its interactions. */
interface DescribedPeople {
  /** `[U]`, null for a person of whom nothing is known. */
  readonly users: readonly (UserRecord | null)[];
  /** `[U]` Unix seconds of each person's last rating, 0 where unknown; absent where all are. */
  readonly lastRatedAt?: Int32Array;
}

/** These were chosen on validation people; `docs/training.md` has the figures. */
const PRIOR_LIKES = 1000;
const YEAR_SECONDS = 31_556_952;
/** After so long, a like counts 1/e of one of today. */
const FORGETTING_SECONDS = 2 * YEAR_SECONDS;
const PERIOD_SECONDS = YEAR_SECONDS / 4;
/** Lowest ages of the groups of ML-1M. */
const AGE_GROUPS = [1, 18, 25, 35, 45, 50, 56] as const;

const ABOUT_PERSON: Curve = [0.3, 0.8, 0.8, 0.5, 0.35, 0.15, 0.1, 0.05];
/** In a space with one block of weight 1, whose scores have a deviation of 1. */
const WEIGHT: Readonly<Record<ContextKind, Curve>> = {
  gender: ABOUT_PERSON,
  age: ABOUT_PERSON,
  occupation: [0.3, 0.8, 0.6, 0.3, 0.2, 0, 0, 0],
  period: [0.8, 0.6, 0.6, 0.25, 0.12, 0.03, 0, 0],
};

/** How much one person counts in the group of a value. */
interface Group {
  readonly value: ContextValue;
  weightOf(user: number): number;
}

/**
 * The context prior of some people; null where nothing is known of them.
 *
 * @param blocks of the space: its scores grow with their weights, and so must the context's
 * @param periods `latest` for somebody who asks after the last rating, as every visitor does
 */
export function contextPriorOf(
  interactions: Interactions,
  people: DescribedPeople,
  blocks: readonly { readonly weight: number }[],
  periods: 'all' | 'latest' = 'all',
): ContextPrior | null {
  const groups = [...groupsOf(people.users), ...periodsOf(people.lastRatedAt, periods)];
  if (groups.length === 0) return null;
  const everybody = likesOf(interactions, () => 1);
  const { movieCount } = interactions;
  const columns = new Float32Array(groups.length * movieCount);
  groups.forEach((group, at) => {
    const likes = likesOf(interactions, (user) => group.weightOf(user));
    columns.set(contextColumn(likes, everybody), at * movieCount);
  });
  return { values: groups.map(({ value }) => value), columns, weight: weightIn(blocks) };
}

/** `o_c` of the likes of one group, `[M]`; zero for a movie that nobody likes. */
export function contextColumn(likes: Float64Array, everybody: Float64Array): Float32Array {
  const total = sum(everybody);
  const groupTotal = sum(likes);
  const share = everybody.map((count) => (total > 0 ? count / total : 0));
  const roots = share.map(Math.sqrt);
  const mean = sum(roots) / roots.length;
  const deviation = Math.sqrt(sum(roots.map((root) => (root - mean) ** 2)) / roots.length);
  return Float32Array.from(likes, (count, movie) => {
    const shrunk = (count + PRIOR_LIKES * share[movie]) / (groupTotal + PRIOR_LIKES);
    return deviation > 0 ? (Math.sqrt(shrunk) - roots[movie]) / deviation : 0;
  });
}

function weightIn(blocks: readonly { readonly weight: number }[]): ContextPrior['weight'] {
  const scale = blocks.reduce((total, { weight }) => total + weight, 0);
  const scaled = (curve: Curve): number[] => Array.from(curve, (weight) => scale * weight);
  return {
    gender: scaled(WEIGHT.gender),
    age: scaled(WEIGHT.age),
    occupation: scaled(WEIGHT.occupation),
    period: scaled(WEIGHT.period),
  };
}

function groupsOf(users: DescribedPeople['users']): Group[] {
  const ageGroups = users.map((user) => {
    const age = user?.age ?? null;
    return age === null ? undefined : AGE_GROUPS.findLast((lowest) => lowest <= age);
  });
  return [
    ...valuesOf('gender', (user) => users[user]?.gender ?? undefined, users.length),
    ...valuesOf('age', (user) => ageGroups[user], users.length),
    ...valuesOf('occupation', (user) => users[user]?.occupation ?? undefined, users.length),
  ];
}

/** One group for each value that somebody has, ascending. */
function valuesOf(
  kind: ContextKind,
  valueOf: (user: number) => ContextValue['value'] | undefined,
  userCount: number,
): Group[] {
  const values = new Set<ContextValue['value']>();
  for (let user = 0; user < userCount; user++) {
    const value = valueOf(user);
    if (value !== undefined) values.add(value);
  }
  return [...values]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((value) => ({
      value: { kind, value },
      weightOf: (user) => (valueOf(user) === value ? 1 : 0),
    }));
}

/** Quarters of a year from the first person's last rating on, the last one after everybody's. */
function periodsOf(lastRatedAt: Int32Array | undefined, periods: 'all' | 'latest'): Group[] {
  const known = lastRatedAt?.filter((at) => at > 0) ?? new Int32Array(0);
  if (!lastRatedAt || known.length === 0) return [];
  const quarterAfter = (at: number): number => Math.floor(at / PERIOD_SECONDS) + 1;
  const last = quarterAfter(known.reduce((a, b) => Math.max(a, b)));
  const first = periods === 'latest' ? last : quarterAfter(known.reduce((a, b) => Math.min(a, b)));
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const begin = (first + i) * PERIOD_SECONDS;
    return {
      value: { kind: 'period', value: begin },
      weightOf: (user) => {
        const at = lastRatedAt[user];
        return at > 0 && at < begin ? Math.exp((at - begin) / FORGETTING_SECONDS) : 0;
      },
    };
  });
}

/** `[M]` likes, each counting as much as the person does. */
function likesOf(
  { offsets, movies, halfStars, userCount, movieCount }: Interactions,
  weightOf: (user: number) => number,
): Float64Array {
  const likes = new Float64Array(movieCount);
  for (let user = 0; user < userCount; user++) {
    const weight = weightOf(user);
    if (weight === 0) continue;
    for (let cell = offsets[user]; cell < offsets[user + 1]; cell++) {
      if (halfStars[cell] >= LIKED_FROM_HALF_STARS) likes[movies[cell]] += weight;
    }
  }
  return likes;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
