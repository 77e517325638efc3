/** @file The tables of `npm run bench -- --retrieval`. */
import { formatBytes, formatCount } from '../../cli/format';
import { markdownTable } from '../../cli/markdownTable';
import type { ProblemReport } from './curves';
import type { MeasuredPoint } from './measure';

/** One run of the benchmark. */
export interface RetrievalReport {
  readonly command: string;
  readonly node: string;
  readonly problems: readonly ProblemReport[];
  /** Variants of the index on the pack's table; empty where it was not measured. */
  readonly variants: readonly MeasuredPoint[];
}

/** The tables, under a heading of their own. */
export function renderReport(report: RetrievalReport): string {
  return [
    '## Retrieval: exact search and the index',
    `\`\`\`sh\n${report.command}\n\`\`\``,
    `Measured by one process (Node ${report.node}, one core), answers of 100. What the index is, and what ` +
      'its bytes are: [retrieval.md](retrieval.md).',
    ...report.problems.flatMap(renderProblem),
    ...(report.variants.length > 0 ? renderVariants(report) : []),
  ].join('\n\n');
}

function renderProblem(report: ProblemReport): string[] {
  const { problem, rows, dimensions, scann, curves, requests, chosen } = report;
  const names: Record<string, string> = {
    pack: 'real embeddings of the pack, queries of people that did not shape the index',
    clustered: 'a mixture of 1,000 normal clusters',
    random: 'independent normal vectors',
  };
  const lines = curves.flatMap(({ system, points }) =>
    points.map((point) => [system, ...cells(report, point)]),
  );
  const builds = curves.flatMap(({ system, buildSeconds }) =>
    buildSeconds === null ? [] : [`${system} ${buildSeconds.toFixed(0)} s`],
  );
  const measured = chosen.measured.map(({ name, medianMs }) => `${name} ${medianMs.toFixed(2)} ms`);
  return [
    `### ${formatCount(rows)} × ${dimensions}: ${names[problem] ?? problem}`,
    `${scann.partitions} partitions, ${scann.subspaces} subspaces, file ${formatBytes(scann.fileBytes)}; ` +
      `built in: ${builds.join(', ')}; peak memory of the run so far ${formatBytes(report.peakResidentBytes)}. ` +
      `\`chooseIndex\` takes **${chosen.name}** here (${measured.join(', ')}).`,
    markdownTable(
      ['System', 'Setting', 'Recall@100', 'Median', 'p95', 'Bytes', 'of f32', 'of int8'],
      lines,
    ),
    'The index as built, for other requests:',
    markdownTable(
      ['Request', 'Recall', 'Median', 'p95', 'Bytes', 'of f32', 'of int8'],
      requests.map((point) => cells(report, point)),
    ),
  ];
}

function renderVariants({ variants, problems }: RetrievalReport): string[] {
  const pack = problems.find(({ problem }) => problem === 'pack') ?? problems[0];
  return [
    '### What each choice is worth',
    'On the pack, one choice changed at a time, each at its own tuned operating point:',
    markdownTable(
      ['Variant', 'Recall@100', 'Median', 'p95', 'Bytes', 'of f32', 'of int8'],
      variants.map((point) => cells(pack, point)),
    ),
  ];
}

function cells({ bruteForceBytes }: ProblemReport, point: MeasuredPoint): string[] {
  const { setting, recall, medianMs, p95Ms, bytes } = point;
  const share = (whole: number): string =>
    bytes === null ? '' : `1/${(whole / bytes).toFixed(1)}`;
  return [
    setting,
    recall.toFixed(3).replace(/^0/, ''),
    `${medianMs.toFixed(2)} ms`,
    `${p95Ms.toFixed(2)} ms`,
    bytes === null ? '' : formatBytes(bytes),
    share(bruteForceBytes),
    share(bruteForceBytes / Float32Array.BYTES_PER_ELEMENT),
  ];
}
