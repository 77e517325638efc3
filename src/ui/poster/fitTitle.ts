/**
 * @file Sets a title in the sheet's measure: chooses line breaks, size and Archivo's width together, so
 * that short titles come out wide and large, long ones condensed, and none leaves the measure.
 */
import { breakable, isMeasured, isTight, joined, textWidth } from './measure';

export interface TitleLine {
  readonly text: string;
  /** Sheet units; exact only when `measured`. */
  readonly width: number;
  /** Every letter's width is known, so the width may be enforced. */
  readonly measured: boolean;
}

export interface FittedTitle {
  readonly lines: readonly TitleLine[];
  /** Sheet units. */
  readonly fontSize: number;
  /** Archivo's width axis, 62 to 125 per cent. */
  readonly stretch: number;
  /** Sheet units from one baseline to the next. */
  readonly leading: number;
}

/** The room for a title, in sheet units. */
export interface Measure {
  readonly width: number;
  readonly height: number;
  readonly maxSize: number;
  readonly minSize: number;
}

const NARROWEST = 66;
const STRETCHES = [125, 114, 100, 88, 76, NARROWEST];
const MAX_LINES = 8;
const BISECTIONS = 9;
const LEADING = 1.04;
/** Room for rounding and kerning. */
const SAFETY = 0.985;
/** A narrower letter must buy this much size for each step away from the widest. */
const NARROWING_COST = 0.07;
/** Every further line must buy some size, too. */
const LINE_COST = 0.1;

/** A word is cut rather than set smaller than so many times the least size. */
const UNCUT_SIZE = 1.35;

/** A title at one place of the width axis, measured once: part `i` and the space before it, in ems. */
interface Measured {
  readonly parts: readonly string[];
  readonly widths: readonly number[];
  readonly spaces: readonly number[];
}

function measured(parts: readonly string[], stretch: number): Measured {
  const space = textWidth(' ', stretch);
  return {
    parts,
    widths: parts.map((part) => textWidth(part, stretch)),
    spaces: parts.map((part, i) => (isTight(parts[i - 1] ?? '', part) ? 0 : space)),
  };
}

/** Where lines start when each takes all it can under a limit in ems. */
function startsUnder({ widths, spaces }: Measured, limit: number): number[] {
  const starts = [0];
  let width = widths[0] ?? 0;
  for (let i = 1; i < widths.length; i += 1) {
    const longer = width + (spaces[i] ?? 0) + (widths[i] ?? 0);
    if (longer > limit) starts.push(i);
    width = longer > limit ? (widths[i] ?? 0) : longer;
  }
  return starts;
}

function linesFrom({ parts }: Measured, starts: readonly number[]): string[] {
  return starts.map((start, i) => joined(parts.slice(start, starts[i + 1])));
}

/** Ems of the widest line. */
function widestLine({ widths, spaces }: Measured, starts: readonly number[]): number {
  const lineWidths = starts.map((start, line) => {
    const end = starts[line + 1] ?? widths.length;
    let width = 0;
    for (let i = start; i < end; i += 1) {
      width += (widths[i] ?? 0) + (i > start ? (spaces[i] ?? 0) : 0);
    }
    return width;
  });
  return Math.max(...lineWidths);
}

/** The narrowest setting that needs no more than `count` lines: balanced lines. */
function balanced(title: Measured, count: number): number[] {
  let low = Math.max(...title.widths);
  let high = title.widths.reduce((sum, width, i) => sum + width + (title.spaces[i] ?? 0), 0);
  for (let i = 0; i < BISECTIONS; i += 1) {
    const middle = (low + high) / 2;
    if (startsUnder(title, middle).length <= count) high = middle;
    else low = middle;
  }
  return startsUnder(title, high + 1e-6);
}

/** Cuts words that no setting could fit, with a hyphen. */
function cutLongWords(parts: readonly string[], ems: number): string[] {
  return parts.flatMap((word) => {
    const pieces: string[] = [];
    let rest = [...word];
    while (textWidth(rest.join(''), NARROWEST) > ems) {
      let take = rest.length - 1;
      while (take > 1 && textWidth(`${rest.slice(0, take).join('')}-`, NARROWEST) > ems) take -= 1;
      pieces.push(`${rest.slice(0, take).join('')}-`);
      rest = rest.slice(take);
    }
    return [...pieces, rest.join('')];
  });
}

function sizeOf(widest: number, lineCount: number, measure: Measure): number {
  return Math.min(
    measure.maxSize,
    (measure.width * SAFETY) / Math.max(widest, 0.01),
    measure.height / (lineCount * LEADING),
  );
}

function set(lines: readonly string[], stretch: number, measure: Measure): FittedTitle {
  const widths = lines.map((line) => textWidth(line, stretch));
  const fontSize = sizeOf(Math.max(...widths), lines.length, measure);
  return {
    lines: lines.map((text, i) => ({
      text,
      width: (widths[i] ?? 0) * fontSize,
      measured: isMeasured(text),
    })),
    fontSize,
    stretch,
    leading: fontSize * LEADING,
  };
}

/** The best setting of a title; one that cannot fit at `minSize` ends in an ellipsis. */
export function fitTitle(title: string, measure: Measure): FittedTitle {
  const ems = (measure.width * SAFETY) / measure.minSize;
  const parts = cutLongWords(breakable(title), ems / UNCUT_SIZE);
  let best = {
    stretch: NARROWEST,
    starts: [0],
    size: 0,
    score: -1,
    title: measured(parts, NARROWEST),
  };
  for (const [step, stretch] of STRETCHES.entries()) {
    const candidate = measured(parts, stretch);
    for (let count = 1; count <= Math.min(MAX_LINES, parts.length); count += 1) {
      const starts = balanced(candidate, count);
      const size = sizeOf(widestLine(candidate, starts), starts.length, measure);
      const score = size * (1 - NARROWING_COST * step) * (1 - LINE_COST * (starts.length - 1));
      if (score > best.score) best = { stretch, starts, size, score, title: candidate };
    }
  }
  if (best.size < measure.minSize - 1e-9) return shortened(parts, ems, measure);
  return set(linesFrom(best.title, best.starts), best.stretch, measure);
}

function shortened(parts: readonly string[], ems: number, measure: Measure): FittedTitle {
  const room = Math.max(1, Math.floor(measure.height / (measure.minSize * LEADING)));
  const title = measured(parts, NARROWEST);
  const starts = startsUnder(title, ems);
  const lines = linesFrom(title, starts.slice(0, room + 1)).slice(0, room);
  const last = breakable(lines.at(-1) ?? '');
  while (last.length > 1 && textWidth(`${joined(last)}…`, NARROWEST) > ems) last.pop();
  return set([...lines.slice(0, -1), `${joined(last)}…`], NARROWEST, measure);
}
