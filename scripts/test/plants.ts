/**
 * @file Defects to plant, and what the tool must say about each. A rule that was switched off, or an
 * `include` that lost a folder, makes a plant go unnoticed, and the test command fails.
 */

export interface Plant {
  /** Path in the planted house. */
  readonly file: string;
  readonly text: string;
  /** What one line of the tool's report must contain, all of it; none for a mere target. */
  readonly says: readonly string[];
}

const WRONG_NUMBER = `export const wrong: number = 'text';\n`;

const wrongNumber = (file: string): Plant => ({
  file,
  text: WRONG_NUMBER,
  says: [file, 'TS2322'],
});

export const TYPE_PLANTS: Readonly<Record<'node' | 'worker' | 'page', readonly Plant[]>> = {
  node: [
    wrongNumber('models/pack/wrong.ts'),
    wrongNumber('workers/runtime/wrong.ts'),
    wrongNumber('scripts/train/wrong.ts'),
    wrongNumber('tests/wrong.ts'),
  ],
  worker: [
    wrongNumber('models/pack/wrong.ts'),
    wrongNumber('workers/runtime/wrong.ts'),
    wrongNumber('src/sw.ts'),
    {
      file: 'workers/page.ts',
      text: `export const title = document.title;\n`,
      says: ['workers/page.ts', "Cannot find name 'document'"],
    },
  ],
  page: [
    {
      file: 'src/state/wrong.svelte.ts',
      text: WRONG_NUMBER,
      says: ['src/state/wrong.svelte.ts'],
    },
    {
      file: 'src/ui/Wrong.svelte',
      text: `<script lang="ts">\n  const wrong: number = 'text';\n</script>\n\n{wrong}\n`,
      says: ['src/ui/Wrong.svelte'],
    },
    {
      file: 'src/pages/WrongProp.svelte',
      text: `<script lang="ts">\n  import Card from './Card.svelte';\n</script>\n\n<Card title={1} />\n`,
      says: ['src/pages/WrongProp.svelte'],
    },
    {
      file: 'src/pages/Card.svelte',
      text: `<script lang="ts">\n  let { title }: { title: string } = $props();\n</script>\n\n{title}\n`,
      says: [],
    },
  ],
};

export const LINT_PLANTS: readonly Plant[] = [
  {
    file: 'src/ui/UpwardType.svelte',
    text: `<script lang="ts">\n  import type { Session } from '../state/session.svelte';\n  let { session }: { session: Session } = $props();\n</script>\n\n{session}\n`,
    says: ['src/ui may import itself', 'no-restricted-imports'],
  },
  {
    file: 'models/loose.ts',
    text: `export const loose = (value: any): unknown => value;\n`,
    says: ['@typescript-eslint/no-explicit-any'],
  },
  {
    file: 'workers/sure.ts',
    text: `export const sure = (value: string | null): string => value!;\n`,
    says: ['@typescript-eslint/no-non-null-assertion'],
  },
  {
    file: 'scripts/silent.ts',
    text: `// @ts-ignore\nexport const silent: number = 'text';\n`,
    says: ['@typescript-eslint/ban-ts-comment'],
  },
  {
    file: 'tests/floating.ts',
    text: `export function start(): void {\n  Promise.resolve();\n}\n`,
    says: ['@typescript-eslint/no-floating-promises'],
  },
  {
    file: 'src/ui/Html.svelte',
    text: `<script lang="ts">\n  let { text }: { text: string } = $props();\n</script>\n\n{@html text}\n`,
    says: ['svelte/no-at-html-tags'],
  },
];

export const IMPORT_PLANTS: readonly Plant[] = [
  {
    file: 'models/upward.ts',
    text: `import { answer } from '../workers/recommender.api';\n\nexport const upward = answer;\n`,
    says: ['models-reaches-only-its-own-floors', 'models/upward.ts'],
  },
  {
    file: 'models/impure.ts',
    text: `import { readFileSync } from 'node:fs';\n\nexport const read = readFileSync;\n`,
    says: ['models-are-pure', 'models/impure.ts'],
  },
  {
    file: 'models/circle/here.ts',
    text: `import { there } from './there';\n\nexport const here = (): unknown => there;\n`,
    says: ['no-circles', 'models/circle/here.ts'],
  },
  {
    file: 'models/circle/there.ts',
    text: `import { here } from './here';\n\nexport const there = (): unknown => here;\n`,
    says: [],
  },
  {
    file: 'workers/recommender.api.ts',
    text: `export const answer = 1;\n`,
    says: [],
  },
  {
    file: 'src/client/greedy.ts',
    text: `import { answer } from '../../workers/recommender.api';\n\nexport const greedy = answer;\n`,
    says: ['page-takes-types-only-from-the-contract', 'src/client/greedy.ts'],
  },
  {
    file: 'src/state/session.svelte.ts',
    text: `export class Session {}\n`,
    says: [],
  },
  {
    file: 'src/ui/Upward.svelte',
    text: `<script lang="ts">\n  import { Session } from '../state/session.svelte';\n  const session = new Session();\n</script>\n\n{session}\n`,
    says: ['src-ui-reaches-only-its-own-floors', 'src/ui/Upward.svelte'],
  },
  {
    file: 'src/domain/lost.ts',
    text: `import { nowhere } from './nowhere';\n\nexport const lost = nowhere;\n`,
    says: ['everything-resolves', 'src/domain/lost.ts'],
  },
  {
    file: 'scripts/bench/page.ts',
    text: `import { lost } from '../../src/domain/lost';\n\nexport const page = lost;\n`,
    says: ['scripts-reaches-only-its-own-floors', 'scripts/bench/page.ts'],
  },
  {
    file: 'tests/helper.ts',
    text: `export const helper = 1;\n`,
    says: [],
  },
];
