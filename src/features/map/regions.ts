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
  readonly kind: 'genre' | 'decade';
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

/**
 * Films count by how well they are known: a hundred films that one person rated are not a region.
 * A neighbourhood says something only with so much weight, times as frequent and sure as this.
 */
const MIN_WEIGHT = 90;
const MIN_LIFT = 1.7;
const MIN_SCORE = 6;
const MIN_SHARE = 0.2;

const MOST_REGIONS = 16;
const MOST_OF_A_KIND = 2;
/** Distances between labels, in chart units: any two, and two of the same kind. */
const APART = 0.2;
const APART_OF_A_KIND = 0.75;

/** Something a film can be: a genre or a decade. */
interface Trait extends Pick<Region, 'label' | 'kind' | 'hue'> {
  readonly has: (index: number) => boolean;
}

/** The strongest regions, the most certain first. */
export function findRegions(chart: Chart): Region[] {
  const weights = Float32Array.from(chart.ratingCount, (count) => Math.log2(1 + count));
  const films = neighbourhoods(chart, weights, () => true);
  const found = traitsOf(chart).flatMap((trait) => regionsOf(chart, weights, trait, films));
  found.sort((a, b) => b.score - a.score || a.label.localeCompare(b.label));
  const kept: Region[] = [];
  for (const region of found) {
    if (kept.length >= MOST_REGIONS) break;
    if (hasRoom(region, kept)) kept.push(region);
  }
  return kept;
}

/** IMAX is a format of projection, not something that a film is about. */
function traitsOf({ genres, year }: Chart): Trait[] {
  const decades = new Set(Array.from(year, (value) => (value === 0 ? 0 : decadeOf(value))));
  decades.delete(0);
  const ofGenres = GENRES_BY_DISTINCTIVENESS.flatMap((label, bit): Trait[] => {
    const has = (i: number) => (genres[i] & (1 << bit)) !== 0;
    return label === 'IMAX' ? [] : [{ label, kind: 'genre', hue: GENRE_HUES[label], has }];
  });
  const ofDecades = [...decades].sort().map((decade): Trait => {
    const has = (i: number) => year[i] !== 0 && decadeOf(year[i]) === decade;
    return { label: decadeLabel(decade), kind: 'decade', hue: decadeHue(decade), has };
  });
  return [...ofGenres, ...ofDecades];
}

/** All neighbourhoods where a trait stands out. */
function regionsOf(
  chart: Chart,
  weights: Float32Array,
  { label, kind, hue, has }: Trait,
  films: Neighbourhoods,
): Region[] {
  const here = neighbourhoods(chart, weights, has);
  const share = here.total / films.total;
  const regions: Region[] = [];
  films.weight.forEach((n, cell) => {
    const local = here.weight[cell] / n;
    if (n < MIN_WEIGHT || local < MIN_SHARE || local < MIN_LIFT * share) return;
    const score = (here.weight[cell] - n * share) / Math.sqrt(n * share * (1 - share));
    if (score < MIN_SCORE) return;
    const x = here.x[cell] / here.weight[cell];
    const y = here.y[cell] / here.weight[cell];
    regions.push({ label, kind, hue, score, x, y });
  });
  return regions;
}

function hasRoom(region: Region, kept: readonly Region[]): boolean {
  let alike = 0;
  for (const other of kept) {
    const distance = Math.hypot(other.x - region.x, other.y - region.y);
    const isSame = other.label === region.label;
    if (distance < (isSame ? APART_OF_A_KIND : APART)) return false;
    if (isSame) alike += 1;
  }
  return alike < MOST_OF_A_KIND;
}

/** Sums over each neighbourhood, `[CELLS * CELLS]`, row by row. */
interface Neighbourhoods {
  readonly weight: Float64Array;
  /** Weighted coordinates: divided by the weight they are the middle. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Weight of the whole chart. */
  readonly total: number;
}

function neighbourhoods(
  chart: Chart,
  weights: Float32Array,
  has: (index: number) => boolean,
): Neighbourhoods {
  const [weight, x, y] = Array.from({ length: 3 }, () => new Float64Array(CELLS * CELLS));
  let total = 0;
  for (let i = 0; i < chart.size; i += 1) {
    if (!has(i)) continue;
    const cell = cellAt(chart.y[i]) * CELLS + cellAt(chart.x[i]);
    weight[cell] += weights[i];
    x[cell] += weights[i] * chart.x[i];
    y[cell] += weights[i] * chart.y[i];
    total += weights[i];
  }
  return { weight: summed(weight), x: summed(x), y: summed(y), total };
}

function summed(cells: Float64Array): Float64Array {
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
