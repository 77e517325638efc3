/**
 * @file `npm run bench -- --scale 0.01,0.03`: data, training and packing on generated sets of a share
 * of ML-32M's size, each command in a process of its own, and how time and memory grow.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { EXIT, Failure } from '../../cli/failure';
import { MOVIE_LENS_32M } from '../../data/generate/ratingWorld';
import { extrapolatedMemory, extrapolatedTime, growthExponent, type CostAtSize } from './growth';
import { runMeasured, type Usage } from './measuredCommand';

const DATASET = 'ml-32m';
const WORK_FOLDER = join('.cache', 'scale');

type Step = 'generate' | 'data' | 'train' | 'pack';

const dataSchema = v.object({ users: v.number(), ratings: v.number(), ratedMovies: v.number() });
const packSchema = v.object({ bytes: v.object({ rated: v.number(), unrated: v.number() }) });

/** What one size took. */
interface ScaleRun extends v.InferOutput<typeof dataSchema> {
  readonly scale: number;
  /** Of the pack, compressed. */
  readonly packBytes: number;
  readonly steps: Readonly<Record<Step, Usage>>;
}

/** Growth of one step over the ratings; null with fewer than two sizes. */
interface Growth {
  readonly cpuExponent: number;
  readonly memoryExponent: number;
  /** Extrapolated, not measured. */
  readonly atFullSize: { readonly cpuSeconds: number; readonly peakBytes: number };
}

/** Measures each scale and writes the result to `out` after each one. */
export async function measureScale(
  scales: readonly number[],
  out: string | undefined,
  signal: AbortSignal,
): Promise<unknown> {
  const legal = scales.every((scale) => scale > 0 && scale <= 1);
  if (!legal) {
    throw new Failure(
      'cli.arguments',
      `--scale takes shares above 0 and up to 1, not ${scales.join(',')}.`,
      'Pass for example --scale 0.01,0.03.',
      { exitStatus: EXIT.wrongArguments },
    );
  }
  const runs: ScaleRun[] = [];
  let result: unknown = null;
  for (const scale of scales) {
    runs.push(await measureOne(scale, signal));
    result = {
      machine: { processor: cpus()[0]?.model, processors: cpus().length, node: process.version },
      fullSize: MOVIE_LENS_32M.ratings,
      runs,
      growth: runs.length < 2 ? null : growthOf(runs),
    };
    if (out !== undefined) await writeFile(out, `${JSON.stringify(result, null, 2)}\n`);
  }
  return result;
}

async function measureOne(scale: number, signal: AbortSignal): Promise<ScaleRun> {
  const folder = join(WORK_FOLDER, String(scale));
  const ratings = join(folder, 'ratings');
  const pack = join(folder, `pack-${scale}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const run = (verb: string, ...args: string[]): ReturnType<typeof runMeasured> =>
    runMeasured(verb, args, folder, signal);
  try {
    const generate = await run(
      'data',
      ...['--generate', DATASET, '--scale', String(scale), '--out', ratings],
    );
    const data = await run('data', '--dataset', DATASET, '--from', ratings);
    const train = await run('train', '--datasets', DATASET, '--from', ratings, '--out', pack);
    const packing = await run('pack', '--pack', pack);
    const { bytes } = v.parse(packSchema, packing.result);
    return {
      scale,
      ...v.parse(dataSchema, data.result),
      packBytes: bytes.rated + bytes.unrated,
      steps: {
        generate: generate.usage,
        data: data.usage,
        train: train.usage,
        pack: packing.usage,
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function growthOf(runs: readonly ScaleRun[]): Record<Step, Growth> {
  const growth = (step: Step): Growth => {
    const over = (cost: (usage: Usage) => number): CostAtSize[] =>
      runs.map(({ ratings, steps }) => ({ size: ratings, cost: cost(steps[step]) }));
    const time = over(({ cpuSeconds }) => cpuSeconds);
    const memory = over(({ peakBytes }) => peakBytes);
    return {
      cpuExponent: growthExponent(time),
      memoryExponent: growthExponent(memory),
      atFullSize: {
        cpuSeconds: extrapolatedTime(time, MOVIE_LENS_32M.ratings),
        peakBytes: extrapolatedMemory(memory, MOVIE_LENS_32M.ratings),
      },
    };
  };
  return {
    generate: growth('generate'),
    data: growth('data'),
    train: growth('train'),
    pack: growth('pack'),
  };
}
