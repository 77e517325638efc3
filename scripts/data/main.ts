/** @file `npm run data`: fetches a MovieLens data set, or reads one that is there, and checks it. */
import { runCommand } from '../cli/command';
import { formatBytes } from '../cli/format';
import type { OptionTable } from '../cli/options';
import { createProgress } from '../cli/progress';
import type { Progress } from '../cli/progress';
import { DATASET_NAMES, DEFAULT_CACHE_FOLDER } from './datasets';
import type { DatasetName } from './datasets';
import { obtainDataset } from './obtain';
import type { ObtainStep, StepProgress } from './obtain';
import { summarise } from './summary';

const options = {
  dataset: { kind: 'text', help: 'Which data set', choices: DATASET_NAMES, required: true },
  from: {
    kind: 'text',
    placeholder: 'folder or zip',
    help: 'Read this instead of downloading; a zip is unpacked into the cache',
  },
  out: {
    kind: 'text',
    placeholder: 'folder',
    help: 'The cache, where data sets are kept',
    default: DEFAULT_CACHE_FOLDER,
  },
} as const satisfies OptionTable;

const spec = {
  usage: 'npm run data --',
  summary:
    'Downloads a MovieLens data set from GroupLens (resumable, checksum verified) or reads a given ' +
    'one, and checks every line of it.',
  options,
  examples: [
    'npm run data -- --dataset ml-latest-small',
    'npm run data -- --dataset ml-1m --from ~/Downloads/ml-1m.zip',
  ],
};

process.exitCode = await runCommand(spec, process.argv.slice(2), async (args, { signal }) => {
  const obtained = await obtainDataset(args.dataset as DatasetName, {
    from: args.from,
    cacheFolder: args.out,
    onProgress: progressOfSteps(args.dataset),
    signal,
  });
  return summarise(obtained);
});

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
