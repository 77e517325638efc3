/** @file Lint rules. The import directions live in .dependency-cruiser.mjs, formatting in Prettier. */
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import { FLOORS } from './.dependency-cruiser.mjs';
import svelteConfig from './svelte.config.js';

const MAX_LINES_OF_A_FILE = 300;
const MAX_LINES_OF_A_FUNCTION = 60;

const SVELTE_FILES = ['**/*.svelte', '**/*.svelte.ts'];

const nameOf = (path) => path.split('/').find((part) => part !== 'src');

/** The import directions once more, for the type imports of Svelte files. */
const svelteFloors = Object.entries(FLOORS).map(([floor, allowed]) => {
  const open = new Set([floor, ...allowed].map(nameOf));
  const closed = Object.keys(FLOORS)
    .map(nameOf)
    .filter((name) => !open.has(name));
  const message = `${floor} may import ${['itself', ...allowed].join(', ')} and nothing else of ours.`;
  return {
    files: [`${floor}/**/*.svelte`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: `(^|/)\\.\\./(${closed.join('|')})/`, message }] },
      ],
    },
  };
});

export default defineConfig(
  {
    ignores: ['dist/', 'coverage/', 'test-results/', 'playwright-report/', '.cache/', 'public/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      eqeqeq: 'error',
      'max-lines': [
        'error',
        { max: MAX_LINES_OF_A_FILE, skipBlankLines: true, skipComments: true },
      ],
      'max-lines-per-function': [
        'error',
        { max: MAX_LINES_OF_A_FUNCTION, skipBlankLines: true, skipComments: true },
      ],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
      ],
      'prefer-const': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Without noUncheckedIndexedAccess the types say that an index always hits, which is what a
      // guard such as `row ?? 0` knows better.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-useless-default-assignment': 'off',
      // By code points is how titles are measured and compared.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
    },
  },
  {
    files: ['models/**', 'scripts/**', 'tests/**'],
    languageOptions: { globals: globals.node },
  },
  { files: ['src/**'], languageOptions: { globals: globals.browser } },
  { files: ['workers/**', 'src/sw.ts'], languageOptions: { globals: globals.worker } },
  {
    files: SVELTE_FILES,
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // The type of an imported component is unknown to typescript-eslint; svelte-check knows it.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      // `let { value } = $props()` is the idiom, and `$bindable` needs it.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$derived'] }],
      // Routes are fragments (`#/movie/1`), so there is no base path to resolve.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['**/*.test.ts', 'tests/**', 'src/test-setup.ts'],
    rules: {
      'max-lines-per-function': 'off',
      // Stubs, and `expect(spy.method)`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    // A terminal is the user interface of a script.
    files: ['scripts/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // The tools that read these files ask for a default export.
    files: ['*.config.{js,ts}', '*.mjs'],
    languageOptions: { globals: globals.node },
    rules: { 'no-restricted-syntax': 'off' },
  },
  ...svelteFloors,
  { files: ['**/*.{js,mjs}'], extends: [ts.configs.disableTypeChecked] },
);
