/**
 * @file Where things lie on a sheet. The title block is set first and takes the room it needs, the art
 * gets the rest: they cannot meet. The year belongs to the title block.
 */
import type { Movie } from '../../domain/movie';
import { fitTitle } from './fitTitle';
import type { FittedTitle } from './fitTitle';
import { isRightToLeft } from './measure';
import type { Treatment } from './recipe';
import { d } from './scene';
import { splitTitle } from './splitTitle';

/** Sheet units; a poster is drawn at any size. */
export const SHEET = { width: 200, height: 300 } as const;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedLine {
  readonly text: string;
  /** Of the baseline. */
  readonly y: number;
  readonly fontSize: number;
  /** Per cent of Archivo's width axis. */
  readonly stretch: number;
  readonly weight: number;
  /** The exact width to hold, or null where the letters are not Archivo's. */
  readonly width: number | null;
}

export interface Layout {
  readonly art: Box;
  /** Sheet path in the colour of the ground, painted over the art: an iris, round corners. Or empty. */
  readonly mask: string;
  /** Filled path in the ink: a rule or a frame. Or empty. */
  readonly rule: string;
  readonly lines: readonly PlacedLine[];
  readonly anchor: 'start' | 'middle' | 'end';
  /** Where lines are anchored. */
  readonly textX: number;
  readonly year: { readonly text: string; readonly y: number };
}

export const YEAR_SIZE = 11;
const MARGIN = 14;
const GAP = 13;
const TITLE_WEIGHT = 700;
const SECOND_WEIGHT = 600;
const ASCENT = 0.74;
const MAX_TITLE_SIZE = 46;
/** For titles of up to three letters. */
const MAX_SHORT_TITLE_SIZE = 66;
const SHORT_TITLE = 3;
const MIN_TITLE_SIZE = 13;
const MAX_TITLE_HEIGHT = 104;
const MAX_SECOND_HEIGHT = 42;
const MIN_SECOND_SIZE = 11.5;
const YEAR_DROP = 8;

interface Block {
  readonly lines: readonly PlacedLine[];
  /** From the top of the first line to the baseline of the year. */
  readonly height: number;
  readonly yearY: number;
}

function place(fitted: FittedTitle, top: number, weight: number): PlacedLine[] {
  return fitted.lines.map((line, i) => ({
    text: line.text,
    y: top + fitted.fontSize * ASCENT + i * fitted.leading,
    fontSize: fitted.fontSize,
    stretch: fitted.stretch,
    weight,
    width: line.measured ? line.width : null,
  }));
}

function titleBlock(movie: Pick<Movie, 'title' | 'year'>, width: number): Block {
  const { main, second } = splitTitle(movie.title);
  const title = fitTitle(main, {
    width,
    height: MAX_TITLE_HEIGHT,
    maxSize: main.length <= SHORT_TITLE ? MAX_SHORT_TITLE_SIZE : MAX_TITLE_SIZE,
    minSize: MIN_TITLE_SIZE,
  });
  const lines = place(title, 0, TITLE_WEIGHT);
  if (second !== '') {
    const top = (lines.at(-1)?.y ?? 0) + title.fontSize * 0.3 + 3;
    const fitted = fitTitle(second, {
      width,
      height: MAX_SECOND_HEIGHT,
      maxSize: Math.max(MIN_SECOND_SIZE + 1, title.fontSize * 0.62),
      minSize: MIN_SECOND_SIZE,
    });
    lines.push(...place(fitted, top, SECOND_WEIGHT));
  }
  const last = lines.at(-1);
  const lastY = last?.y ?? 0;
  const yearY =
    movie.year === null
      ? lastY
      : lastY + (last?.fontSize ?? 0) * 0.24 + YEAR_DROP + YEAR_SIZE * 0.7;
  return { lines, height: yearY, yearY };
}

