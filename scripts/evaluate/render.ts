/** @file Sections of `docs/results.md` from JSON results. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { Failure } from '../cli/failure';
import { fileExists } from '../data/sourceFile';
import { mergeReports } from './mergeReports';
import { protocolTables } from './protocolTables';
import { documentTable } from './referenceProtocols/tables';
import { reportSchema, type EvaluationReport, type ProtocolReport } from './report';
import type { ResultSection } from './resultsPage';
import { targetTable } from './targetTable';

/** Whose part of the page this is. */
export const RESULTS_COMMAND = 'npm run evaluate';

const DATA_TITLES: Readonly<Record<string, string>> = {
  'ml-1m': 'MovieLens 1M',
  'ml-100k': 'MovieLens 100K',
  'ml-latest+ml-latest-small': 'The pooled latest sets',
};

const PROTOCOL_TITLES: Readonly<Record<ProtocolReport['protocol'], string>> = {
  P1: 'P1, likes only',
  P2: 'P2, everything rated',
  P3: 'P3, predicted stars',
  P4: 'P4, the reference documents’ own protocols',
  P5: 'P5, onboarding',
  P6: 'P6, beyond accuracy',
};

const PROTOCOL_TEXTS: Readonly<Record<ProtocolReport['protocol'], string>> = {
  P1: 'Ratings of 4 stars and more, people with at least five of them. 80 % of a held-out person’s likes are given, the other 20 % are the targets.',
  P2: '80 % of everything a held-out person rated may be given, of which the first `n` are, in a seeded order. The targets are the ratings of 4 stars and more in the other 20 %; the whole 80 % is left out of the list at every `n`.',
  P3: 'As P2, but every rating in the other 20 % is predicted, in stars. Errors are pooled over ratings.',
  P4: 'What is held out here is ratings, not people: a random fifth of everybody’s, for lists and stars, and, beside it, one random rating of everybody. One split each, so no intervals. The page never lists a film that its person has rated: its answers are those with training items left out.',
  P5: 'So many movies are shown one at a time; the person knows those of their 80 %, and rates them. NDCG@100 as in P2, and how many answers there were. At most 400 people of a fold are asked.',
  P6: 'The first 20 of P2’s lists with everything given. Diversity is the mean distance of two movies of a list, by genres and by who rated them; KL is between the genres of the list and of the history; coverage and Gini are over the lists of one fold.',
};

/** Reads results that `--out` wrote. */
export async function readReports(paths: readonly string[]): Promise<EvaluationReport[]> {
  return Promise.all(paths.map(readReport));
}

async function readReport(path: string): Promise<EvaluationReport> {
  if (!(await fileExists(path))) {
    throw new Failure(
      'evaluate.missing',
      `${path} cannot be read.`,
      'Name files that an earlier run wrote with --out.',
    );
  }
  const schema = v.pipe(v.string(), v.parseJson(), reportSchema);
  const parsed = v.safeParse(schema, await readFile(path, 'utf8'));
  if (parsed.success) return parsed.output;
  throw new Failure(
    'evaluate.format',
    `${path} is no result of this version of npm run evaluate: ${parsed.issues[0].message}.`,
    'Run the evaluation again with --out; what is in its cache is not computed twice.',
  );
}

/** One section for each protocol on each data set. */
export function sectionsOf(reports: readonly EvaluationReport[]): ResultSection[] {
  return mergeReports(reports).map(({ report, part, commands }) => ({
    data: DATA_TITLES[report.data.name] ?? report.data.name,
    protocol: PROTOCOL_TITLES[part.protocol],
    text: [...howMeasured(report, part, commands), ...renderProtocol(report, part)].join('\n\n'),
  }));
}

function howMeasured(
  report: EvaluationReport,
  part: ProtocolReport,
  commands: readonly string[],
): string[] {
  const { data, seed, folds, run, resamples } = report;
  const count = (value: number): string => value.toLocaleString('en-US');
  const tested =
    run === folds
      ? `each person is tested once in ${folds} folds`
      : `${run} of ${folds} folds of people ${run === 1 ? 'was' : 'were'} run`;
  const hasFolds = part.protocol !== 'P4';
  const details = [
    `${count(data.ratings)} ratings of ${count(data.movies)} movies by ${count(data.people)} people`,
    ...(hasFolds ? [tested] : []),
    `seed ${seed}`,
    ...(part.comparisons.length > 0
      ? [`intervals of 95 % from ${count(resamples)} paired bootstrap resamples of the people`]
      : []),
  ];
  return [`\`\`\`sh\n${commands.join('\n')}\n\`\`\``, `${details.join('; ')}.`];
}

function renderProtocol(report: EvaluationReport, part: ProtocolReport): string[] {
  const { protocol, notes } = part;
  return [
    PROTOCOL_TEXTS[protocol],
    targetTable(report, part),
    ...protocolTables(report, part),
    choiceText(report, part),
    ...notes,
    protocol === 'P4' ? documentTable(report.data.name, part.measurements) : '',
  ].filter((text) => text !== '');
}

function choiceText({ titles }: EvaluationReport, { choices }: ProtocolReport): string {
  const lines = Object.entries(choices).map(
    ([system, settings]) =>
      `${titles[system] ?? system}: ${settings.map((chosen) => JSON.stringify(chosen)).join(' ')}`,
  );
  if (lines.length === 0) return '';
  return `Chosen on validation people inside each training fold: ${lines.join('; ')}.`;
}
