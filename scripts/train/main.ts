/** @file `npm run train`: ratings in, a verified pack out. */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Interactions } from '../../models/dataset/columns';
import type { Manifest } from '../../models/pack/manifest';
import type { QuestionModel } from '../../models/personalize/onboarding';
import { learnQuestions } from '../../models/personalize/questionsTraining';
import { CONTENT_SOURCES, type ContentSource } from '../../models/towers/contentEncoderFeatures';
import { configFor, type TrainingConfig } from '../../models/training/config';
import { readingAlso } from '../../models/training/contentTraining';
import { pauses } from '../../models/training/pauses';
import { fitCurves } from '../../models/training/throughFoldInFit';
import { spaceOf, type TrainedModel } from '../../models/training/trainedModel';
import { runCommand } from '../cli/command';
import { Failure } from '../cli/failure';
import type { OptionTable } from '../cli/options';
import { createProgress } from '../cli/progress';
import { stageProgress } from '../cli/stageProgress';
import { DATASET_NAMES, type DatasetName } from '../data/datasets';
import { catalogueTiers, describeRated } from '../pack/catalogueTiers';
import { LICENCES } from '../pack/licences';
import { layOutMap, type MapLayout } from '../pack/mapLayout';
import { readPack } from '../pack/readPack';
import { writePack } from '../pack/writePack';
import { startWasmBackend } from '../runtime/wasmBackend';
import { CHECKPOINTS } from './checkpoint';
import { stopIfAborted } from './fitModel';
import { runInTurn, runTogether } from './passes';
import { SolverPool } from './solverPool';
import { loadTrainingData, type TrainingData } from './trainingData';

/** For a model that reads titles, genres and years alone. */
const NOTHING_MORE = 'none';

const options = {
  datasets: {
    kind: 'list',
    help: 'Data sets to pool',
    choices: DATASET_NAMES,
    default: ['ml-latest', 'ml-latest-small'],
  },
  from: {
    kind: 'text',
    placeholder: 'folder',
    help: 'Folder that holds the data sets; default: what `npm run data` downloaded',
  },
  out: { kind: 'text', placeholder: 'folder', help: 'Folder of the pack' },
  curves: {
    kind: 'flag',
    help: 'Only learn the curves of models/training/config.ts through the fold-in, and print them',
  },
  seed: { kind: 'integer', help: 'Seed of every random choice', minimum: 0 },
  content: {
    kind: 'list',
    choices: [NOTHING_MORE, ...CONTENT_SOURCES],
    help: 'What to read of each movie besides title, genres and year, where the sets have it; default: as models/training/config.ts says',
  },
  threads: {
    kind: 'integer',
    help: 'Solver threads; default: as many as the computer has. With 1 the two passes run in turn, in half of the memory. Changes no byte',
    minimum: 1,
  },
} as const satisfies OptionTable;

const spec = {
  usage: 'npm run train --',
  summary:
    'Trains towers and ranker on MovieLens ratings and writes a pack. ' +
    'Ctrl-C keeps a checkpoint; the same command resumes from it.',
  options,
  examples: ['npm run train -- --datasets ml-latest,ml-latest-small --out public/models/latest'],
};

process.exitCode = await runCommand(spec, process.argv.slice(2), async (args, { signal }) => {
  const started = performance.now();
  await startWasmBackend();
  const names = args.datasets as readonly DatasetName[];
  const data = await loadTrainingData(names, args.from, signal);
  const config = {
    ...configFor(data.interactions.movieCount, args.seed),
    ...(args.content && { content: readingAlso(sourcesOf(args.content)) }),
  };
  const pool = new SolverPool(args.threads);
  try {
    if (args.curves) {
      return await fitCurves(data.interactions, config, config.seed, {
        solve: pool.solve.bind(pool),
      });
    }
    if (args.out === undefined) throw noFolder();
    const manifest = await trainAndWrite(data, names, config, pool, args.out, signal);
    return {
      out: args.out,
      version: manifest.version,
      training: manifest.training,
      counts: manifest.counts,
      seconds: Math.round((performance.now() - started) / 1000),
    };
  } finally {
    await pool.close();
  }
});

function sourcesOf(content: readonly string[]): readonly ContentSource[] {
  return CONTENT_SOURCES.filter((source) => content.includes(source));
}

function noFolder(): Failure {
  return new Failure('train.out', 'No folder for the pack was named.', 'Add --out <folder>.');
}

async function trainAndWrite(
  data: TrainingData,
  names: readonly DatasetName[],
  config: TrainingConfig,
  pool: SolverPool,
  out: string,
  signal: AbortSignal,
): Promise<Manifest> {
  const { interactions, movieIds, movies, datasets } = data;
  const extras = config.content.sources.length > 0 ? await data.loadExtras() : null;
  const checkpointFolder = join(CHECKPOINTS, `train-${basename(out)}`);
  const fit = {
    config,
    ...describeRated(movies, movieIds, extras),
    solve: pool.solve.bind(pool),
    signal,
    checkpointFolder,
  };
  const { training, model } =
    pool.size > 1
      ? await runTogether(interactions, fit, pool.size)
      : await runInTurn(interactions, fit);
  const questions = await questionsOf(model, interactions, config.seed, signal);
  const layout = await mapOf(model, config.seed);
  const tiers = catalogueTiers(movies, movieIds, model.statistics, layout);
  await writePack(out, { ...model, questions }, tiers, {
    name: basename(out),
    seed: config.seed,
    licence: LICENCES[names.find((name) => LICENCES[name].isRestricted) ?? names[0]].text,
    datasets: [...datasets],
    training,
    ratings: interactions.movies.length,
    users: interactions.userCount,
  });
  await rm(checkpointFolder, { recursive: true, force: true });
  // Reading back checks every hash and shape with the code that the page runs.
  return (await readPack(out)).manifest;
}

async function questionsOf(
  model: TrainedModel,
  interactions: Interactions,
  seed: number,
  signal: AbortSignal,
): Promise<QuestionModel> {
  const progress = stageProgress('Learning which movies to ask about');
  const pause = pauses();
  const questions = await learnQuestions(spaceOf(model), interactions, seed, {
    onQuestion: (done, total, ndcg) =>
      progress.onStep(done, total, `NDCG@100 ${ndcg.toFixed(4)} of those asked`),
    onPiece: async () => {
      await pause();
      stopIfAborted(signal);
    },
  });
  progress.finish();
  return questions;
}

async function mapOf({ blocks, statistics }: TrainedModel, seed: number): Promise<MapLayout> {
  const [{ embedding, dimensions }] = blocks;
  const progress = createProgress({ label: 'Laying out the map', total: 100 });
  const onShare = (share: number): void => progress.update(Math.round(100 * share));
  const layout = await layOutMap(embedding, dimensions, statistics.ratingCount, seed, onShare);
  progress.finish();
  return layout;
}
