/** @file `npm run evaluate -- --pack`: a pack and two ratings files in, scores out. */
import { Recommender } from '../../models/recommender';
import { pauses } from '../../models/training/pauses';
import { Failure } from '../cli/failure';
import { createProgress } from '../cli/progress';
import { fileExists, openSource } from '../data/sourceFile';
import { readPack } from '../pack/readPack';
import { readPeople, type People } from '../recommend/readPeople';
import { stopIfAborted } from './runExperiment';
import { scorePack, type PackReport } from './scorePack';

export interface PackArguments {
  /** Folder of the pack. */
  readonly pack: string;
  readonly foldIn: string;
  readonly heldOut: string;
}

export interface PackCommandReport extends PackReport {
  readonly pack: string;
  readonly version: string;
  readonly foldIn: string;
  readonly heldOut: string;
  /** Lines of both files that say no rating. */
  readonly malformedLines: number;
}

/** @throws Failure, or PackError as in the page */
export async function runPackCommand(
  args: PackArguments,
  signal: AbortSignal,
): Promise<PackCommandReport> {
  const foldIn = await readFile(args.foldIn, signal);
  const heldOut = await readFile(args.heldOut, signal);
  const pack = await readPack(args.pack);
  const recommender = new Recommender(pack);
  const progress = createProgress({ label: 'Scoring', total: heldOut.histories.size });
  let done = 0;
  try {
    const histories = [foldIn.histories, heldOut.histories] as const;
    const pause = pauses();
    const report = await scorePack(recommender, pack.catalogue.movieId, ...histories, async () => {
      await pause();
      stopIfAborted(signal);
      progress.update(++done);
    });
    progress.finish();
    const malformedLines = foldIn.malformedLines + heldOut.malformedLines;
    return { ...args, version: pack.manifest.version, malformedLines, ...report };
  } finally {
    recommender.dispose();
  }
}

async function readFile(path: string, signal: AbortSignal): Promise<People> {
  if (await fileExists(path)) return readPeople(openSource(path, undefined, signal));
  throw new Failure(
    'evaluate.missing',
    `${path} cannot be read.`,
    'Name a CSV file with the header userId,movieId,rating or userId,movieId,rating,timestamp.',
  );
}
