/** @file `npm run pack`: checks a pack as the page does, and says what is in it. */
import { runCommand } from '../cli/command';
import type { OptionTable } from '../cli/options';
import { readPack } from './readPack';

const options = {
  pack: {
    kind: 'text',
    placeholder: 'folder',
    help: 'Folder of the pack',
    default: 'public/models/latest',
  },
} as const satisfies OptionTable;

const spec = {
  usage: 'npm run pack --',
  summary:
    'Verifies every hash, size and shape of a pack with the code that the page runs, and describes ' +
    'it. (`npm run train` writes packs.)',
  options,
  examples: ['npm run pack -- --pack public/models/latest'],
};

process.exitCode = await runCommand(spec, process.argv.slice(2), async (args) => {
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
    bytes: { rated: bytesOf('rated'), unrated: bytesOf('unrated') },
    files: Object.fromEntries(files.map(([path, { bytes, sha256 }]) => [path, { bytes, sha256 }])),
    training: manifest.training,
  };
});
