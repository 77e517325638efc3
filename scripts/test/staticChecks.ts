/** @file The checks that read the source without running it, in the order of the report. */
import { commandCheck, type Check } from './check';
import { plantedCheck } from './planted';
import { IMPORT_PLANTS, LINT_PLANTS, TYPE_PLANTS } from './plants';
import { projectsCheck } from './projects';

const LINT = ['eslint', '.'] as const;
const IMPORT_RULES = [
  'depcruise',
  '--config',
  '.dependency-cruiser.mjs',
  'models',
  'workers',
  'scripts',
  'src',
  'tests',
] as const;
const NODE_TYPES = ['tsc', '-p', 'tsconfig.node.json', '--noEmit', '--pretty', 'false'] as const;
const WORKER_TYPES = [
  'tsc',
  '-p',
  'tsconfig.worker.json',
  '--noEmit',
  '--pretty',
  'false',
] as const;
const PAGE_TYPES = [
  'svelte-check',
  '--tsconfig',
  'tsconfig.page.json',
  '--fail-on-warnings',
] as const;

export const STATIC_CHECKS: readonly Check[] = [
  commandCheck('format', ['prettier', '--check', '.']),
  commandCheck('lint', LINT),
  plantedCheck('lint catches what is planted', LINT, LINT_PLANTS),
  commandCheck('import rules', IMPORT_RULES),
  plantedCheck('import rules catch what is planted', IMPORT_RULES, IMPORT_PLANTS),
  commandCheck('unused code', ['knip']),
  commandCheck('types: node', NODE_TYPES),
  commandCheck('types: worker', WORKER_TYPES),
  commandCheck('types: page', PAGE_TYPES),
  plantedCheck('types: node catches what is planted', NODE_TYPES, TYPE_PLANTS.node),
  plantedCheck('types: worker catches what is planted', WORKER_TYPES, TYPE_PLANTS.worker),
  plantedCheck('types: page catches what is planted', PAGE_TYPES, TYPE_PLANTS.page),
  projectsCheck('types: every file belongs to a project'),
];
