/**
 * @file `npm run bench -- --fitting`: what fitting a user embedding takes on the device, from nothing and
 * after one rating more, on the backends that Node has, and how near it comes to the exact solution.
 */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import type { History } from '../../../models/dataset/columns';
import { createRandom } from '../../../models/dataset/random';
import { featureSourceOfPack } from '../../../models/pack/assemble';
import { UserFitter } from '../../../models/personalize/userFitter';
import { foldInAll } from '../../../models/towers/closedForm';
import type { TwoTowerSpace } from '../../../models/towers/space';
import { writeGenerated } from '../../cli/generatedPart';
import { stageProgress } from '../../cli/stageProgress';
import { readPack } from '../../pack/readPack';
import { startWasmBackend } from '../../runtime/wasmBackend';
import { spreadOf } from '../statistics';
import { drawHistory, withoutOne } from './histories';
import { renderFitting, type FittingReport, type FittingRow, type Start } from './report';

const COMMAND = 'npm run bench -- --fitting';
const SIZES = [1, 10, 100, 1000] as const;
/** People of each size, each fitted once. */
const RUNS = 20;
const WARM_UP_RUNS = 3;
const SEED = 20_260_809;

/** One person to fit. */
interface Person {
  readonly history: History;
  readonly exact: Float32Array;
  /** Where the fit begins; null for the origin. */
  readonly start: Float32Array | null;
}

/** Measures the pack in a folder; the table goes into the page `markdown`, else to stderr. */
export async function measureFitting(
  folder: string,
  markdown: string | undefined,
  signal: AbortSignal,
): Promise<FittingReport> {
  const { manifest, ...pack } = await readPack(folder);
  const { space } = featureSourceOfPack({ manifest, ...pack });
  const rows = await measureSpace(space, pack.catalogue.ratingCount, signal);
  const report: FittingReport = {
    command: COMMAND,
    node: process.version,
    pack: manifest.name,
    movies: manifest.counts.rated,
    dimensions: space.blocks.map(({ dimensions }) => dimensions),
    rows,
  };
  if (markdown !== undefined) await writeGenerated(markdown, COMMAND, renderFitting(report));
  else process.stderr.write(`\n${renderFitting(report)}\n\n`);
  return report;
}

/**
 * Every backend, number of ratings and start.
 *
 * @param sizes numbers of ratings
 */
export async function measureSpace(
  space: TwoTowerSpace,
  ratingCount: Int32Array,
  signal: AbortSignal,
  sizes: readonly number[] = SIZES,
): Promise<FittingRow[]> {
  const rows: FittingRow[] = [];
  const progress = stageProgress('Fitting');
  const people = sizes.map((ratings) => peopleOf(space, ratingCount, ratings));
  const total = 2 * sizes.length * 2;
  for (const backend of ['wasm', 'cpu']) {
    if (backend === 'wasm') await startWasmBackend();
    else await setBackend(backend);
    const fitter = new UserFitter(space);
    try {
      for (const [size, ratings] of sizes.entries()) {
        for (const start of ['cold', 'warm'] as const) {
          signal.throwIfAborted();
          const measured = await measureRow(fitter, people[size][start]);
          rows.push({ backend, ratings, start, ...measured });
          progress.onStep(rows.length, total, `${backend}, ${ratings} ratings`);
        }
      }
    } finally {
      fitter.dispose();
    }
  }
  progress.finish();
  return rows;
}

/** The same people for every backend; cold and warm starts end at the same embedding. */
function peopleOf(
  space: TwoTowerSpace,
  ratingCount: Int32Array,
  ratings: number,
): Readonly<Record<Start, readonly Person[]>> {
  const random = createRandom(SEED + ratings);
  const cold = Array.from({ length: RUNS }, (): Person => {
    const history = drawHistory(ratingCount, ratings, random);
    return { history, exact: foldInAll(space, history), start: null };
  });
  const warm = cold.map((person, run): Person => {
    const before = withoutOne(person.history, SEED + run);
    return { ...person, start: foldInAll(space, before) };
  });
  return { cold, warm };
}

async function measureRow(
  fitter: UserFitter,
  people: readonly Person[],
): Promise<Pick<FittingRow, 'milliseconds' | 'steps' | 'distance'>> {
  for (const { history, start } of people.slice(0, WARM_UP_RUNS)) {
    await fitter.fit(history, start);
  }
  const milliseconds: number[] = [];
  const steps: number[] = [];
  const distances: number[] = [];
  for (const { history, exact, start } of people) {
    const started = performance.now();
    const fit = await fitter.fit(history, start);
    milliseconds.push(performance.now() - started);
    steps.push(fit?.curve.at(-1)?.step ?? 0);
    distances.push(relativeDistance(fit?.vector ?? new Float32Array(exact.length), exact));
  }
  return {
    milliseconds: spreadOf(milliseconds),
    steps: spreadOf(steps),
    distance: Math.max(...distances),
  };
}

function relativeDistance(vector: Float32Array, exact: Float32Array): number {
  const largest = vector.reduce((most, value, i) => Math.max(most, Math.abs(value - exact[i])), 0);
  return largest === 0 ? 0 : largest / Math.hypot(...exact);
}
