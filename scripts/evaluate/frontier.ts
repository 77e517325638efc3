/**
 * @file Protocol P6, what each dial costs: accuracy against variety, calibration and popularity at
 * several settings, on the same people with everything given.
 */
import type { History } from '../../models/dataset/columns';
import {
  exposureFigures,
  listFigures,
  type CatalogueFacts,
  type ExposureFigures,
  type ListFigures,
} from '../../models/metrics/beyondAccuracy';
import { ALL_RATINGS } from '../../models/metrics/foldInEvaluation';
import { given, type HeldOutPerson } from '../../models/metrics/foldInProtocol';
import { hitsOf, ndcgAt } from '../../models/metrics/topK';
import { CANDIDATES } from '../../models/ranking/rankCandidates';
import { NEUTRAL_DIALS, type Dials, type DiversityMethod } from '../../models/rerank/dials';
import { rerank, type RerankingFacts } from '../../models/rerank/rerank';
import { selectTopK } from '../../models/retrieval/topK';
import { estimate, type Estimate } from './summary';

/** What is re-ranked: scores of a system under test, and what the dials and metrics know. */
export interface FrontierSubject {
  /** Ranking score of every movie, `[M]`, as `TrainedSystem.scores`. */
  scores(history: History): Float32Array | Promise<Float32Array>;
  readonly reranking: RerankingFacts;
  readonly catalogue: CatalogueFacts;
}

export interface DialSetting {
  readonly label: string;
  readonly dials: Dials;
  readonly diversityMethod?: DiversityMethod;
}

/** Means over the people at one setting. */
export interface FrontierRow {
  readonly setting: string;
  readonly people: number;
  readonly ndcg20: Estimate;
  readonly ndcg100: Estimate;
  /** Paired difference of NDCG@100 to neutral dials. */
  readonly cost: Estimate;
  /** Of the first {@link LIST_LENGTH}. */
  readonly list: Readonly<Record<keyof ListFigures, number>>;
  readonly exposure: ExposureFigures;
}

/** P6 looks at the first twenty. */
const LIST_LENGTH = 20;
const LONGEST = 100;
const STEPS = [0.25, 0.5, 0.75, 1] as const;

/** Neutral first, then each dial alone at several settings. */
const FRONTIER_SETTINGS: readonly DialSetting[] = [
  { label: 'neutral', dials: NEUTRAL_DIALS },
  ...(['mmr', 'dpp'] as const).flatMap((diversityMethod) =>
    STEPS.map((diversity) => ({
      label: `diversity ${diversity} (${diversityMethod.toUpperCase()})`,
      dials: { ...NEUTRAL_DIALS, diversity },
      diversityMethod,
    })),
  ),
  ...STEPS.map((calibration) => ({
    label: `calibration ${calibration}`,
    dials: { ...NEUTRAL_DIALS, calibration },
  })),
  ...[-1, -0.5, -0.25, 0.25, 0.5, 1].map((popularity) => ({
    label: `popularity ${popularity}`,
    dials: { ...NEUTRAL_DIALS, popularity },
  })),
];

interface Measured {
  readonly list: readonly number[];
  readonly ndcg20: number;
  readonly ndcg100: number;
  readonly figures: ListFigures;
}

/** Measures the people with targets at every setting; the first setting is the one compared with. */
export async function frontier(
  subject: FrontierSubject,
  people: readonly HeldOutPerson[],
  settings: readonly DialSetting[] = FRONTIER_SETTINGS,
  onPerson: () => void = () => undefined,
): Promise<FrontierRow[]> {
  const measured = settings.map((): Measured[] => []);
  for (const person of people) {
    if (person.targets.size === 0) continue;
    const candidates = await candidatesFor(subject, person);
    settings.forEach((setting, s) => {
      measured[s].push(measure(subject, person, candidates, setting));
    });
    onPerson();
  }
  const movieCount = subject.catalogue.genres.length;
  return settings.map(({ label }, s) => rowOf(label, measured[s], measured[0], movieCount));
}

/** The table of a frontier. */
export function frontierMarkdown(rows: readonly FrontierRow[]): string {
  const header = [
    ...['Dials', 'NDCG@20', 'NDCG@100', '− neutral', 'genre ILD', 'audience ILD'],
    ...['calibration KL', 'popularity', 'novelty (bits)', 'coverage', 'Gini'],
  ];
  const lines = rows.map(({ setting, ndcg20, ndcg100, cost, list, exposure }) => [
    setting,
    digits(ndcg20.mean, 4),
    digits(ndcg100.mean, 4),
    `${digits(cost.mean, 4)} ± ${digits(cost.standardError, 4)}`,
    digits(list.genreDiversity, 3),
    digits(list.audienceDiversity, 3),
    digits(list.calibrationKl, 3),
    digits(list.popularityPercentile, 3),
    digits(list.novelty, 2),
    digits(exposure.coverage, 3),
    digits(exposure.gini, 3),
  ]);
  return [header, header.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

async function candidatesFor(
  subject: FrontierSubject,
  person: HeldOutPerson,
): Promise<{ movie: number; score: number }[]> {
  const known = new Set(person.pool.movies);
  const all = await subject.scores(given(person, ALL_RATINGS));
  const top = selectTopK(all, CANDIDATES, (movie) => !known.has(movie));
  return Array.from(top.positions, (movie, rank) => ({ movie, score: top.scores[rank] }));
}

function measure(
  { reranking, catalogue }: FrontierSubject,
  person: HeldOutPerson,
  candidates: readonly { movie: number; score: number }[],
  { dials, diversityMethod }: DialSetting,
): Measured {
  const history = given(person, ALL_RATINGS);
  const options = { dials, diversityMethod, history, places: LONGEST };
  const order = rerank(candidates, reranking, options).map(({ movie }) => movie);
  const hits = hitsOf(order, person.targets, LONGEST);
  const list = order.slice(0, LIST_LENGTH);
  return {
    list,
    ndcg20: ndcgAt(LIST_LENGTH, hits, person.targets.size),
    ndcg100: ndcgAt(LONGEST, hits, person.targets.size),
    figures: listFigures(list, history, catalogue),
  };
}

function rowOf(
  setting: string,
  people: readonly Measured[],
  neutral: readonly Measured[],
  movieCount: number,
): FrontierRow {
  const mean = (name: keyof ListFigures): number =>
    people.reduce((sum, { figures }) => sum + figures[name], 0) / people.length;
  return {
    setting,
    people: people.length,
    ndcg20: estimate(people.map(({ ndcg20 }) => ndcg20)),
    ndcg100: estimate(people.map(({ ndcg100 }) => ndcg100)),
    cost: estimate(people.map(({ ndcg100 }, i) => ndcg100 - neutral[i].ndcg100)),
    list: {
      genreDiversity: mean('genreDiversity'),
      audienceDiversity: mean('audienceDiversity'),
      calibrationKl: mean('calibrationKl'),
      popularityPercentile: mean('popularityPercentile'),
      novelty: mean('novelty'),
    },
    exposure: exposureFigures(
      people.map(({ list }) => list),
      movieCount,
    ),
  };
}

function digits(value: number, decimals: number): string {
  return value.toFixed(decimals);
}
