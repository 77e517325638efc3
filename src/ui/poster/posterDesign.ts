/** @file A movie's poster as plain data: the same movie always gives the same sheet. */
import type { Movie } from '../../domain/movie';
import { chooseComposition } from './chooseComposition';
import { COMPOSITIONS } from './compositions';
import type { CompositionName } from './compositions';
import { layoutOf } from './layout';
import type { Layout } from './layout';
import { paletteOf } from './palette';
import type { Palette } from './palette';
import { hash, seeded } from './random';
import { recipeOf } from './recipe';
import type { Treatment } from './recipe';
import { layersOf } from './scene';
import type { Layer } from './scene';

export { SHEET } from './layout';

export interface PosterDesign {
  readonly composition: CompositionName;
  readonly treatment: Treatment;
  readonly palette: Palette;
  readonly layout: Layout;
  /** Bottom first, in the coordinates of `layout.art`. */
  readonly layers: readonly Layer[];
}

export type PosterSubject = Pick<Movie, 'id' | 'title' | 'year' | 'genres' | 'place'>;

const ART_SALT = 7;

/** The movie's poster. */
export function posterDesign(movie: PosterSubject): PosterDesign {
  const recipe = recipeOf(movie);
  const composition = chooseComposition(movie);
  const layout = layoutOf(movie, recipe.treatment);
  const shapes = COMPOSITIONS[composition](layout.art, seeded(hash(movie.id, ART_SALT)));
  return {
    composition,
    treatment: recipe.treatment,
    palette: paletteOf(recipe),
    layout,
    layers: layersOf(shapes),
  };
}
