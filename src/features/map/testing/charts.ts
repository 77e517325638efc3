/** @file Small charts for tests. */
import { createChart, type Chart, type ChartColumns } from '../chart';

const GENRE_NAMES = ['Action', 'Comedy', 'Drama', 'Horror', 'Western'];

export interface Film {
  readonly x: number;
  readonly y: number;
  readonly title?: string;
  readonly year?: number;
  readonly genres?: readonly string[];
  readonly ratingCount?: number;
}

/** Columns of these films; their ids count from 1. */
export function columnsOf(films: readonly Film[]): ChartColumns {
  return {
    movieId: films.map((_, i) => i + 1),
    title: films.map(({ title }, i) => title ?? `Film ${i + 1}`),
    year: films.map(({ year }) => year ?? 2000),
    genres: films.map(({ genres }) =>
      (genres ?? []).reduce((mask, genre) => mask | (1 << GENRE_NAMES.indexOf(genre)), 0),
    ),
    genreNames: GENRE_NAMES,
    ratingCount: films.map(({ ratingCount }) => ratingCount ?? 1),
    x: films.map(({ x }) => x),
    y: films.map(({ y }) => y),
  };
}

/** A chart whose films lie just where they are put, without the projection. */
export function chartOf(films: readonly Film[]): Chart {
  const chart = createChart(columnsOf(films));
  const filmOf = (i: number) => films[chart.movieId[i] - 1];
  return {
    ...chart,
    x: chart.x.map((_, i) => filmOf(i).x),
    y: chart.y.map((_, i) => filmOf(i).y),
  };
}
