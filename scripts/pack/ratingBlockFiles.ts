/** @file The rating block in a pack. */
import type { Manifest } from '../../models/pack/manifest';
import type { RatingBlockParts } from '../../models/towers/ratingBlock';
import { tensorFile, type Artefact } from './artefacts';

const TENSORS = {
  movieBias: 'movie-bias',
  factors: 'rating-factors',
  factorPrecision: 'factor-precision',
  precisionPerRating: 'precision-per-rating',
  projection: 'rating-projection',
  watchedPrior: 'watched-prior',
} as const;

export function ratingBlockEntry(parts: RatingBlockParts): Manifest['ratingBlock'] {
  const { mean, priorPrecision, noise, intervals } = parts;
  return {
    mean,
    ...TENSORS,
    priorPrecision,
    noise,
    intervals: { ratings: [...intervals.ratings], scale: [...intervals.scale] },
  };
}

/** @param dimensions of the embedding that the features are read from */
export function ratingBlockTensors(
  artefacts: Map<string, Artefact>,
  parts: RatingBlockParts,
  dimensions: number,
): Manifest['tensors'] {
  const width = (values: Float32Array, rows: number) => ({
    shape: [rows, values.length / rows],
    values,
  });
  const vector = (values: Float32Array) => ({ shape: [values.length], values });
  const features = parts.projection.length / dimensions;
  return tensorFile(artefacts, 'stars', (writer) => {
    writer.add(TENSORS.movieBias, vector(parts.movieBias), 'float16');
    writer.add(TENSORS.factors, width(parts.factors, parts.movieBias.length), 'int8');
    writer.add(TENSORS.factorPrecision, vector(parts.factorPrecision), 'float32');
    writer.add(TENSORS.precisionPerRating, vector(parts.precisionPerRating), 'float32');
    writer.add(TENSORS.projection, width(parts.projection, features), 'float16');
    writer.add(TENSORS.watchedPrior, width(parts.watchedPrior, features), 'float16');
  });
}
