/** @file WCAG AA of the colour tokens, read from app.css. */
import { describe, expect, test } from 'vitest';
import { contrast } from './colour/oklch';
import type { Oklch } from './colour/oklch';

/** Vitest empties style sheets that are imported, and page code has no Node types: read it by hand. */
const NODE_FILES = 'node:fs';
const { readFileSync } = (await import(/* @vite-ignore */ NODE_FILES)) as {
  readFileSync(path: string, encoding: 'utf8'): string;
};
const css = readFileSync('src/app.css', 'utf8');

const PAIR =
  /--([\w-]+):\s*light-dark\(\s*oklch\(([\d.]+) ([\d.]+) ([\d.]+)\),\s*oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)\s*\)/g;

const TEXT = 4.5;
const GRAPHIC = 3;

function colour(l: string | undefined, c: string | undefined, h: string | undefined): Oklch {
  return { l: Number(l), c: Number(c), h: Number(h) };
}

const tokens = new Map(
  [...css.matchAll(PAIR)].map(([, name, l1, c1, h1, l2, c2, h2]) => [
    name ?? '',
    { light: colour(l1, c1, h1), dark: colour(l2, c2, h2) },
  ]),
);

function ratio(theme: 'light' | 'dark', front: string, back: string): number {
  const a = tokens.get(front);
  const b = tokens.get(back);
  if (!a || !b) throw new Error(`no token --${a ? back : front} in app.css`);
  return contrast(a[theme], b[theme]);
}

const SURFACES = ['room', 'raised', 'sunken'];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test.each(['ink', 'soft', 'amber-ink', 'good', 'bad'])('--%s is readable everywhere', (front) => {
    for (const back of SURFACES)
      expect(ratio(theme, front, back), `on ${back}`).toBeGreaterThan(TEXT);
  });

  test.each(['ink', 'soft', 'amber-ink'])('--%s is readable on hovered rows', (front) => {
    expect(ratio(theme, front, 'hover')).toBeGreaterThan(TEXT);
  });

  test('text on amber fills is readable', () => {
    expect(ratio(theme, 'on-amber', 'amber-ink')).toBeGreaterThan(TEXT);
    expect(ratio(theme, 'ink', 'amber-wash')).toBeGreaterThan(TEXT);
    expect(ratio(theme, 'amber-ink', 'amber-wash')).toBeGreaterThan(TEXT);
  });

  test.each(['amber', 'edge'])('--%s marks controls and stars visibly', (front) => {
    for (const back of SURFACES) {
      expect(ratio(theme, front, back), `on ${back}`).toBeGreaterThan(GRAPHIC);
    }
  });
});
