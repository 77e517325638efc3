import { describe, expect, it } from 'vitest';
import type { MovieRecord } from '../../models/dataset/columns';
import { catalogueTiers } from './catalogueTiers';

const movie = (movieId: number, rawTitle: string, genres: string[] = []): MovieRecord => ({
  movieId,
  rawTitle,
  genres,
  imdbId: 100 + movieId,
  tmdbId: 200 + movieId,
});
const movies = [
  movie(1, 'Toy Story (1995)', ['Comedy', 'Animation']),
  movie(7, 'Matrix, The (1999)', ['Sci-Fi']),
  movie(9, 'Unseen'),
];
const statistics = { ratingCount: Int32Array.of(4, 2), ratingMean: Float32Array.of(3.5, 4) };
const layout = { x: Float32Array.of(0.1, 0.2), y: Float32Array.of(0.3, 0.4) };
const tiers = catalogueTiers(movies, Int32Array.of(7, 1), statistics, layout);

describe('the tiers of the catalogue', () => {
  it('hold the rated movies in the order of the tensors, the others apart', () => {
    expect(Array.from(tiers.rated.movieId)).toEqual([7, 1]);
    expect(Array.from(tiers.unrated.movieId)).toEqual([9]);
    expect(tiers.rated).toMatchObject({ ...statistics, ...layout });
  });

  it('show titles as people write them, with the year apart', () => {
    expect(tiers.rated.title).toEqual(['The Matrix', 'Toy Story']);
    expect(Array.from(tiers.rated.year)).toEqual([1999, 1995]);
    expect(Array.from(tiers.unrated.year)).toEqual([0]);
    expect(Array.from(tiers.rated.tmdbId)).toEqual([207, 201]);
  });

  it('give each genre its bit, in the order of the names', () => {
    expect(tiers.genreNames).toEqual(['Animation', 'Comedy', 'Sci-Fi']);
    expect(Array.from(tiers.rated.genres)).toEqual([0b100, 0b011]);
    expect(Array.from(tiers.unrated.genres)).toEqual([0]);
  });

  it('know no ratings and no place of an unrated movie', () => {
    expect(Array.from(tiers.unrated.ratingCount)).toEqual([0]);
    expect(Array.from(tiers.unrated.x)).toEqual([NaN]);
  });

  it('name a rated movie that no data set describes by its id', () => {
    const { rated } = catalogueTiers(movies, Int32Array.of(1, 55), statistics, layout);
    expect(rated.title[1]).toBe('Movie 55');
  });
});