function framePath(outer: Box, thickness: number): string {
  const { x, y, width, height } = outer;
  const t = thickness;
  const inner = d(
    'M',
    x + t,
    y + t,
    'v',
    height - 2 * t,
    'h',
    width - 2 * t,
    'v',
    2 * t - height,
    'Z',
  );
  return `${d('M', x, y, 'h', width, 'v', height, 'h', -width, 'Z')} ${inner}`;
}

/** The largest square in the middle of a box. */
function squareIn({ x, y, width, height }: Box): Box {
  const side = Math.min(width, height);
  return { x: x + (width - side) / 2, y: y + (height - side) / 2, width: side, height: side };
}

/** The art's box less a shape: what the mask covers, and a little more, lest an edge shows. */
function around({ x, y, width, height }: Box, hole: string): string {
  const down = d('M', x - 1, y - 1, 'V', y + height + 1, 'H', x + width + 1, 'V', y - 1, 'Z');
  return `${down} ${hole}`;
}

function iris(box: Box): string {
  const r = Math.min(box.width, box.height) / 2;
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  return around(
    box,
    d('M', cx - r, cy, 'a', r, r, '0 1 1', 2 * r, 0, 'a', r, r, '0 1 1', -2 * r, 0, 'Z'),
  );
}

function roundCorners(box: Box, r: number): string {
  const corner = (x: number, y: number) => d('a', r, r, '0 0 1', x, y);
  const across = box.width - 2 * r;
  const down = box.height - 2 * r;
  const top = `${d('M', box.x + r, box.y, 'h', across)} ${corner(r, r)} ${d('v', down)} ${corner(-r, r)}`;
  return around(
    box,
    `${top} ${d('h', -across)} ${corner(-r, -r)} ${d('v', -down)} ${corner(r, -r)} Z`,
  );
}

function shifted(block: Block, by: number): Pick<Layout, 'lines'> & { yearY: number } {
  return {
    lines: block.lines.map((line) => ({ ...line, y: line.y + by })),
    yearY: block.yearY + by,
  };
}

/** Lays out a sheet. */
export function layoutOf(movie: Pick<Movie, 'title' | 'year'>, treatment: Treatment): Layout {
  const inset = treatment === 'silent' ? MARGIN + 6 : MARGIN;
  const measure = SHEET.width - 2 * inset;
  const block = titleBlock(movie, measure);
  const rtl = isRightToLeft(movie.title);
  const centred = treatment === 'silent';
  const text = {
    anchor: centred ? ('middle' as const) : rtl ? ('end' as const) : ('start' as const),
    textX: centred ? SHEET.width / 2 : rtl ? SHEET.width - inset : inset,
  };
  const yearText = movie.year === null ? '' : String(movie.year);
  if (treatment === 'documentary') {
    const { lines, yearY } = shifted(block, MARGIN + 10);
    const top = block.height + MARGIN + 10 + GAP;
    return {
      ...text,
      art: { x: MARGIN, y: top, width: measure, height: SHEET.height - top - MARGIN },
      mask: '',
      rule: d('M', MARGIN, MARGIN, 'h', measure, 'v', 3, 'h', -measure, 'Z'),
      lines,
      year: { text: yearText, y: yearY },
    };
  }
  const bottom = SHEET.height - (treatment === 'silent' ? MARGIN + 8 : MARGIN);
  const { lines, yearY } = shifted(block, bottom - block.height);
  const artBottom = bottom - block.height - GAP;
  const edge =
    treatment === 'full-bleed' || treatment === 'horror' || treatment === 'noir' ? 0 : inset;
  const whole = { x: edge, y: edge, width: SHEET.width - 2 * edge, height: artBottom - edge };
  const art = centred ? squareIn(whole) : whole;
  const frame = { x: 7, y: 7, width: SHEET.width - 14, height: SHEET.height - 14 };
  return {
    ...text,
    art,
    mask:
      treatment === 'silent' ? iris(art) : treatment === 'animation' ? roundCorners(art, 20) : '',
    rule: treatment === 'silent' ? framePath(frame, 1.1) : '',
    lines,
    year: { text: yearText, y: yearY },
  };
}
