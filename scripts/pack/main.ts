/** @file `npm run pack`: checks a pack as the page does, says what is in it, adds an index and a card. */
import { runCommand } from '../cli/command';
import type { OptionTable } from '../cli/options';
import { stageProgress, type StageProgress } from '../cli/stageProgress';
import { DATASET_NAMES } from '../data/datasets';
import { loadTrainingData } from '../train/trainingData';
import type { Manifest } from '../../models/pack/manifest';
import { addCard, readCardSources } from './addCard';
import { addIndex } from './addIndex';
import { readPack } from './readPack';

const options = {
  pack: {
    kind: 'text',
    placeholder: 'folder',
    help: 'Folder of the pack',
    default: 'public/models/latest',
  },
  index: {
    kind: 'flag',
    help: 'Build the retrieval index and write it into the pack first',
  },
  card: {
    kind: 'list',
    placeholder: 'results.json,…',
    help: 'Write a model card from results of npm run evaluate into the pack first',
  },
  from: {
    kind: 'text',
    placeholder: 'folder',
    help: 'With --index: folder of the data sets; default: what `npm run data` downloaded',
  },
} as const satisfies OptionTable;

const spec = {
  usage: 'npm run pack --',
  summary:
    'Verifies every hash, size and shape of a pack with the code that the page runs, and describes ' +
    'it. With --index it first builds the ScaNN index of the pack, with --card its model card. ' +
    '(`npm run train` writes packs.)',
  options,
  examples: [
    'npm run pack -- --pack public/models/latest',
    'npm run pack -- --pack public/models/latest --index',
    'npm run pack -- --pack public/models/latest --card latest.json,ml-1m.json',
  ],
};

process.exitCode = await runCommand(spec, process.argv.slice(2), async (args, { signal }) => {
  if (args.index) await indexFolder(args.pack, args.from, signal);
  if (args.card) await addCard(args.pack, await readCardSources(args.card));
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
    index: manifest.index ?? null,
    card: manifest.card ?? null,
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
): Promise<Manifest> {
  const { datasets } = (await readPack(folder)).manifest;
  const names = datasets.flatMap(({ name }) => DATASET_NAMES.filter((known) => known === name));
  const people = await loadTrainingData(names, from, signal);
  const bars = new Map<string, StageProgress>();
  const manifest = await addIndex(folder, people, (stage, done, total) => {
    const bar = bars.get(stage) ?? stageProgress(`Index: ${stage}`);
    bars.set(stage, bar);
    bar.onStep(done, total);
  });
  for (const bar of bars.values()) bar.finish();
  return manifest;
}
