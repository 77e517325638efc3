/** @file What training produces, in full precision and without a catalogue: the input of packing. */
import type { Interactions } from '../dataset/columns';
import type { QuestionModel } from '../personalize/onboarding';
import { createCoWatch, type CoWatchTable } from '../ranking/coWatch';
import { movieTraits, type MovieFacts } from '../ranking/movieFacts';
import type { NetworkWeights } from '../ranking/network';
import { featureSource, type FeatureSource } from '../ranking/pairFeatures';
import { starsOf } from '../shapes';
import type { Block } from '../towers/block';
import { createRatingBlock, type RatingBlockParts } from '../towers/ratingBlock';
import type { ContentTower } from '../towers/contentEncoderBlend';
import type { ContextPrior } from '../towers/context';
import { createSpace, type PopularityPrior, type TwoTowerSpace } from '../towers/space';

export interface TrainedModel {
  readonly blocks: readonly Block[];
  readonly prior: PopularityPrior;
  readonly ratings: RatingBlockParts;
  readonly coWatch: CoWatchTable;
  readonly statistics: RatingStatistics;
  /** Has blended the blocks' embeddings. */
  readonly content: ContentTower;
  readonly ranker: NetworkWeights;
  /** Absent where nobody will be asked. */
  readonly questions?: QuestionModel;
  /** Absent where people are known by their ratings alone. */
  readonly context?: ContextPrior;
}

/** What can be trained before the ranker. */
export type UnrankedModel = Omit<TrainedModel, 'ranker' | 'questions'>;

/** `[M]` each. */
export interface RatingStatistics {
  readonly ratingCount: Int32Array;
  /** Stars; 0 where nobody rated. */
  readonly ratingMean: Float32Array;
}

export function ratingStatistics(interactions: Interactions): RatingStatistics {
  const ratingCount = new Int32Array(interactions.movieCount);
  const sums = new Float64Array(interactions.movieCount);
  interactions.movies.forEach((movie, e) => {
    ratingCount[movie]++;
    sums[movie] += starsOf(interactions.halfStars[e]);
  });
  const ratingMean = Float32Array.from(sums, (sum, movie) =>
    ratingCount[movie] > 0 ? sum / ratingCount[movie] : 0,
  );
  return { ratingCount, ratingMean };
}

/** The two-tower space of a model. */
export function spaceOf(model: Pick<TrainedModel, 'blocks' | 'prior' | 'context'>): TwoTowerSpace {
  return createSpace(model.blocks, model.prior, model.context);
}

/** What the ranker's features of a model are computed from. */
export function featureSourceOf(model: UnrankedModel, facts: MovieFacts): FeatureSource {
  return featureSource({
    space: spaceOf(model),
    ratings: createRatingBlock(model.ratings, model.blocks[0]),
    coWatch: createCoWatch(model.coWatch, model.statistics.ratingCount),
    traits: movieTraits(facts),
    ratingCount: model.statistics.ratingCount,
  });
}
