/**
 * @file The colours of a sheet, in OKLCH. First and second genre give the hues; lightness and chroma
 * of each slot are fixed for each ground, so that any wall of posters is in harmony.
 */
import { hexOf } from '../colour/oklch';
import type { Oklch } from '../colour/oklch';
import type { Slot } from './scene';

/** `deep` and `pale` sheets follow the mood; `vivid` ones are printed on a colour. */
export type Ground = 'deep' | 'pale' | 'vivid';

export interface Palette extends Readonly<Record<Slot, string>> {
  /** The title. */
  readonly ink: string;
  /** The year. */
  readonly quietInk: string;
}

/** Lightness, chroma, and which hue: the first genre's, the second's, or paper tinted by the first. */
type Tone = readonly [l: number, c: number, hue: 0 | 1 | 'paper'];
type Tones = Readonly<Record<Slot | 'ink' | 'quietInk', Tone>>;

export const TONES: Readonly<Record<Ground, Tones>> = {
  deep: {
    ground: [0.24, 0.042, 0],
    shade: [0.32, 0.058, 0],
    middle: [0.44, 0.1, 0],
    first: [0.66, 0.15, 0],
    second: [0.74, 0.13, 1],
    spark: [0.94, 0.04, 1],
    ink: [0.96, 0.018, 0],
    quietInk: [0.8, 0.03, 0],
  },
  pale: {
    ground: [0.93, 0.034, 'paper'],
    shade: [0.865, 0.05, 'paper'],
    middle: [0.75, 0.105, 0],
    first: [0.57, 0.155, 0],
    second: [0.67, 0.145, 1],
    spark: [0.34, 0.085, 1],
    ink: [0.26, 0.055, 0],
    quietInk: [0.42, 0.05, 0],
  },
  vivid: {
    ground: [0.5, 0.135, 0],
    shade: [0.43, 0.12, 0],
    middle: [0.62, 0.14, 0],
    first: [0.29, 0.07, 0],
    second: [0.82, 0.12, 1],
    spark: [0.95, 0.035, 1],
    ink: [0.985, 0.012, 0],
    quietInk: [0.95, 0.025, 0],
  },
};

/** Warm grey of silver prints. */
const SILVER_HUE = 75;
const SILVER_CHROMA = 0.012;

/** Hue of unprinted paper, and how much of it shows through the tint. */
const PAPER_HUE = 84;
const PAPER_SHARE = 0.62;

/** A hue between paper and a tint, mixed as paint is: opposite tints pale towards grey. */
function onPaper(c: number, hue: number): Pick<Oklch, 'c' | 'h'> {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const mix = (f: (angle: number) => number) =>
    PAPER_SHARE * f(radians(PAPER_HUE)) + (1 - PAPER_SHARE) * f(radians(hue));
  const [a, b] = [mix(Math.cos), mix(Math.sin)];
  return { c: c * Math.hypot(a, b), h: (Math.atan2(b, a) * 180) / Math.PI };
}

/** How a hue pair becomes colours. */
export interface PaletteRecipe {
  readonly ground: Ground;
  /** OKLCH degrees. */
  readonly firstHue: number;
  readonly secondHue: number;
  /** Before colour: every slot is grey but `second`, which keeps the genre's hue. */
  readonly silver: boolean;
  /** Multiplies every chroma; 1 is the rule. */
  readonly saturation: number;
}

/** One slot's colour under a recipe. */
export function toneOf(recipe: PaletteRecipe, slot: keyof Tones): Oklch {
  const [l, c, which] = TONES[recipe.ground][slot];
  if (recipe.silver) {
    return slot === 'second'
      ? { l, c: c * 0.85, h: recipe.firstHue }
      : { l, c: SILVER_CHROMA, h: SILVER_HUE };
  }
  if (which === 'paper') return { l, ...onPaper(c * recipe.saturation, recipe.firstHue) };
  return { l, c: c * recipe.saturation, h: which === 0 ? recipe.firstHue : recipe.secondHue };
}

/** The sheet's colours as `#rrggbb`. */
export function paletteOf(recipe: PaletteRecipe): Palette {
  const hex = (slot: keyof Tones) => hexOf(toneOf(recipe, slot));
  return {
    ground: hex('ground'),
    shade: hex('shade'),
    middle: hex('middle'),
    first: hex('first'),
    second: hex('second'),
    spark: hex('spark'),
    ink: hex('ink'),
    quietInk: hex('quietInk'),
  };
}
