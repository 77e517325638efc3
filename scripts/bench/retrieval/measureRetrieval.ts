/** @file `npm run bench -- --retrieval`: the trade-off of every index, at several sizes. */
import { writeFile } from 'node:fs/promises';
import { writeGenerated } from '../../cli/generatedPart';
import { readPack } from '../../pack/readPack';
import { startWasmBackend } from '../../runtime/wasmBackend';
import { measureVariants } from './ablation';
import { measureProblem, type ProblemReport } from './curves';
import type { MeasuredPoint } from './measure';
import { packProblem } from './packVectors';
import { renderReport, type RetrievalReport } from './report';
import { clusteredProblem, randomProblem } from './syntheticVectors';

const SYNTHETIC_DIMENSIONS = 64;
const SYNTHETIC_QUERIES = 1024;
const SEED = 20_260_807;
const COMMAND = 'npm run bench -- --retrieval';

export interface RetrievalRequest {
  /** Rows; the pack's own number stands for its table, any other for made-up vectors. */
  readonly sizes: readonly number[];
  /** Folder of the pack. */
  readonly pack: string;
  /** Folder of the data sets; default: what `npm run data` downloaded. */
  readonly from?: string;
  /** File for the report as JSON. */
  readonly out?: string;
  /** Page that the tables are written into. */
  readonly markdown?: string;
}

/** Measures every size and writes the report. */
export async function measureRetrieval(
  request: RetrievalRequest,
  signal: AbortSignal,
): Promise<RetrievalReport> {
  await startWasmBackend();
  const pack = await readPack(request.pack);
  const problems: ProblemReport[] = [];
  let report = reportOf(request, problems, []);
  for (const size of request.sizes) {
    const isPack = size === pack.manifest.counts.rated;
    for (const make of isPack ? [null] : [clusteredProblem, randomProblem]) {
      signal.throwIfAborted();
      const problem =
        make?.(size, SYNTHETIC_DIMENSIONS, SYNTHETIC_QUERIES, SEED) ??
        (await packProblem(pack, request.from, SEED, signal));
      problems.push(await measureProblem(problem));
      const variants = isPack ? await measureVariants(problem) : report.variants;
      report = reportOf(request, problems, variants);
      // After every problem: a large one may take minutes.
      await write(report, request);
    }
  }
  return report;
}

function reportOf(
  { sizes }: RetrievalRequest,
  problems: readonly ProblemReport[],
  variants: readonly MeasuredPoint[],
): RetrievalReport {
  const command = `${COMMAND} --sizes ${sizes.join(',')}`;
  return { command, node: process.version, problems, variants };
}

async function write(report: RetrievalReport, { out, markdown }: RetrievalRequest): Promise<void> {
  if (out !== undefined) await writeFile(out, `${JSON.stringify(report, null, 2)}\n`);
  if (markdown !== undefined) await writeGenerated(markdown, COMMAND, renderReport(report));
}
