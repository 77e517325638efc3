/** @file What `npm run recommend` takes, and what it asks of the recommender. */
import type { RecommendOptions } from '../../models/answers';
import type { DiversityMethod } from '../../models/rerank/dials';
import { EXIT, Failure } from '../cli/failure';
import type { ArgumentsOf, OptionTable } from '../cli/options';

export const options = {
  pack: {
    kind: 'text',
    placeholder: 'folder',
    help: 'Folder of the pack',
    default: 'public/models/latest',
  },
  ratings: {
    kind: 'text',
    placeholder: 'file',
    help: 'CSV with a header: userId,movieId,rating (0.5 to 5), timestamp optional; or ratings.dat',
    required: true,
  },
  k: { kind: 'integer', help: 'Movies for each person', minimum: 1, default: 100 },
  out: {
    kind: 'text',
    placeholder: 'file',
    help: 'JSON lines, one for each person',
    required: true,
  },
  stage: {
    kind: 'text',
    help: 'Stop after this stage; default: the whole pipeline, re-ranking by the dials included',
    choices: ['retrieval', 'ranking'],
  },
  diversity: dial('narrow to wide', 0),
  'diversity-method': {
    kind: 'text',
    help: 'Maximal marginal relevance or a determinantal point process',
    choices: ['mmr', 'dpp'],
    default: 'mmr',
  },
  calibration: dial('genres as ranked to genres as in the history', 0),
  popularity: dial('obscure to mainstream', -1),
} as const satisfies OptionTable;

/**
 * Arguments in which `--popularity -0.5` is one, `--popularity=-0.5`: Node's parser takes what begins
 * with a dash for the next option.
 */
export function withNegativeNumbers(args: readonly string[]): string[] {
  return args.reduce<string[]>((joined, arg) => {
    const last = joined.at(-1);
    const isValue = /^-\.?\d/.test(arg) && last?.startsWith('--') && !last.includes('=');
    return isValue ? [...joined.slice(0, -1), `${last}=${arg}`] : [...joined, arg];
  }, []);
}

/** @throws Failure when dials are turned for a stage that is before them */
export function recommendOptionsOf(args: ArgumentsOf<typeof options>): RecommendOptions {
  const { diversity, calibration, popularity } = args;
  const isTurned = diversity !== 0 || calibration !== 0 || popularity !== 0;
  if (args.stage !== undefined && isTurned) {
    throw new Failure(
      'cli.arguments',
      `--stage ${args.stage} stops before re-ranking, so the dials would change nothing.`,
      'Leave out --stage, or leave out --diversity, --calibration and --popularity.',
      { exitStatus: EXIT.wrongArguments },
    );
  }
  return {
    stage: (args.stage ?? 'reranking') as RecommendOptions['stage'],
    dials: { diversity, calibration, popularity },
    diversityMethod: args['diversity-method'] as DiversityMethod,
  };
}

function dial<Minimum extends number>(ends: string, minimum: Minimum) {
  return { kind: 'number', help: `Dial, ${ends}`, minimum, maximum: 1, default: 0 } as const;
}
