/** @file What the shelves of "For you" hold. Pure. */
import type { AlternativeSummary, Recommendation } from '../client/contract';
import type { Movie } from '../domain/movie';

/** Films on a shelf. */
export const SHELF_LENGTH = 24;

/** How many candidates a shelf needs so that it is full after the repeats are taken out. */
export const SHELF_CANDIDATES = 3 * SHELF_LENGTH;

export interface ShelfItem {
  readonly movie: Movie;
  /** Predicted stars, 0.5 to 5; null where there is no prediction. */
  readonly stars: number | null;
  /** The rated film that speaks most for it, or null. */
  readonly because: Movie | null;
}

export interface Shelves {
  /** Whether `topPicks` comes from the person's own ratings; otherwise it is what is popular. */
  readonly personal: boolean;
  /** Whether `topPicks` comes from what the person tells of themselves, too. */
  readonly told: boolean;
  /** Which other system made `topPicks`; null for the model. */
  readonly system: AlternativeSummary | null;
  readonly topPicks: readonly ShelfItem[];
  /** Empty while `topPicks` itself is what is popular. */
  readonly popular: readonly ShelfItem[];
  readonly topRated: readonly ShelfItem[];
}

export const EMPTY_SHELVES: Shelves = {
  personal: false,
  told: false,
  system: null,
  topPicks: [],
  popular: [],
  topRated: [],
};

export interface ShelfIngredients {
  readonly personal: boolean;
  readonly told: boolean;
  readonly system: AlternativeSummary | null;
  readonly recommended: readonly Recommendation[];
  /** Ids, the most popular first; {@link SHELF_CANDIDATES} of them. */
  readonly popular: readonly number[];
  /** Ids, the best rated first; {@link SHELF_CANDIDATES} of them. */
  readonly topRated: readonly number[];
  readonly movieOf: (movieId: number) => Movie | undefined;
  readonly starsOf: (movieId: number) => number | null;
}

/** Fills the shelves so that no film is on two of them. */
export function assembledShelves(ingredients: ShelfIngredients): Shelves {
  const { personal, told, system, recommended, movieOf, starsOf } = ingredients;
  const placed = new Set<number>();
  const topPicks = recommended.flatMap(({ movieId, stars, because }) => {
    const movie = movieOf(movieId);
    if (movie === undefined) return [];
    placed.add(movieId);
    return [{ movie, stars, because: because === null ? null : (movieOf(because) ?? null) }];
  });
  const shelfOf = (candidates: readonly number[]): ShelfItem[] => {
    const free = candidates.filter((movieId) => !placed.has(movieId)).slice(0, SHELF_LENGTH);
    return free.flatMap((movieId) => {
      const movie = movieOf(movieId);
      if (movie === undefined) return [];
      placed.add(movieId);
      return [{ movie, stars: starsOf(movieId), because: null }];
    });
  };
  const popular = personal ? shelfOf(ingredients.popular) : [];
  return { personal, told, system, topPicks, popular, topRated: shelfOf(ingredients.topRated) };
}
