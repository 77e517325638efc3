/** @file What a dot's colour says: main genre, decade, or the person's own rating. Pure. */
import { GENRES_BY_DISTINCTIVENESS, GENRE_HUES, NO_GENRE_HUE } from '../../domain/genres';
import { decadeLabel, decadeOf } from '../../domain/years';
import type { Oklch } from '../../ui/colour/oklch';
import type { Chart } from './chart';

export const COLOUR_MODES = ['genre', 'year', 'rating'] as const;
export type ColourMode = (typeof COLOUR_MODES)[number];
export type Tone = 'dark' | 'light';

export interface ColourClass {
  readonly label: string;
  readonly colour: Readonly<Record<Tone, Oklch>>;
  /** The rest: painted faintly and left out of the legend. */
  readonly isRest: boolean;
}

export interface Colouring {
  readonly mode: ColourMode;
  readonly classes: readonly ColourClass[];
  /** Class of each film of the chart. */
  readonly classOf: Uint8Array;
}

/** Lightness and chroma of dots, the same for every hue. */
const DOT_TONES = { dark: [0.735, 0.125], light: [0.585, 0.135] } as const;
const REST_TONES = { dark: [0.46, 0.012], light: [0.72, 0.012] } as const;

const FIRST_DECADE = 1930;
const LAST_DECADE = 2020;
const YEARS_OF_A_DECADE = 10;
/** Hues of the oldest and the newest films, through blue and green. */
const [OLDEST_HUE, NEWEST_HUE] = [325, 60];
/** Hues of one and of five stars. */
const [ONE_STAR_HUE, FIVE_STARS_HUE] = [275, 78];
const MOST_STARS = 5;
const STAR_LABELS = ['1 star or less', '2 stars', '3 stars', '4 stars', '5 stars'];

/** A film that the person rated; `halfStars` is 1 to 10. */
export interface RatedFilm {
  readonly movieId: number;
  readonly halfStars: number | null;
}

export function colouringOf(
  chart: Chart,
  mode: ColourMode,
  rated: readonly RatedFilm[],
): Colouring {
  switch (mode) {
    case 'genre':
      return { mode, classes: GENRE_CLASSES, classOf: chart.mainGenre };
    case 'year':
      return { mode, classes: YEAR_CLASSES, classOf: Uint8Array.from(chart.year, yearClass) };
    case 'rating':
      return {
        mode,
        classes: RATING_CLASSES,
        classOf: ratingClasses(chart, rated),
      };
  }
}

/** The dot colour of a hue, also of the words that name it. */
export function dotColour(hue: number): ColourClass['colour'] {
  const toned = (tone: Tone): Oklch => ({ l: DOT_TONES[tone][0], c: DOT_TONES[tone][1], h: hue });
  return { dark: toned('dark'), light: toned('light') };
}

function shownClass(label: string, hue: number): ColourClass {
  return { label, colour: dotColour(hue), isRest: false };
}

function restClass(label: string): ColourClass {
  const toned = (tone: Tone): Oklch => ({
    l: REST_TONES[tone][0],
    c: REST_TONES[tone][1],
    h: NO_GENRE_HUE,
  });
  return { label, colour: { dark: toned('dark'), light: toned('light') }, isRest: true };
}

const GENRE_CLASSES: readonly ColourClass[] = [
  ...GENRES_BY_DISTINCTIVENESS.map((genre) => shownClass(genre, GENRE_HUES[genre])),
  restClass('No genre'),
];

const DECADES = (LAST_DECADE - FIRST_DECADE) / YEARS_OF_A_DECADE;

export function decadeHue(year: number): number {
  const decade = Math.min(LAST_DECADE, Math.max(FIRST_DECADE, decadeOf(year)));
  const share = (decade - FIRST_DECADE) / (LAST_DECADE - FIRST_DECADE);
  return OLDEST_HUE + share * (NEWEST_HUE - OLDEST_HUE);
}

const YEAR_CLASSES: readonly ColourClass[] = [
  ...Array.from({ length: DECADES + 1 }, (_, i) => {
    const decade = FIRST_DECADE + i * YEARS_OF_A_DECADE;
    const label = i === 0 ? `Before ${FIRST_DECADE + YEARS_OF_A_DECADE}` : decadeLabel(decade);
    return shownClass(label, decadeHue(decade));
  }),
  restClass('Year unknown'),
];

function yearClass(year: number): number {
  if (year === 0) return DECADES + 1;
  const decade = Math.min(LAST_DECADE, Math.max(FIRST_DECADE, decadeOf(year)));
  return (decade - FIRST_DECADE) / YEARS_OF_A_DECADE;
}

const RATING_CLASSES: readonly ColourClass[] = [
  ...STAR_LABELS.map((label, i) =>
    shownClass(label, ONE_STAR_HUE + (i / (MOST_STARS - 1)) * (FIVE_STARS_HUE - ONE_STAR_HUE)),
  ),
  restClass('Not rated by you'),
];

function ratingClasses(chart: Chart, rated: readonly RatedFilm[]): Uint8Array {
  const classOf = new Uint8Array(chart.size).fill(MOST_STARS);
  for (const { movieId, halfStars } of rated) {
    const index = chart.indexOf(movieId);
    if (index !== undefined) classOf[index] = ratingClass(halfStars);
  }
  return classOf;
}

/** Half stars count upwards: 4.5 stars are shown as 5. */
function ratingClass(halfStars: number | null): number {
  return halfStars === null ? MOST_STARS : Math.ceil(halfStars / 2) - 1;
}
