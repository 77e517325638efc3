/** @file `npm run recommend`: a pack and a ratings file in, one JSON line for each person out. */
import { once } from 'node:events';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { Recommender } from '../../models/recommender';
import { pauses } from '../../models/training/pauses';
import { runCommand } from '../cli/command';
import { Failure } from '../cli/failure';
import { createProgress } from '../cli/progress';
import { openSource } from '../data/sourceFile';
import { readPack } from '../pack/readPack';
import { startWasmBackend } from '../runtime/wasmBackend';
import { options, recommendOptionsOf, withNegativeNumbers } from './options';
import { readPeople } from './readPeople';
import { recommendTo } from './recommendAll';

const spec = {
  usage: 'npm run recommend --',
  summary:
    'Recommends to everybody in a ratings file, through the code that the worker runs: user tower, ' +
    'fine-tuning, retrieval, ranking, re-ranking. Rated movies are left out. When --k is larger than ' +
    'the 400 that are ranked, the others follow in retrieval order. People without a usable rating ' +
    'get the list of somebody who rated nothing. Scores never rise along a list.',
  options,
  examples: [
    'npm run recommend -- --ratings ratings.csv --k 20 --out lists.jsonl',
    'npm run recommend -- --ratings ratings.csv --out wide.jsonl --diversity 0.5 --popularity -0.3',
  ],
};

const given = withNegativeNumbers(process.argv.slice(2));

process.exitCode = await runCommand(spec, given, async (args, { signal }) => {
  const recommendOptions = recommendOptionsOf(args);
  const people = await readPeople(openSource(args.ratings, undefined, signal));
  await startWasmBackend();
  const recommender = new Recommender(await readPack(args.pack));
  const progress = createProgress({ label: 'Recommending', total: people.histories.size });
  const out = (await openOutput(args.out)).createWriteStream();
  const started = performance.now();
  let done = 0;
  const pause = pauses();
  for (const [userId, history] of people.histories) {
    await pause();
    if (signal.aborted) break;
    const list = await recommendTo(recommender, userId, history, args.k, recommendOptions);
    if (!out.write(`${JSON.stringify(list)}\n`)) await once(out, 'drain');
    progress.update(++done);
  }
  const millisecondsEach = (performance.now() - started) / Math.max(1, done);
  out.end();
  await finished(out);
  progress.finish();
  recommender.dispose();
  return {
    out: args.out,
    people: done,
    k: args.k,
    lines: people.lines,
    malformedLines: people.malformedLines,
    millisecondsEach: Number(millisecondsEach.toFixed(2)),
  };
});

async function openOutput(path: string): Promise<FileHandle> {
  try {
    await mkdir(dirname(path), { recursive: true });
    return await open(path, 'w');
  } catch (cause) {
    throw new Failure(
      'recommend.unwritable',
      `${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Name another file with --out.',
      { cause },
    );
  }
}
