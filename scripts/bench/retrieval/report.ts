/** @file docs/retrieval.md from the measurements. */
import { formatBytes, formatCount } from '../../cli/format';
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

const INTRODUCTION = `# Retrieval: exact search and the ScaNN index

Retrieval asks for the movies with the largest inner product with a person's query. The page knows two
ways: exact search (one matrix product) and an index after ScaNN (Guo et al. 2020, *Accelerating
Large-Scale Inference with Anisotropic Vector Quantization*) in plain TypeScript. It measures both on
the device and keeps the faster.

1. **Space.** Rows are turned by \`Lᵀ\`, with \`L Lᵀ = E[q qᵀ]\` over people's queries (shrunk after Ledoit
   and Wolf): there, an error of a row is the error of its scores, and queries point everywhere alike,
   which is what the score-aware loss assumes.
2. **Partitions.** k-means; a query ranks them by the centroid's score plus a multiple of the
   partition's spread.
3. **Codes.** The residuals, rotated so that subspaces carry equal shares, are product-quantised with
   16 centres for each subspace of about four dimensions under the score-aware loss
   \`‖e‖² + (η − 1)(x̂ · e)²\`: about one bit a dimension.
4. **Scan.** Lookup tables for whole bytes of codes (pairs of codes), and for 16 bits of codes where
   more than 50,000 rows are scanned. Filtered movies are never candidates; those that would have been
   answers make the scan go deeper, one answer each.
5. **Exact scores** for the best candidates, from the same rows as exact search.

How much is scanned and scored exactly is measured when the index is built, on queries that did not
shape it: the fewest bytes for a recall of .97. **Bytes** are everything a search reads: query
transform, centroids, spreads, codebooks, codes of the scanned rows, movie and filter of every row that
beats the threshold, and the rows scored exactly. Exact search reads \`M · D · 4\` bytes, or a quarter of
that with 8-bit rows.
`;

/** The whole document. */
export function renderReport(report: RetrievalReport): string {
  const sections = [
    INTRODUCTION,
    `Measured by one process (Node ${report.node}, one core), answers of 100:\n\n\`\`\`sh\n${report.command}\n\`\`\`\n`,
    ...report.problems.map(renderProblem),
    ...(report.variants.length > 0 ? [renderVariants(report)] : []),
    CLOSING,
  ];
  return sections.join('\n');
}

const CLOSING = `## Notes

- hnswlib-wasm 0.8.2 (M = 16, efConstruction = 100) is made for browsers; here it runs on Node with a
  stand-in for IndexedDB. It is left out above 100,000 rows, where building its graph takes longer than
  everything else together. It does not count its bytes, and takes no filter mask. Its graph is made for
  distances: where rows differ much in length, as real embeddings do, walks along inner products miss
  many answers.
- Independent normal vectors have no neighbourhoods: partitions help nothing there, nearly all codes
  are scanned, and many candidates are needed because 1 bit a dimension leaves about a third of the
  variance. From 90,000 rows on they still cost less than 1/8 of the bytes.
- Exact scores hide most of what better codes could add: with them, the score-aware loss and the space
  shaped by queries change recall and bytes little on the pack.
- Tried and dropped: 16-bit integer lookup tables (V8 adds floats as fast, and the tables fit the cache
  either way) and column-wise codes (more than twice as slow: the sums go through memory). A second
  partition for each row (SOAR) was not built: on the pack, codes are less than a tenth of the bytes.
`;

function renderProblem(report: ProblemReport): string {
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
    `## ${formatCount(rows)} × ${dimensions}: ${names[problem] ?? problem}\n`,
    `${scann.partitions} partitions, ${scann.subspaces} subspaces, file ${formatBytes(scann.fileBytes)}; ` +
      `built in: ${builds.join(', ')}; peak memory of the run so far ${formatBytes(report.peakResidentBytes)}. ` +
      `\`chooseIndex\` takes **${chosen.name}** here (${measured.join(', ')}).\n`,
    table(
      ['System', 'Setting', 'Recall@100', 'Median', 'p95', 'Bytes', 'of f32', 'of int8'],
      lines,
    ),
    'The index as built, for other requests:\n',
    table(
      ['Request', 'Recall', 'Median', 'p95', 'Bytes', 'of f32', 'of int8'],
      requests.map((point) => cells(report, point)),
    ),
  ].join('\n');
}

function renderVariants({ variants, problems }: RetrievalReport): string {
  const pack = problems.find(({ problem }) => problem === 'pack') ?? problems[0];
  return [
    '## What each choice is worth\n',
    'On the pack, one choice changed at a time, each at its own tuned operating point:\n',
    table(
      ['Variant', 'Recall@100', 'Median', 'p95', 'Bytes', 'of f32', 'of int8'],
      variants.map((point) => cells(pack, point)),
    ),
  ].join('\n');
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

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}
