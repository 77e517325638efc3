/**
 * @file Who may import whom: the directions of the house (see CONTRIBUTING.md), and no circles.
 *
 * Each floor lists the floors it may reach; everything else of ours is forbidden to it. Tests and
 * type imports obey the same rules. The cruiser cannot see `import type` in a Svelte file, because the
 * compiler drops it; eslint.config.js forbids those from the same list.
 */

/** The floors, and what each may import besides itself: folders or single files. */
export const FLOORS = {
  models: [],
  workers: ['models/'],
  scripts: ['models/'],
  'src/domain': ['models/shapes.ts'],
  'src/db': ['src/domain/'],
  'src/exchange': ['src/domain/'],
  'src/client': [
    'src/domain/',
    'models/shapes.ts',
    'workers/recommender.api.ts',
    'workers/recommender.worker.ts',
  ],
  'src/ui': ['src/domain/'],
  'src/state': ['src/client/', 'src/db/', 'src/domain/', 'src/exchange/'],
  'src/features': ['src/state/', 'src/ui/', 'src/domain/'],
  'src/pages': ['src/features/', 'src/ui/', 'src/state/', 'src/domain/'],
};

const OURS = '^(models|workers|scripts|src|tests)/';

const TESTS = '\\.(test|spec)\\.ts$';

const TEST_HELPERS = '/testing/';

const startOf = (path) => `^${path.replaceAll('.', '\\.')}`;

const floorRules = Object.entries(FLOORS).map(([floor, allowed]) => ({
  name: `${floor.replace('/', '-')}-reaches-only-its-own-floors`,
  comment: `${floor} may import ${['itself', ...allowed].join(', ')} and nothing else of ours.`,
  severity: 'error',
  from: { path: `^${floor}/` },
  to: { path: OURS, pathNot: [`${floor}/`, ...allowed].map(startOf) },
}));

export default {
  forbidden: [
    ...floorRules,
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'app-only-from-main',
      comment: 'main.ts and App.svelte put the house together; nothing depends on them.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main\\.ts$' },
      to: { path: '^src/(main\\.ts|App\\.svelte)$' },
    },
    {
      name: 'contract-has-no-runtime-imports',
      comment: 'The page gets the contract without the code behind it.',
      severity: 'error',
      from: { path: '^workers/recommender\\.(api|facts)\\.ts$' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'page-takes-types-only-from-the-contract',
      comment: 'A value imported from there would pull its code into the shell.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        path: '^workers/',
        // Imported as `…?worker&url`, which is the address of the built file and no code.
        pathNot: '^workers/recommender\\.worker\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'models-are-pure',
      comment: 'models/ runs the same in Node and in a worker: no Node module, no DOM library.',
      severity: 'error',
      from: { path: '^models/', pathNot: [TESTS, TEST_HELPERS] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shipped-code-uses-no-node-module',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: [TESTS, TEST_HELPERS, '^src/test-setup\\.ts$'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tests-are-leaves',
      comment: 'A helper that two tests share is a file of its own, not a test.',
      severity: 'error',
      from: {},
      to: { path: TESTS },
    },
    {
      name: 'test-helpers-only-in-tests',
      severity: 'error',
      from: { pathNot: [TESTS, TEST_HELPERS] },
      to: { path: `^(models|workers|src).*${TEST_HELPERS}` },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    {
      name: 'dependencies-are-declared',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'default', 'types'],
      extensions: ['.ts', '.svelte', '.svelte.ts', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
    },
  },
};
