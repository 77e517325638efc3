/** @file The tables of studies: what rankers read and cross, and what dials cost; in Markdown. */
import { decimal, markdownTable, signedDecimal } from '../cli/markdownTable';
import type { EvaluationReport, ProtocolReport } from './report';
import type { CrossWeights, FrontierPoint, Importance } from './studyReport';

/** Single features that are shown; the JSON result has all of them. */
const MOST_FEATURES = 12;
const FIGURE_DIGITS = 3;
const NORM_DIGITS = 2;

const IMPORTANCE_TEXT =
  'What the ranker reads, by what is lost without it: the values of a group of features, or of one, are shuffled among the candidates of a person (the group “person” is exchanged for that of another person), and the candidates are ranked again. The retrieval score that the ranker corrects stays. “Without the ranker” is the order of retrieval. Mean loss of NDCG@100 ± standard error over';
const CROSS_TEXT =
  'Norms of the blocks of the first cross layer: how strongly what a row names multiplies what a column names. A group of more features has larger norms.';
const FRONTIER_TEXT =
  'What the dials cost: each alone, everything given, the same ranked candidates of';

/** Texts and tables of one protocol; none where nothing was studied. */
export function studyTables(
  { titles }: Pick<EvaluationReport, 'titles'>,
  { importance = [], crossWeights = [], frontier = [] }: ProtocolReport,
): string[] {
  const titleOf = (system: string): string => titles[system] ?? system;
  return [
    ...bySystem(importance).flatMap(([system, rows]) => importanceTables(titleOf(system), rows)),
    ...(crossWeights.length > 0 ? [CROSS_TEXT] : []),
    ...crossWeights.map((weights) => crossWeightsTable(titleOf(weights.system), weights)),
    ...bySystem(frontier).flatMap(([system, points]) => [
      `${FRONTIER_TEXT} ${peopleText(points[0].people)}.`,
      frontierTable(titleOf(system), points),
    ]),
  ];
}

/** How much of each feature (rows) multiplies each other (columns). */
function crossWeightsTable(title: string, { features, norms }: CrossWeights): string {
  const rows = features.map((name, i) => [
    name,
    ...features.map((_, j) => decimal(norms[i][j], NORM_DIGITS)),
  ]);
  return markdownTable([`Cross weights of ${title}`, ...features], rows);
}

function importanceTables(title: string, rows: readonly Importance[]): string[] {
  const groups = rows.filter(({ kind }) => kind !== 'feature');
  const features = rows.filter(({ kind }) => kind === 'feature');
  return [
    `${IMPORTANCE_TEXT} ${peopleText(rows[0].count)}.`,
    importanceTable(`${title}, groups of features`, groups, groups.length),
    importanceTable(`${title}, single features`, features, MOST_FEATURES),
  ];
}

/** The most important first, by their largest loss at any level. */
function importanceTable(corner: string, rows: readonly Importance[], most: number): string {
  const levels = [...new Set(rows.map(({ level }) => level))];
  const largest = (feature: string): number =>
    Math.max(...rows.filter((row) => row.feature === feature).map(({ loss }) => loss ?? -Infinity));
  const names = [...new Set(rows.map(({ feature }) => feature))]
    .sort((a, b) => largest(b) - largest(a))
    .slice(0, most);
  const cells = names.map((feature) => {
    const of = rows.filter((row) => row.feature === feature);
    return [
      of[0].kind === 'ranker' ? 'without the ranker' : feature,
      ...levels.map((level) => lossText(of.find((row) => row.level === level))),
    ];
  });
  return markdownTable([corner, ...levels.map((level) => `n = ${level}`)], cells);
}

function lossText(row: Importance | undefined): string {
  if (!row || row.loss === null) return decimal(null);
  return `${decimal(row.loss)} ± ${decimal(row.standardError)}`;
}

function frontierTable(title: string, points: readonly FrontierPoint[]): string {
  const header = [
    ...[`Dials, ${title}`, 'NDCG@20', 'NDCG@100', 'NDCG@100 − neutral'],
    ...['Genre diversity', 'Audience diversity', 'Calibration KL', 'Popularity percentile'],
  ];
  const rows = points.map((point, at) => [
    point.setting,
    decimal(point.ndcg20),
    decimal(point.ndcg100),
    at === 0 || point.change === null
      ? decimal(null)
      : `${signedDecimal(point.change)} ± ${decimal(point.changeStandardError)}`,
    decimal(point.genreDiversity, FIGURE_DIGITS),
    decimal(point.audienceDiversity, FIGURE_DIGITS),
    decimal(point.calibrationKl, FIGURE_DIGITS),
    decimal(point.popularityPercentile, FIGURE_DIGITS),
  ]);
  return markdownTable(header, rows);
}

function peopleText(count: number): string {
  return `${count.toLocaleString('en-US')} people of the first fold`;
}

function bySystem<T extends { readonly system: string }>(rows: readonly T[]): [string, T[]][] {
  const systems = [...new Set(rows.map(({ system }) => system))];
  return systems.map((system) => [system, rows.filter((row) => row.system === system)]);
}
