/** @file The MovieLens genres: their hue, how much each says about a film, and bit masks of them. */

export const NO_GENRE = '(no genres listed)';

/** A film's first genre in this order says most about it. Also the order of figures and chips. */
export const GENRES_BY_DISTINCTIVENESS = [
  'Film-Noir',
  'Western',
  'Documentary',
  'Animation',
  'Musical',
  'Horror',
  'War',
  'Sci-Fi',
  'Mystery',
  'Fantasy',
  'Children',
  'Crime',
  'Romance',
  'Adventure',
  'Thriller',
  'Action',
  'Comedy',
  'Drama',
  'IMAX',
] as const;

export type Genre = (typeof GENRES_BY_DISTINCTIVENESS)[number];

/** OKLCH hue in degrees of each genre, on posters, on the map and in figures. */
export const GENRE_HUES: Readonly<Record<Genre, number>> = {
  Action: 38,
  Adventure: 155,
  Animation: 135,
  Children: 95,
  Comedy: 82,
  Crime: 12,
  Documentary: 225,
  Drama: 262,
  Fantasy: 310,
  'Film-Noir': 70,
  Horror: 25,
  IMAX: 240,
  Musical: 345,
  Mystery: 285,
  Romance: 0,
  'Sci-Fi': 200,
  Thriller: 248,
  War: 115,
  Western: 55,
};

/** Hue of a film without a genre: the room's own warm grey. */
export const NO_GENRE_HUE = 75;

const RANK: ReadonlyMap<string, number> = new Map(
  GENRES_BY_DISTINCTIVENESS.map((genre, rank) => [genre, rank]),
);

/** Whether a name is one of the MovieLens genres. */
export function isGenre(name: string): name is Genre {
  return RANK.has(name);
}

/** OKLCH hue in degrees; {@link NO_GENRE_HUE} for an unknown name. */
export function genreHue(name: string): number {
  return isGenre(name) ? GENRE_HUES[name] : NO_GENRE_HUE;
}

/** The known genres of a film, the most telling first; unknown names are left out. */
export function byDistinctiveness(genres: readonly string[]): Genre[] {
  return genres.filter(isGenre).sort((a, b) => (RANK.get(a) ?? 0) - (RANK.get(b) ?? 0));
}

/**
 * Bit mask of genres: bit `i` stands for `genreNames[i]`, the order of the pack.
 * Names that the pack does not know are left out.
 */
export function genreMask(genres: Iterable<string>, genreNames: readonly string[]): number {
  let mask = 0;
  for (const genre of genres) {
    const bit = genreNames.indexOf(genre);
    if (bit >= 0) mask |= 1 << bit;
  }
  return mask;
}

/** The names in a bit mask, in the order of `genreNames`. */
export function genresInMask(mask: number, genreNames: readonly string[]): string[] {
  return genreNames.filter((_, bit) => (mask & (1 << bit)) !== 0);
}
