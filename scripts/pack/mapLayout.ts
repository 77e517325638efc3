/**
 * @file Lays the rated movies out in two dimensions when the pack is built.
 *
 * Movies with a few ratings at least are laid out by UMAP (McInnes, Healy and Melville 2018) over exact
 * cosine neighbours of their embeddings. The embedding of a movie with one or two ratings mostly
 * repeats its raters, which would tear the map into islands; such a movie is placed among its
 * neighbours instead, and so are those beyond the number that can be laid out in a minute.
 */
import { UMAP } from 'umap-js';
import { createRandom, type Random } from '../../models/dataset/random';
import { nearestRows, unitRows, type Neighbour } from './nearestRows';

const MIN_RATINGS_FOR_LAYOUT = 3;
/** The most rated ones; neighbours take quadratic time, and UMAP a few milliseconds a movie. */
const MOST_LAID_OUT = 10_000;
const NEIGHBOURS = 15;
const NEIGHBOURS_OF_RARE = 5;
const MIN_DISTANCE = 0.15;
const EPOCHS = 300;
/** A movie farther from its neighbours than this many times the usual is moved back to them. */
const STRAY_FACTOR = 8;
/** Scatter of movies that are placed among others, as a share of the map. */
const SCATTER = 0.006;
/** Free border around the map, as a share of its side. */
const MARGIN = 0.02;

export interface MapLayout {
  /** `[M]` 0 to 1. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

const MIDDLE: Point = { x: 0.5, y: 0.5 };

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Places of all rows of an embedding table; seeded.
 *
 * @param embedding `[M, D]`, row-major
 * @param ratingCount `[M]`
 * @param onProgress called with the share done, 0 to 1
 */
export async function layOutMap(
  embedding: Float32Array,
  dimensions: number,
  ratingCount: Int32Array,
  seed: number,
  onProgress: (share: number) => void,
): Promise<MapLayout> {
  const units = unitRows(embedding, dimensions);
  const movies = Int32Array.from(ratingCount.keys());
  const { known, neighbours: near } = await wellKnown(units, dimensions, ratingCount);
  const isKnown = new Set(known);
  const others = movies.filter((movie) => !isKnown.has(movie));
  const random = createRandom(seed);
  const places = new Array<Point>(movies.length);
  const laidOut = await layOutKnown(units, dimensions, known, near, random, onProgress);
  known.forEach((movie, i) => (places[movie] = laidOut[i]));
  const neighbours = await nearestRows(units, dimensions, others, known, NEIGHBOURS_OF_RARE);
  others.forEach((movie, i) => {
    const near = neighbours[i].map(({ row }) => laidOut[row]);
    const centre = near.length > 0 ? meanPlace(near) : anyOf(laidOut, random);
    places[movie] = scattered(centre, random);
  });
  return {
    x: Float32Array.from(places, ({ x }) => MARGIN + (1 - 2 * MARGIN) * x),
    y: Float32Array.from(places, ({ y }) => MARGIN + (1 - 2 * MARGIN) * y),
  };
}

/** Movies that UMAP can lay out, ascending, and the neighbours of each among them. */
interface WellKnown {
  readonly known: Int32Array;
  readonly neighbours: readonly (readonly Neighbour[])[];
}

/** The most rated movies; one that has too few like it, as a movie nobody liked has, is left out. */
async function wellKnown(
  units: Float32Array,
  dimensions: number,
  ratingCount: Int32Array,
): Promise<WellKnown> {
  let known = Int32Array.from(ratingCount.keys())
    .filter((movie) => ratingCount[movie] >= MIN_RATINGS_FOR_LAYOUT)
    .sort((a, b) => ratingCount[b] - ratingCount[a] || a - b)
    .slice(0, MOST_LAID_OUT)
    .sort();
  for (;;) {
    const neighbours = await nearestRows(units, dimensions, known, known, NEIGHBOURS - 1);
    const hasEnough = (_: number, i: number): boolean => neighbours[i].length === NEIGHBOURS - 1;
    const kept = known.filter(hasEnough);
    if (kept.length === known.length) return { known, neighbours };
    known = kept;
  }
}

/** UMAP, scaled to the unit square, with strays brought back. */
async function layOutKnown(
  units: Float32Array,
  dimensions: number,
  known: Int32Array,
  neighbours: WellKnown['neighbours'],
  random: Random,
  onProgress: (share: number) => void,
): Promise<Point[]> {
  if (known.length === 0) return [];
  const umap = new UMAP({
    nNeighbors: NEIGHBOURS,
    minDist: MIN_DISTANCE,
    nEpochs: EPOCHS,
    random: () => random.next(),
  });
  // UMAP counts a point as its own first neighbour.
  umap.setPrecomputedKNN(
    neighbours.map((list, i) => [i, ...list.map(({ row }) => row)]),
    neighbours.map((list) => [0, ...list.map(({ cosine }) => Math.max(0, 1 - cosine))]),
  );
  const rows = Array.from(known, (movie) =>
    Array.from(units.subarray(movie * dimensions, (movie + 1) * dimensions)),
  );
  await umap.fitAsync(rows, (epoch) => onProgress(epoch / EPOCHS));
  const places = umap.getEmbedding().map(([x, y]) => ({ x, y }));
  const near = neighbours.map((list) => list.map(({ row }) => row));
  return scaledToUnit(withoutStrays(places, near, random));
}

/** Moves each point that lies unusually far from the middle of its neighbours to that middle. */
function withoutStrays(
  places: readonly Point[],
  neighbours: readonly (readonly number[])[],
  random: Random,
): Point[] {
  const centres = neighbours.map((near) => medianPlace(near.map((row) => places[row])));
  const distances = places.map(({ x, y }, i) => Math.hypot(x - centres[i].x, y - centres[i].y));
  const usual = median(distances);
  return places.map((place, i) =>
    distances[i] > STRAY_FACTOR * usual ? scattered(centres[i], random, usual) : place,
  );
}

function scaledToUnit(places: readonly Point[]): Point[] {
  const span = (values: readonly number[]): { low: number; size: number } => {
    const low = values.reduce((a, b) => Math.min(a, b));
    const high = values.reduce((a, b) => Math.max(a, b));
    return { low, size: Math.max(high - low, Number.MIN_VALUE) };
  };
  const horizontal = span(places.map(({ x }) => x));
  const vertical = span(places.map(({ y }) => y));
  return places.map(({ x, y }) => ({
    x: (x - horizontal.low) / horizontal.size,
    y: (y - vertical.low) / vertical.size,
  }));
}

function anyOf(places: readonly Point[], random: Random): Point {
  return places.length > 0 ? places[random.integer(places.length)] : MIDDLE;
}

function scattered({ x, y }: Point, random: Random, spread = SCATTER): Point {
  return { x: x + spread * random.normal(), y: y + spread * random.normal() };
}

function meanPlace(places: readonly Point[]): Point {
  const sum = (pick: (place: Point) => number): number =>
    places.reduce((total, place) => total + pick(place), 0);
  return { x: sum(({ x }) => x) / places.length, y: sum(({ y }) => y) / places.length };
}

function medianPlace(places: readonly Point[]): Point {
  return { x: median(places.map(({ x }) => x)), y: median(places.map(({ y }) => y)) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
