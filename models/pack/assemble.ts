/** @file The trained model that a decoded pack stores. */
import { createCoWatch, type CoWatchTable } from '../ranking/coWatch';
import { movieTraits } from '../ranking/movieFacts';
import type { DenseWeights, NetworkWeights } from '../ranking/network';
import { featureSource, type FeatureSource } from '../ranking/pairFeatures';
import { Onboarding } from '../personalize/onboarding';
import type { MovieId, MovieIndex } from '../shapes';
import { createBlock, type Block } from '../towers/block';
import { createRatingBlock, type RatingBlockParts } from '../towers/ratingBlock';
import { createSpace } from '../towers/space';
import { decodeIndex } from '../retrieval/scann/indexFile';
import { ScannIndex } from '../retrieval/scann/scannIndex';
import { rowsWithEnoughRatings, spreadRows } from './content';
import { PackError } from './errors';
import { tensorOf, type Pack } from './load';
import type { Manifest } from './manifest';

/** Towers, rating block, traits and counts: all that retrieval and the ranker's features need. */
export function featureSourceOfPack(pack: Pack): FeatureSource {
  const { manifest, catalogue } = pack;
  const { blocks, popularityPrior, context } = manifest;
  const space = createSpace(
    blocks.map(({ name, weight, loss, embedding, dimensions }) =>
      createBlock(name, weight, loss, tensorOf(pack, embedding).values, dimensions),
    ),
    {
      weight: popularityPrior.weight,
      popularity: tensorOf(pack, popularityPrior.tensor).values,
    },
    context && { ...context, columns: tensorOf(pack, context.columns).values },
  );
  return featureSource({
    space,
    ratings: createRatingBlock(ratingBlockOf(pack), space.blocks[0]),
    coWatch: createCoWatch(coWatchOf(pack), catalogue.ratingCount),
    traits: movieTraits({
      genres: catalogue.genres,
      genreCount: manifest.genreNames.length,
      year: catalogue.year,
    }),
    ratingCount: catalogue.ratingCount,
  });
}

/** The co-watch table, with a row for each movie. */
function coWatchOf(pack: Pack): CoWatchTable {
  const { ownFrom, energy, directions } = pack.manifest.coWatch;
  const { ratingCount } = pack.catalogue;
  const { values, shape } = tensorOf(pack, directions);
  const [, dimensions] = shape;
  const rows = rowsWithEnoughRatings(ratingCount, ownFrom);
  const complete = spreadRows(values, rows, ratingCount.length, dimensions);
  return { dimensions, ownFrom, energy: tensorOf(pack, energy).values, directions: complete };
}

/**
 * What to ask people, by what the pack has learned about that, if anything.
 *
 * @param block the embedding whose uncertainty is to fall
 * @param indexOf index of each movie id
 */
export function onboardingOfPack(
  { manifest, catalogue }: Pack,
  block: Block,
  indexOf: ReadonlyMap<MovieId, MovieIndex>,
): Onboarding {
  const { questions, counts } = manifest;
  const audience = { ratingCount: catalogue.ratingCount, people: counts.users };
  const model = questions && {
    plan: Int32Array.from(questions.plan.flatMap((id) => indexOf.get(id) ?? [])),
    familiarity: questions.familiarity,
  };
  return new Onboarding(block, audience, model ?? null);
}

function ratingBlockOf(pack: Pack): RatingBlockParts {
  const entry = pack.manifest.ratingBlock;
  const values = (name: string): Float32Array => tensorOf(pack, name).values;
  return {
    mean: entry.mean,
    movieBias: values(entry.movieBias),
    factors: values(entry.factors),
    factorPrecision: values(entry.factorPrecision),
    precisionPerRating: values(entry.precisionPerRating),
    ratingCount: pack.catalogue.ratingCount,
    projection: values(entry.projection),
    watchedPrior: values(entry.watchedPrior),
    priorPrecision: entry.priorPrecision,
    noise: entry.noise,
    intervals: entry.intervals,
  };
}

/** Weights of the ranking network. */
export function rankerWeightsOfPack(pack: Pack): NetworkWeights {
  const { featureMean, featureDeviation, logScale, cross, hidden, heads } = pack.manifest.ranker;
  const layer = ({ kernel, bias }: { kernel: string; bias: string }): DenseWeights => {
    const { values, shape } = tensorOf(pack, kernel);
    return {
      kernel: values,
      kernelShape: [shape[0], shape[1]],
      bias: tensorOf(pack, bias).values,
    };
  };
  return {
    featureMean: tensorOf(pack, featureMean).values,
    featureDeviation: tensorOf(pack, featureDeviation).values,
    logScale: tensorOf(pack, logScale).values,
    cross: cross.map(layer),
    hidden: hidden.map(layer),
    heads: layer(heads),
  };
}

/**
 * The index of a pack over its item table, or null where the pack has none.
 *
 * @param files verified bytes by path, the index among them
 * @param items `[M, D]` the item table of the pack; kept by the index
 * @throws PackError `pack-missing` or `pack-malformed`
 */
export function indexOfPack(
  manifest: Manifest,
  files: ReadonlyMap<string, Uint8Array>,
  items: Float32Array,
): ScannIndex | null {
  const { index } = manifest;
  if (!index) return null;
  const bytes = files.get(index.file);
  if (!bytes) throw new PackError('pack-missing', `${index.file} was not loaded.`);
  if (items.length !== index.movies * index.dimensions) {
    throw new PackError(
      'pack-malformed',
      `The index ${index.file} is for ${index.movies} rows of ${index.dimensions} numbers; the pack has ${items.length} numbers.`,
    );
  }
  return new ScannIndex(decodeIndex(index, bytes), items);
}
