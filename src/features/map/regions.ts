/**
 * @file What the neighbourhoods of the chart are about: the genre or decade that is far more frequent
 * there than on the whole map. Computed from the films, so a new pack gets names of its own. Pure.
 */
import { GENRES_BY_DISTINCTIVENESS, GENRE_HUES } from '../../domain/genres';
import { decadeLabel, decadeOf } from '../../domain/years';
import type { Chart } from './chart';
import { decadeHue } from './colouring';

export interface Region {
  /** `Horror`, `1940s` */
  readonly label: string;
  /** OKLCH degrees. */
  readonly hue: number;
  /** Its middle, in chart units. */
  readonly x: number;
  readonly y: number;
  /** How many standard deviations the share lies above the one of the whole map. */
  readonly score: number;
}

/** The disc is cut into squares; a neighbourhood is a square and those within this many of it. */
const CELLS = 44;
const REACH = 3;
const CELL_SIZE = 2 / CELLS;

/** A neighbourhood says something only with so many films, times as frequent and sure as this. */
const MIN_FILMS = 24;
const MIN_LIFT = 1.8;
const MIN_SCORE = 5;
const MIN_SHARE = 0.2;

const MOST_REGIONS = 16;
const MOST_OF_A_KIND = 2;
/** Distances between labels, in chart units: any two, and two of the same kind. */
const APART = 0.2;
const APART_OF_A_KIND = 0.75;

/** Something a film can be: a genre or a decade. `has` is 1 where a film is it. */
interface Kind {
  readonly label: string;
  readonly hue: number;
  readonly has: (index: number) => boolean;
}

/** The strongest regions, the most certain first. */
export function findRegions(chart: Chart): Region[] {
  const films = neighbourhoodSums(chart, () => true);
  const found = kindsOf(chart).flatMap((kind) => regionsOf(chart, kind, films));
  found.sort((a, b) => b.score - a.score || a.label.localeCompare(b.label));
  const kept: Region[] = [];
  for (const region of found) {
    if (kept.length >= MOST_REGIONS) break;
    if (hasRoom(region, kept)) kept.push(region);
  }
  return kept;
}

/** IMAX is a format of projection, not something that a film is about. */
function kindsOf({ genres, year }: Chart): Kind[] {
  const decades = new Set(Array.from(year, (value) => (value === 0 ? 0 : decadeOf(value))));
  decades.delete(0);
  return [
    ...GENRES_BY_DISTINCTIVENESS.flatMap((genre, bit) =>
      genre === 'IMAX'
        ? []
        : [
            {
              label: genre,
              hue: GENRE_HUES[genre],
              has: (i: number) => (genres[i] & (1 << bit)) !== 0,
            },
          ],
    ),
    ...[...decades].sort().map((decade) => ({
      label: decadeLabel(decade),
      hue: decadeHue(decade),
      has: (i: number) => year[i] !== 0 && decadeOf(year[i]) === decade,
    })),
  ];
}

/** All neighbourhoods where a kind stands out. */
function regionsOf(chart: Chart, { label, hue, has }: Kind, films: Float64Array): Region[] {
  const counts = neighbourhoodSums(chart, has);
  let total = 0;
  for (let i = 0; i < chart.size; i += 1) if (has(i)) total += 1;
  const share = total / chart.size;
  const regions: Region[] = [];
  films.forEach((n, cell) => {
    const local = counts[cell] / n;
    if (n < MIN_FILMS || local < MIN_SHARE || local < MIN_LIFT * share) return;
    const score = (counts[cell] - n * share) / Math.sqrt(n * share * (1 - share));
    if (score < MIN_SCORE) return;
    regions.push({ label, hue, score, ...middleOf(cell) });
  });
  return regions;
}

function hasRoom(region: Region, kept: readonly Region[]): boolean {
  let ofAKind = 0;
  for (const other of kept) {
    const distance = Math.hypot(other.x - region.x, other.y - region.y);
    const isSame = other.label === region.label;
    if (distance < (isSame ? APART_OF_A_KIND : APART)) return false;
    if (isSame) ofAKind += 1;
  }
  return ofAKind < MOST_OF_A_KIND;
}

/** `[CELLS * CELLS]` how many films of a kind each neighbourhood has. */
function neighbourhoodSums(chart: Chart, has: (index: number) => boolean): Float64Array {
  const cells = new Float64Array(CELLS * CELLS);
  for (let i = 0; i < chart.size; i += 1) {
    if (has(i)) cells[cellAt(chart.y[i]) * CELLS + cellAt(chart.x[i])] += 1;
  }
  return summedAlong(summedAlong(cells, 1), CELLS);
}

/** Sums of each cell with its neighbours along one axis; `stride` is 1 for rows, CELLS for columns. */
function summedAlong(cells: Float64Array, stride: number): Float64Array {
  return cells.map((_, cell) => {
    const position = Math.floor(cell / stride) % CELLS;
    let sum = 0;
    for (let step = -REACH; step <= REACH; step += 1) {
      const other = position + step;
      if (other >= 0 && other < CELLS) sum += cells[cell + step * stride];
    }
    return sum;
  });
}

function cellAt(coordinate: number): number {
  return Math.min(CELLS - 1, Math.max(0, Math.floor((coordinate + 1) / CELL_SIZE)));
}

function middleOf(cell: number): { x: number; y: number } {
  return {
    x: ((cell % CELLS) + 0.5) * CELL_SIZE - 1,
    y: (Math.floor(cell / CELLS) + 0.5) * CELL_SIZE - 1,
  };
}
