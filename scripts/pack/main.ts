/** @file `npm run pack`: checks a pack as the page does, says what is in it, adds what it lacks. */
import { runCommand } from '../cli/command';
import type { OptionTable } from '../cli/options';
import { stageBars } from '../cli/stageProgress';
import { loadTrainingSet } from '../evaluate/trainingSet';
import { startWasmBackend } from '../runtime/wasmBackend';
import { readReports } from '../evaluate/render';
import { loadTrainingData } from '../train/trainingData';
import { addAlternatives } from './addAlternatives';
import { addCard } from './addCard';
import { addContext } from './addContext';
import { addIndex } from './addIndex';
import { ALTERNATIVE_NAMES, ALTERNATIVES } from './alternatives';
import { datasetsOf, type PackPeople } from './packPeople';
import { readPack } from './readPack';

const options = {
  pack: {
    kind: 'text',
    placeholder: 'folder',
    help: 'Folder of the pack',
    default: 'public/models/latest',
  },
  context: {
    kind: 'flag',
    help: 'Write what groups of people like into the pack first; takes its index out',
  },
  index: {
    kind: 'flag',
    help: 'Build the retrieval index and write it into the pack first',
  },
  alternatives: {
    kind: 'list',
    placeholder: 'system,…',
    choices: ALTERNATIVE_NAMES,
    help: 'Train these systems on all people and write them into the pack first',
  },
  card: {
    kind: 'list',
    placeholder: 'results.json,…',
    help: 'Write a model card from results of npm run evaluate into the pack first',
  },
  from: {
    kind: 'text',
    placeholder: 'folder',
    help: 'With --context, --index or --alternatives: folder of the data sets; default: what `npm run data` downloaded',
  },
} as const satisfies OptionTable;

const spec = {
  usage: 'npm run pack --',
  summary:
    'Verifies every hash, size and shape of a pack with the code that the page runs, and describes ' +
    'it. Before that, --context adds what groups of people like, --index the ScaNN index, ' +
    '--alternatives reference systems that the page can recommend with instead, and --card the ' +
    'model card, in this order. (`npm run train` writes packs.)',
  options,
  examples: [
    'npm run pack -- --pack public/models/latest',
    'npm run pack -- --pack public/models/latest --context --index',
    'npm run pack -- --pack public/models/latest --card latest.json,ml-1m.json',
    'npm run pack -- --alternatives ials,content,two-tower,popularity',
  ],
};

process.exitCode = await runCommand(spec, process.argv.slice(2), async (args, { signal }) => {
  if (args.context) await addContext(args.pack, await peopleOf(args.pack, args.from, signal));
  if (args.index) await indexFolder(args.pack, args.from, signal);
  if (args.alternatives) await trainAlternatives(args.pack, args.alternatives, args.from, signal);
  if (args.card) await addCard(args.pack, await readReports(args.card));
  const { manifest } = await readPack(args.pack);
  const files = Object.entries(manifest.files);
  const bytesOf = (tier: string): number =>
    files.reduce((sum, [, file]) => sum + (file.tier === tier ? file.bytes : 0), 0);
  return {
    name: manifest.name,
    version: manifest.version,
    schemaVersion: manifest.schemaVersion,
    counts: manifest.counts,
    datasets: manifest.datasets,
    blocks: manifest.blocks.map(({ name, dimensions }) => ({ name, dimensions })),
    context: manifest.context?.values ?? [],
    index: manifest.index ?? null,
    card: manifest.card ?? null,
    alternatives: (manifest.alternatives ?? []).map(({ name, kind, settings, file }) => ({
      name,
      kind,
      settings,
      bytes: manifest.files[file].bytes,
    })),
    bytes: { rated: bytesOf('rated'), unrated: bytesOf('unrated'), later: bytesOf('later') },
    files: Object.fromEntries(files.map(([path, { bytes, sha256 }]) => [path, { bytes, sha256 }])),
    training: manifest.training,
  };
});

/** Builds the index of a pack from the people of the data sets that it names. */
async function indexFolder(
  folder: string,
  from: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { manifest } = await readPack(folder);
  const people = await loadTrainingData(datasetsOf(manifest), from, signal);
  const bars = stageBars((stage) => `Index: ${stage}`);
  await addIndex(folder, people, (...step) => bars.onStep(...step));
  bars.finish();
}

/** Trains reference systems on the people of the data sets that a pack names. */
async function trainAlternatives(
  folder: string,
  names: readonly string[],
  from: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const people = await peopleOf(folder, from, signal);
  await startWasmBackend();
  const systems = Object.entries(ALTERNATIVES).filter(([name]) => names.includes(name));
  const bars = stageBars();
  await addAlternatives(folder, Object.fromEntries(systems), people, {
    signal,
    onStep: (...step) => bars.onStep(...step),
  });
  bars.finish();
}

/** The people of the data sets that a pack names, with all that is known of them. */
async function peopleOf(
  folder: string,
  from: string | undefined,
  signal: AbortSignal,
): Promise<PackPeople> {
  const { manifest } = await readPack(folder);
  return loadTrainingSet(datasetsOf(manifest), from, signal);
}
