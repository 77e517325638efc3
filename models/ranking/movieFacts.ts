/** @file What the ranker reads about a movie besides its ratings. */

/** `[M]` columns, in the order of every tensor. */
export interface MovieFacts {
  /** Bit `g` stands for genre `g`. */
  readonly genres: Int32Array;
  readonly genreCount: number;
  /** 0 where unknown. */
  readonly year: Int16Array;
}

/** Columns of some movies; `genreNames` gives the order of the bits. */
export function movieFacts(
  movies: readonly { readonly genres: readonly string[]; readonly year: number | null }[],
  genreNames: readonly string[],
): MovieFacts {
  const bits = new Map(genreNames.map((name, bit) => [name, 1 << bit]));
  return {
    genres: Int32Array.from(movies, ({ genres }) =>
      genres.reduce((mask, name) => mask | (bits.get(name) ?? 0), 0),
    ),
    genreCount: genreNames.length,
    year: Int16Array.from(movies, ({ year }) => year ?? 0),
  };
}

/** Names of all genres of some movies, in the order that bits follow. */
export function genreNamesOf(movies: readonly { readonly genres: readonly string[] }[]): string[] {
  return [...new Set(movies.flatMap(({ genres }) => genres))].sort();
}

/** Genres and year in units near one, `[M]` and `[M, G]`. */
export interface MovieTraits {
  /** Decades since 1990, halved; 0 where unknown. */
  readonly era: Float32Array;
  /** One row for each movie; a movie of `g` genres has `1 / √g` in each. */
  readonly genre: Float32Array;
  readonly genreCount: number;
  /** `[G]` mean row. */
  readonly meanGenre: Float32Array;
}

const ERA_CENTRE_YEAR = 1990;
/** Years for one unit of era. */
const ERA_YEARS = 20;

export function movieTraits({ genres, genreCount, year }: MovieFacts): MovieTraits {
  const movies = genres.length;
  const genre = new Float32Array(movies * genreCount);
  const meanGenre = new Float32Array(genreCount);
  genres.forEach((mask, movie) => {
    const bits = Array.from({ length: genreCount }, (_, g) => (mask >> g) & 1);
    const size = bits.reduce((sum, bit) => sum + bit, 0);
    bits.forEach((bit, g) => {
      const value = size > 0 ? bit / Math.sqrt(size) : 0;
      genre[movie * genreCount + g] = value;
      meanGenre[g] += value / movies;
    });
  });
  const era = Float32Array.from(year, (value) =>
    value > 0 ? (value - ERA_CENTRE_YEAR) / ERA_YEARS : 0,
  );
  return { era, genre, genreCount, meanGenre };
}
