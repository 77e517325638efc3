/** @file `npm run recommend`: a pack and a ratings file in, one JSON line for each person out. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { Recommender } from '../../models/recommender';
import { runCommand } from '../cli/command';
import { Failure } from '../cli/failure';
import type { OptionTable } from '../cli/options';
import { createProgress } from '../cli/progress';
import { readCsvRatings } from '../data/readRatings';
import { fileExists, openSource } from '../data/sourceFile';
import { readPack } from '../pack/readPack';
import { startWasmBackend } from '../runtime/wasmBackend';
import { historiesOf, recommendTo } from './recommendAll';

const options = {
  pack: {
    kind: 'text',
    placeholder: 'folder',
    help: 'Folder of the pack',
    default: 'public/models/latest',
  },
  ratings: {
    kind: 'text',
    placeholder: 'file',
    help: 'CSV with a header: userId,movieId,rating (0.5 to 5), timestamp optional',
    required: true,
  },
  k: { kind: 'integer', help: 'Movies for each person', minimum: 1, default: 100 },
  out: {
    kind: 'text',
    placeholder: 'file',
    help: 'JSON lines, one for each person',
    required: true,
  },
} as const satisfies OptionTable;

const spec = {
  usage: 'npm run recommend --',
  summary:
    'Recommends to everybody in a ratings file, through the code that the worker runs: user tower, ' +
    'fine-tuning, retrieval, ranking.',
  options,
  examples: ['npm run recommend -- --ratings ratings.csv --k 20 --out lists.jsonl'],
};

process.exitCode = await runCommand(spec, process.argv.slice(2), async (args, { signal }) => {
  if (!(await fileExists(args.ratings))) {
    throw new Failure('recommend.missing', `${args.ratings} cannot be read.`, 'Name a CSV file.');
  }
  await startWasmBackend();
  const recommender = new Recommender(await readPack(args.pack));
  const { ratings, report } = await readCsvRatings(openSource(args.ratings));
  const histories = historiesOf(ratings);
  const progress = createProgress({ label: 'Recommending', total: histories.size });
  const out = createWriteStream(args.out);
  let done = 0;
  for (const [userId, history] of histories) {
    if (signal.aborted) break;
    const line = JSON.stringify(await recommendTo(recommender, userId, history, args.k));
    if (!out.write(`${line}\n`)) await once(out, 'drain');
    progress.update(++done);
  }
  out.end();
  await finished(out);
  progress.finish();
  recommender.dispose();
  return { out: args.out, people: done, k: args.k, malformedLines: report.malformed };
});
