/** @file `npm run data`: fetches, reads and checks a MovieLens data set, or generates one like it. */
import { runCommand } from '../cli/command';
import { EXIT, Failure } from '../cli/failure';
import { formatBytes } from '../cli/format';
import type { OptionTable } from '../cli/options';
import { createProgress } from '../cli/progress';
import type { Progress } from '../cli/progress';
import { stageProgress } from '../cli/stageProgress';
import { generateDataset, type GeneratedDataset } from './generate/generateDataset';
import { MOVIE_LENS_32M, type RatingWorld } from './generate/ratingWorld';
import { DATASET_NAMES, DEFAULT_CACHE_FOLDER } from './datasets';
import type { DatasetName } from './datasets';
import { obtainDataset } from './obtain';
import type { ObtainStep, StepProgress } from './obtain';
import { summarise } from './summary';

/** What can be generated. */
const WORLDS: Readonly<Record<string, RatingWorld>> = { 'ml-32m': MOVIE_LENS_32M };
const SMALLEST_SCALE = 0.0001;

const options = {
  dataset: { kind: 'text', placeholder: 'name', help: 'Which data set', choices: DATASET_NAMES },
  from: {
    kind: 'text',
    placeholder: 'folder or zip',
    help: 'Read this instead of downloading; a zip is unpacked into the cache',
  },
  out: {
    kind: 'text',
    placeholder: 'folder',
    help: `The cache, where data sets are kept (default: ${DEFAULT_CACHE_FOLDER}); with --generate, the new folder`,
  },
  generate: {
    kind: 'text',
    help: 'Write made-up ratings with the size and distributions of this set, for measuring',
    choices: Object.keys(WORLDS),
  },
  scale: {
    kind: 'number',
    help: 'With --generate: share of its users and ratings',
    minimum: SMALLEST_SCALE,
    maximum: 1,
    default: 1,
  },
  seed: { kind: 'integer', help: 'With --generate: seed', minimum: 0, default: 1 },
} as const satisfies OptionTable;

const spec = {
  usage: 'npm run data --',
  summary:
    'Downloads a MovieLens data set from GroupLens (resumable, checksum verified) or reads a given ' +
    'one, and checks every line of it. Or generates one of a given size.',
  options,
  examples: [
    'npm run data -- --dataset ml-latest-small',
    'npm run data -- --dataset ml-1m --from ~/Downloads/ml-1m.zip',
    'npm run data -- --generate ml-32m --scale 0.01 --out .cache/generated',
  ],
};

process.exitCode = await runCommand(spec, process.argv.slice(2), async (args, { signal }) => {
  if (args.generate !== undefined) return generate(args.generate, args, signal);
  if (args.dataset === undefined) throw wrongUse('Neither --dataset nor --generate is given.');
  const obtained = await obtainDataset(args.dataset as DatasetName, {
    from: args.from,
    cacheFolder: args.out ?? DEFAULT_CACHE_FOLDER,
    onProgress: progressOfSteps(args.dataset),
    signal,
  });
  return summarise(obtained);
});

async function generate(
  name: string,
  { scale, seed, out }: { readonly scale: number; readonly seed: number; readonly out?: string },
  signal: AbortSignal,
): Promise<GeneratedDataset> {
  // In the cache they would pass for the real ratings.
  if (out === undefined) throw wrongUse('--generate needs a folder of its own: --out <folder>.');
  const writing = stageProgress(`Generating ${name}`);
  const generated = await generateDataset(WORLDS[name], {
    ...{ name, scale, seed, out, signal },
    onProgress: (...step) => writing.onStep(...step),
  });
  writing.finish();
  return generated;
}

function wrongUse(message: string): Failure {
  return new Failure('cli.arguments', message, 'Run it with --help to see what it takes.', {
    exitStatus: EXIT.wrongArguments,
  });
}

/** One bar after the other. */
function progressOfSteps(name: string): StepProgress {
  const labels: Record<ObtainStep, string> = {
    download: `Downloading ${name}`,
    unzip: `Unpacking ${name}`,
    read: `Reading ${name}`,
  };
  const bars = new Map<ObtainStep, Progress>();
  return (step, done, total) => {
    const bar =
      bars.get(step) ??
      createProgress({ label: labels[step], total: total ?? undefined, format: formatBytes });
    bars.set(step, bar);
    bar.update(done);
    if (done === total) bar.finish();
  };
}
