/** @file Every system that `npm run evaluate` knows, by the name it has on the command line. */
import { biasesRecipe } from '../../models/baselines/biases';
import { CLASSICAL } from '../../models/baselines/classical';
import { easeRecipe } from '../../models/baselines/ease';
import { NEURAL } from '../../models/baselines/neural/catalogue';
import { popularityRecipe } from '../../models/baselines/popularity';
import type { SystemRecipe } from '../../models/baselines/system';
import { configForWatched } from '../../models/training/config';
import { kinoraRecipe } from './kinora';
import { tunedRecipe } from './tuned';

/** What a system is asked for. */
export type AnswerKind = 'lists' | 'stars';

/** A recipe with the version of its code. */
export interface SystemEntry {
  /** For tables. */
  readonly title: string;
  readonly recipe: SystemRecipe;
  /** Absent for both. */
  readonly only?: AnswerKind;
  /** Whether the opened system has a `secondStage` to study. */
  readonly hasSecondStage?: true;
  /** Raise it when the code of training changes what is learned: it is part of the cache's key. */
  readonly trainVersion: number;
  /** Raise it when the code of answering changes: trained models stay valid, answers do not. */
  readonly answerVersion: number;
}

const EASE_LAMBDAS = [200, 400, 800, 1600] as const;
/** A stronger ridge serves few ratings better, and many worse: a rival of its own. */
const FEW_EASE_LAMBDAS = [2500, 5000, 10_000] as const;
/** Ratings given where that rival is chosen. */
const FEW = 10;
/** Of our own model's training. */
const KINORA_VERSION = 8;

const CLASSICAL_ENTRIES = Object.fromEntries(
  Object.entries(CLASSICAL).map(([name, { title, candidates }]) => [
    name,
    entry(title, candidates.length === 1 ? candidates[0] : tunedRecipe(candidates)),
  ]),
);

const NEURAL_ENTRIES = Object.fromEntries(
  Object.entries(NEURAL).map(([name, { title, recipe }]) => [name, entry(title, recipe)]),
);

/**
 * All entries, in the order of the tables.
 *
 * @param threads solver threads of our own model; default: as many as the computer has
 */
export function createSystems(threads?: number): Readonly<Record<string, SystemEntry>> {
  return {
    popularity: entry('popularity', popularityRecipe),
    biases: { ...entry('biases', biasesRecipe), only: 'stars' },
    ease: entry('EASE', tunedRecipe(EASE_LAMBDAS.map(easeRecipe))),
    'ease-few': entry('EASE for few ratings', tunedRecipe(FEW_EASE_LAMBDAS.map(easeRecipe), FEW)),
    ...CLASSICAL_ENTRIES,
    ...NEURAL_ENTRIES,
    'kinora-retrieval': entry(
      'kinora retrieval',
      kinoraRecipe('retrieval', { threads }),
      KINORA_VERSION,
    ),
    kinora: {
      ...entry('kinora', kinoraRecipe('ranking', { threads }), KINORA_VERSION),
      hasSecondStage: true,
    },
    'kinora-watched-retrieval': entry(
      'kinora retrieval, every rating alike',
      kinoraRecipe('retrieval', { threads, configOf: configForWatched }),
      KINORA_VERSION,
    ),
    'kinora-watched': entry(
      'kinora, every rating alike',
      kinoraRecipe('ranking', { threads, configOf: configForWatched }),
      KINORA_VERSION,
    ),
    'kinora-retrieval-context': entry(
      'kinora retrieval with context',
      kinoraRecipe('retrieval', { threads, contextUse: 'with context' }),
      KINORA_VERSION,
      2,
    ),
    'kinora-context': entry(
      'kinora with context',
      kinoraRecipe('ranking', { threads, contextUse: 'with context' }),
      KINORA_VERSION,
      2,
    ),
  };
}

/** Names for `--systems`. */
export const SYSTEM_NAMES = Object.keys(createSystems());

/** What runs when no system is named. */
export const DEFAULT_SYSTEMS = [
  'popularity',
  'biases',
  'ease',
  'ials',
  'kinora-retrieval',
  'kinora',
];

function entry(
  title: string,
  recipe: SystemRecipe,
  trainVersion = 1,
  answerVersion = 1,
): SystemEntry {
  return { title, recipe, trainVersion, answerVersion };
}
