/**
 * @file A movie as the document's content model sees it: standardised numbers, one-hot genres and an
 * embedding of its text, reduced by PCA.
 *
 * The document also has the language one-hot and a count of votes from TMDb. No set here names a
 * language, and the number and mean of the training people's ratings stand for the votes.
 */
import { createRandom } from '../dataset/random';
import { standardized } from '../towers/space';
import { ratingStatistics } from '../training/trainedModel';
import { principalComponents } from './contentPca';
import { truncatedSvd } from '../training/truncatedSvd';
import { termsOf, tfIdf, type TextSource } from './contentText';
import type { TrainingSet } from './system';

export interface FeatureSettings {
  /** Principal components kept. */
  readonly components: number;
  readonly textSources: readonly TextSource[];
  readonly textDimensions: number;
  /** Factor of the text beside numbers of deviation one. */
  readonly textWeight: number;
}

/** `[M, components]`, or fewer where there are fewer columns. */
export interface ContentFeatures {
  readonly values: Float32Array;
  readonly components: number;
}

/** Features of every movie, of which the set's ratings are only counted and averaged. */
export function contentFeatures(
  set: TrainingSet,
  settings: FeatureSettings,
  seed: number,
): ContentFeatures {
  const columns = [
    ...numberColumns(set),
    ...genreColumns(set),
    ...textColumns(set, settings, seed),
  ];
  const width = columns.length;
  const table = new Float32Array(set.movies.length * width);
  columns.forEach((column, c) => {
    column.forEach((value, movie) => (table[movie * width + c] = value));
  });
  const components = Math.min(settings.components, width);
  return { values: principalComponents(table, width, components), components };
}

type Column = ArrayLike<number> & Pick<Float32Array, 'forEach'>;

/** Year, logarithm of the number of ratings, mean rating. */
function numberColumns({ interactions, movies }: TrainingSet): Column[] {
  const { ratingCount, ratingMean } = ratingStatistics(interactions);
  return [
    standardizedKnown(movies.map(({ year }) => year)),
    standardized(Float64Array.from(ratingCount, Math.log1p)),
    standardizedKnown(Array.from(ratingMean, (mean, m) => (ratingCount[m] > 0 ? mean : null))),
  ];
}

/** Unknown values become the mean, which is zero. */
function standardizedKnown(values: readonly (number | null)[]): Float32Array {
  const known = values.filter((value) => value !== null);
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  return standardized(values.map((value) => value ?? mean));
}

function genreColumns({ movies }: TrainingSet): Column[] {
  const genres = [...new Set(movies.flatMap((movie) => movie.genres))].sort();
  return genres.map((genre) =>
    Float32Array.from(movies, (movie) => (movie.genres.includes(genre) ? 1 : 0)),
  );
}

function textColumns(
  { movies }: TrainingSet,
  { textSources, textDimensions, textWeight }: FeatureSettings,
  seed: number,
): Column[] {
  const matrix = tfIdf(movies.map((movie) => termsOf(movie, textSources)));
  const embedding = truncatedSvd(matrix, textDimensions, createRandom(seed));
  return Array.from({ length: textDimensions }, (_, d) =>
    Float32Array.from(movies, (_movie, m) => textWeight * embedding[m * textDimensions + d]),
  );
}
