/**
 * @file Which composition a movie gets: its genres and its place in embedding space say which suit it,
 * so that kindred films look akin; its id decides among those, so that neighbours differ.
 */
import { byDistinctiveness } from '../../domain/genres';
import type { Genre } from '../../domain/genres';
import type { Movie } from '../../domain/movie';
import { COMPOSITIONS } from './compositions';
import type { CompositionName } from './compositions';
import { hashUnit } from './random';

const SUITABLE: Readonly<Record<Genre, readonly CompositionName[]>> = {
  'Film-Noir': ['blinds', 'keyhole', 'city', 'stairs', 'doors', 'beam', 'figure', 'eye'],
  Western: ['sun', 'mountains', 'road', 'dunes', 'figure', 'rays'],
  Documentary: ['orbits', 'rings', 'dots', 'tiles', 'leaves', 'beam', 'reel', 'road', 'bands'],
  Animation: ['balloons', 'petals', 'tiles', 'moons', 'arcs', 'scales', 'fans', 'sails', 'leaves'],
  Musical: ['fans', 'curtain', 'rays', 'reel', 'dots', 'petals', 'arcs', 'chevrons'],
  Horror: ['eye', 'keyhole', 'forest', 'spiral', 'shards', 'doors', 'moons', 'figure', 'stairs'],
  War: ['chevrons', 'bands', 'figure', 'shards', 'road', 'rays', 'blinds'],
  'Sci-Fi': ['orbits', 'rings', 'cubes', 'moons', 'sun', 'labyrinth', 'beam', 'dots'],
  Mystery: ['keyhole', 'labyrinth', 'spiral', 'doors', 'windows', 'stairs', 'forest', 'blinds'],
  Fantasy: ['moons', 'mountains', 'forest', 'petals', 'rays', 'leaves', 'labyrinth', 'scales'],
  Children: ['balloons', 'sails', 'arcs', 'tiles', 'petals', 'leaves', 'fans', 'sun'],
  Crime: ['city', 'blinds', 'stairs', 'windows', 'shards', 'bands', 'doors', 'labyrinth'],
  Romance: ['pair', 'petals', 'leaves', 'curtain', 'moons', 'dunes', 'windows', 'arcs', 'sails'],
  Adventure: ['sails', 'mountains', 'dunes', 'road', 'sun', 'scales', 'figure'],
  Thriller: ['shards', 'eye', 'blinds', 'stairs', 'spiral', 'bands', 'keyhole', 'cubes'],
  Action: ['bands', 'chevrons', 'rays', 'shards', 'city', 'sun', 'road'],
  Comedy: ['dots', 'arcs', 'fans', 'tiles', 'pair', 'chevrons', 'balloons', 'windows', 'curtain'],
  Drama: [
    ...(['windows', 'pair', 'dunes', 'figure', 'rings', 'doors', 'leaves', 'road'] as const),
    ...(['stairs', 'bands', 'sun', 'tiles', 'forest', 'curtain', 'cubes'] as const),
  ],
  IMAX: ['rings', 'orbits', 'mountains', 'sun'],
};

/** What the first, second, third … genre of a film counts for. */
const GENRE_WEIGHTS = [1, 0.45, 0.2, 0.1];
const PLACE_WEIGHT = 0.25;
/** Large enough that genres which share but two compositions do not leave it at those. */
const ID_WEIGHT = 1.5;
/** Distance on the map, 0 to 1, over which a composition's pull fades. */
const PLACE_REACH = 0.6;
/** Steps of the plastic-number sequence (M. Roberts, R2), which spreads points evenly. */
const R2 = { x: 0.7548776662466927, y: 0.5698402909980532 } as const;

const NAMES = Object.keys(COMPOSITIONS) as CompositionName[];

function genreScores(genres: readonly string[]): ReadonlyMap<CompositionName, number> {
  const scores = new Map<CompositionName, number>();
  byDistinctiveness(genres).forEach((genre, rank) => {
    const weight = GENRE_WEIGHTS[Math.min(rank, GENRE_WEIGHTS.length - 1)] ?? 0;
    for (const name of SUITABLE[genre]) scores.set(name, (scores.get(name) ?? 0) + weight);
  });
  return scores;
}

function placeScore(place: Movie['place'], index: number): number {
  if (place === null) return 0;
  const dx = place.x - ((index * R2.x) % 1);
  const dy = place.y - ((index * R2.y) % 1);
  return Math.max(0, 1 - Math.hypot(dx, dy) / PLACE_REACH);
}

/** The movie's composition, always the same. */
export function chooseComposition(movie: Pick<Movie, 'id' | 'genres' | 'place'>): CompositionName {
  const scores = genreScores(movie.genres);
  let best: CompositionName = 'rings';
  let bestScore = -1;
  NAMES.forEach((name, index) => {
    const suits = scores.size === 0 || scores.has(name);
    if (!suits) return;
    const score =
      (scores.get(name) ?? 0) +
      PLACE_WEIGHT * placeScore(movie.place, index) +
      ID_WEIGHT * hashUnit(movie.id, index + 1);
    if (score > bestScore) [best, bestScore] = [name, score];
  });
  return best;
}
