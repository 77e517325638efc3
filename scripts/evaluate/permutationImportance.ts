/**
 * @file Permutation importance of what a ranker reads (Breiman 2001): how much NDCG@100 is lost when a
 * feature is shuffled among the candidates of a person, so that it says nothing about any of them. What
 * is the same for all candidates of a person is exchanged for that of another person instead.
 */
import type { SystemState } from '../../models/baselines/system';
import { createRandom } from '../../models/dataset/random';
import { ALL_RATINGS, LIST_LENGTH, topKMetrics } from '../../models/metrics/foldInEvaluation';
import { given, type HeldOutPerson } from '../../models/metrics/foldInProtocol';
import { columnsOf, FEATURE_GROUPS, featureNames } from '../../models/ranking/featureNames';
import type { ScoredMovie, SecondStage, StageCandidates } from '../../models/ranking/secondStage';
import type { Job } from './jobs';
import { decodeObject, encodeObject } from './objectState';
import { peopleSample } from './peopleSample';
import { levelName } from './report';
import { meanMeasurement } from './statistics';
import type { CrossWeights, Importance } from './studyReport';

/** Ratings given. */
const LEVELS = [10, ALL_RATINGS] as const;
const MOST_PEOPLE = 500;
const SEED = 20_010_101;

/** What is permuted together. */
type Subject = Pick<Importance, 'kind' | 'feature'> & {
  /** Null where the whole correction is left out: the order of retrieval. */
  readonly columns: readonly number[] | null;
};

interface ImportanceAnswers {
  readonly subjects: readonly Subject[];
  /** `[levels, people]` NDCG@100 with every feature in its place */
  readonly undisturbed: Float64Array;
  /** `[levels, subjects, people]` */
  readonly permuted: Float64Array;
  readonly crossWeights: SecondStage['crossWeights'];
}

export const IMPORTANCE_JOB: Job = {
  name: 'permutation importance',
  kind: 'lists',
  settings: { levels: LEVELS.map(String), people: MOST_PEOPLE, seed: SEED, version: 1 },
  mostPeople: MOST_PEOPLE,
  answer: async ({ secondStage }, { people }, onPerson): Promise<SystemState> => {
    const sample = peopleSample(people, MOST_PEOPLE, SEED);
    if (!secondStage || sample.length === 0) return {};
    const subjects = subjectsOf(secondStage.genreNames);
    const undisturbed = new Float64Array(LEVELS.length * sample.length);
    const permuted = new Float64Array(undisturbed.length * subjects.length);
    const first = await openPerson(secondStage, sample[0]);
    let own = first;
    const random = createRandom(SEED);
    for (const [index, { targets }] of sample.entries()) {
      await onPerson();
      const isLast = index === sample.length - 1;
      const donor = isLast ? first : await openPerson(secondStage, sample[index + 1]);
      for (const [level, candidates] of own.entries()) {
        const order = random.shuffle(Int32Array.from(candidates.movies.keys()));
        const at = level * sample.length + index;
        undisturbed[at] = ndcgOf(await candidates.rankedBy(candidates.features), targets);
        for (const [s, { columns }] of subjects.entries()) {
          const ranked = columns
            ? await candidates.rankedBy(disturb(candidates, donor[level], order, columns))
            : Array.from(candidates.movies, (movie) => ({ movie }));
          const row = level * subjects.length + s;
          permuted[row * sample.length + index] = ndcgOf(ranked, targets);
        }
      }
      own = donor;
    }
    const { crossWeights } = secondStage;
    const answers: ImportanceAnswers = { subjects, undisturbed, permuted, crossWeights };
    return encodeObject(answers);
  },
};

/** The whole correction, each group of features, and each feature alone. */
function subjectsOf(genreNames: readonly string[]): Subject[] {
  return [
    { kind: 'ranker', feature: 'all', columns: null },
    ...FEATURE_GROUPS.map((group) => ({
      kind: 'group' as const,
      feature: group,
      columns: columnsOf(group, genreNames.length),
    })),
    ...featureNames(genreNames).map((feature, column) => ({
      kind: 'feature' as const,
      feature,
      columns: [column],
    })),
  ];
}

/** The candidates at every level; the whole pool is left out, as in P2. */
async function openPerson(stage: SecondStage, person: HeldOutPerson): Promise<StageCandidates[]> {
  const known = new Set(person.pool.movies);
  const levels: StageCandidates[] = [];
  for (const n of LEVELS) {
    levels.push(await stage.candidates(given(person, n), (movie) => !known.has(movie)));
  }
  return levels;
}

const PERSON_COLUMNS = new Set(columnsOf('person', 0));

/**
 * Features with some columns disturbed alike, so that what these say together stays together.
 *
 * @param order a permutation of the candidates
 */
function disturb(
  { features, movies }: StageCandidates,
  donor: StageCandidates,
  order: Int32Array,
  columns: readonly number[],
): Float32Array {
  const width = features.length / movies.length;
  const disturbed = features.slice();
  for (const column of columns) {
    const isOfPerson = PERSON_COLUMNS.has(column);
    for (let row = 0; row < movies.length; row++) {
      disturbed[row * width + column] = isOfPerson
        ? donor.features[column]
        : features[order[row] * width + column];
    }
  }
  return disturbed;
}

function ndcgOf(
  ranked: readonly Pick<ScoredMovie, 'movie'>[],
  targets: ReadonlySet<number>,
): number {
  const list = ranked.slice(0, LIST_LENGTH).map(({ movie }) => movie);
  return topKMetrics(list, targets).ndcg100;
}

/** Means over people of what was lost; nothing of a system without a second stage. */
export function importanceFigures(system: string, state: SystemState): Importance[] {
  const answers = answersOf(state);
  if (!answers) return [];
  const { subjects, undisturbed, permuted } = answers;
  const people = undisturbed.length / LEVELS.length;
  return LEVELS.flatMap((n, level) => {
    const base = undisturbed.subarray(level * people, (level + 1) * people);
    return subjects.map(({ kind, feature }, s) => {
      const start = (level * subjects.length + s) * people;
      const losses = base.map((ndcg, person) => ndcg - permuted[start + person]);
      const subject = { system, metric: 'ndcg100', level: levelName(n) };
      const { value, standardError, count } = meanMeasurement(subject, losses);
      return { system, level: subject.level, kind, feature, loss: value, standardError, count };
    });
  });
}

/** Cross weights of the same rankers. */
export function crossWeightFigures(system: string, state: SystemState): CrossWeights[] {
  const answers = answersOf(state);
  if (!answers) return [];
  const { features, norms } = answers.crossWeights;
  return [{ system, features: [...features], norms: norms.map((row) => [...row]) }];
}

/** The state comes from this version of the job: the cache's key says so. */
function answersOf(state: SystemState): ImportanceAnswers | null {
  return Object.keys(state).length === 0 ? null : (decodeObject(state) as ImportanceAnswers);
}
