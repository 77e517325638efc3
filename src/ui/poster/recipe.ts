/** @file How a movie's sheet is printed: treatment, ground and hues, from its genres, era and place. */
import { byDistinctiveness, genreHue, NO_GENRE_HUE } from '../../domain/genres';
import type { Genre } from '../../domain/genres';
import type { Movie } from '../../domain/movie';
import type { Ground, PaletteRecipe } from './palette';
import { hashUnit } from './random';

/** A way of laying out and printing a sheet. */
export type Treatment =
  | 'full-bleed'
  | 'framed'
  /** An iris on black, as between intertitles. */
  | 'silent'
  /** Black, grey, and one light. */
  | 'noir'
  /** A cel with round corners, on a colour. */
  | 'animation'
  /** Title above a rule, one hue, as on a report. */
  | 'documentary'
  /** Near black, the hue turned up. */
  | 'horror';

export interface Recipe extends PaletteRecipe {
  readonly treatment: Treatment;
}

type Subject = Pick<Movie, 'id' | 'genres' | 'year' | 'place'>;

/** The first year in which most films had sound. */
const SOUND_YEAR = 1929;
/** Until then most films were black and white. */
const COLOUR_YEAR = 1955;
/** Musicals turned to colour first. */
const COLOUR_MUSICAL_YEAR = 1939;

/** Positive is dark. */
const MOODS: Readonly<Partial<Record<Genre, number>>> = {
  Horror: 2,
  'Film-Noir': 3,
  Thriller: 0.9,
  Crime: 0.8,
  Mystery: 0.8,
  War: 0.7,
  'Sci-Fi': 0.6,
  Action: 0.3,
  Children: -1.3,
  Musical: -0.9,
  Comedy: -0.9,
  Romance: -0.5,
  Animation: -0.7,
  Documentary: -0.6,
  Adventure: -0.3,
};

/** Degrees by which the place on the map turns a hue; drama is half of all films, so it turns most. */
const HUE_SPREAD: Readonly<Partial<Record<Genre, number>>> = {
  Drama: 75,
  Comedy: 26,
  Thriller: 30,
};
const USUAL_HUE_SPREAD = 12;
const HUE_JITTER = 9;
/** Hues closer than this look like one. */
const LEAST_HUE_DISTANCE = 48;
const COMPANION_TURNS = [150, 60, -70, 190, -130];

/** Salts, so that a movie's choices are independent of each other. */
const SALT = { mood: 101, vivid: 102, hue: 103, spread: 104, companion: 105, frame: 106 } as const;

function treatmentOf(movie: Subject): Treatment {
  const has = (genre: Genre) => movie.genres.includes(genre);
  if (movie.year !== null && movie.year < SOUND_YEAR && !has('Animation')) return 'silent';
  if (has('Film-Noir')) return 'noir';
  if (has('Animation')) return 'animation';
  if (has('Documentary')) return 'documentary';
  if (has('Horror')) return 'horror';
  if (isSilver(movie)) return 'framed';
  return hashUnit(movie.id, SALT.frame) < 0.3 ? 'framed' : 'full-bleed';
}

function isSilver(movie: Subject): boolean {
  if (movie.genres.includes('Film-Noir')) return true;
  if (movie.year === null || movie.year >= COLOUR_YEAR) return false;
  if (movie.genres.includes('Animation')) return false;
  return !(movie.genres.includes('Musical') && movie.year >= COLOUR_MUSICAL_YEAR);
}

function groundOf(movie: Subject, treatment: Treatment): Ground {
  if (treatment === 'noir' || treatment === 'horror' || treatment === 'silent') return 'deep';
  const genres = movie.genres.reduce((sum, genre) => sum + (MOODS[genre as Genre] ?? 0), 0);
  const place = movie.place === null ? 0 : (movie.place.y - 0.5) * 1.2;
  const mood = genres + place + (hashUnit(movie.id, SALT.mood) - 0.5) * 1.8;
  if (treatment === 'documentary') return mood > 0.4 ? 'deep' : 'pale';
  if (treatment === 'animation') return mood > 0.2 ? 'vivid' : 'pale';
  if (isSilver(movie)) return mood > 0 ? 'deep' : 'pale';
  if (mood > 0.45) return 'deep';
  if (mood < -0.75) return 'pale';
  return hashUnit(movie.id, SALT.vivid) < 0.55 ? 'vivid' : mood > -0.15 ? 'deep' : 'pale';
}

function turned(hue: number): number {
  return ((hue % 360) + 360) % 360;
}

function huesOf(movie: Subject): [first: number, second: number] {
  const [genre, companion] = byDistinctiveness(movie.genres);
  const spread = (genre && HUE_SPREAD[genre]) ?? USUAL_HUE_SPREAD;
  const across = movie.place === null ? hashUnit(movie.id, SALT.spread) : movie.place.x;
  const jitter = (hashUnit(movie.id, SALT.hue) - 0.5) * 2 * HUE_JITTER;
  const base = genre ? genreHue(genre) : NO_GENRE_HUE;
  const first = turned(base + spread * (2 * across - 1) + jitter);
  const pick = Math.floor(hashUnit(movie.id, SALT.companion) * COMPANION_TURNS.length);
  const second = companion ? genreHue(companion) : first + (COMPANION_TURNS[pick] ?? 150);
  const apart = turned(second - first + 180) - 180;
  if (Math.abs(apart) >= LEAST_HUE_DISTANCE) return [first, turned(second)];
  return [first, turned(first + (apart < 0 ? -1 : 1) * (LEAST_HUE_DISTANCE + 22))];
}

/** Everything about a sheet's print but its composition. */
export function recipeOf(movie: Subject): Recipe {
  const treatment = treatmentOf(movie);
  const [firstHue, secondHue] = huesOf(movie);
  return {
    treatment,
    ground: groundOf(movie, treatment),
    firstHue,
    secondHue: treatment === 'documentary' ? firstHue : secondHue,
    silver: isSilver(movie) || treatment === 'silent',
    saturation: treatment === 'animation' || treatment === 'horror' ? 1.12 : 1,
  };
}
