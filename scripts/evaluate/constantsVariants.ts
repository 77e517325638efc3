/** @file What a study of the constants changes: one constant of training at a time, to a half, twice, or off. */
import type { TrainingSet } from '../../models/baselines/system';
import { curveOf } from '../../models/towers/curve';
import type { TrainingConfig } from '../../models/training/config';
import { CONTENT_TRAINING, readingAlso } from '../../models/training/contentTraining';
import type { RatingBlockConfig } from '../../models/training/ratingBlockTraining';

/** A constant, the value that it takes, and everything that it changes. */
export type Variant<Config> = readonly [constant: string, value: string, change: Partial<Config>];

/** Of the towers: what retrieval is made of. */
export function listVariants(config: TrainingConfig, set: TrainingSet): Variant<TrainingConfig>[] {
  const { loss, foldIn, dimensions, alternations } = config;
  const { movieCount } = set.interactions;
  const isTagged = set.movies.some(({ tags }) => tags.length > 0);
  const readsTags = config.content.sources.includes('tags');
  const slope = (targetSlope: number): Partial<TrainingConfig> => ({
    loss: { ...loss, targetSlope },
    foldIn: { ...foldIn, targetSlope },
  });
  const tags: Variant<TrainingConfig> = readsTags
    ? ['content encoder', 'without tags', { content: CONTENT_TRAINING }]
    : ['content encoder', 'with tags', { content: readingAlso(['tags']) }];
  const asTrained = {
    targetSlope: loss.targetSlope,
    unobservedWeight: curveOf(() => loss.unobservedWeight),
    ridge: curveOf((n) => loss.regularization * (n + loss.unobservedWeight * movieCount)),
  };
  return [
    ...halfAndTwice(dimensions, (value) => ['dimensions', { dimensions: value }]),
    ...halfAndTwice(alternations, (value) => ['alternations', { alternations: value }]),
    ...halfAndTwice(loss.regularization, (regularization) => [
      'λ of training',
      { loss: { ...loss, regularization } },
    ]),
    ...halfAndTwice(loss.unobservedWeight, (unobservedWeight) => [
      'α₀ of training',
      { loss: { ...loss, unobservedWeight } },
    ]),
    ['slope of the target', '0', slope(0)],
    ['slope of the target', '0.4', slope(0.4)],
    ['loss of the user tower', 'as in training', { foldIn: asTrained }],
    ['popularity prior', 'none', { prior: { weight: curveOf(() => 0) } }],
    [
      'block through the fold-in',
      config.hasSecondBlock ? 'none' : 'a second block',
      { hasSecondBlock: !config.hasSecondBlock },
    ],
    ...(isTagged ? [tags] : []),
  ];
}

/** Of the rating block: what predicted stars are made of. */
export function starVariants(config: RatingBlockConfig): Variant<RatingBlockConfig>[] {
  return [
    ...halfAndTwice(config.factors, (factors) => ['factors', { factors }]),
    ...halfAndTwice(config.features, (features) => ['axes of the embedding', { features }]),
    ...halfAndTwice(config.alternations, (alternations) => ['alternations', { alternations }]),
    ...halfAndTwice(config.featurePrecision, (featurePrecision) => [
      'precision of an axis',
      { featurePrecision },
    ]),
    ...halfAndTwice(config.noiseRatings, (noiseRatings) => [
      'ratings behind the prior of noise',
      { noiseRatings },
    ]),
    ['fewest ratings of a movie', '1', { minRatings: 1 }],
    ['fewest ratings of a movie', '8', { minRatings: 8 }],
    ['share of the plain bias', '0', { plainBiasShare: 0 }],
    ['share of the plain bias', '0.5', { plainBiasShare: 0.5 }],
  ];
}

function halfAndTwice<Config>(
  value: number,
  variantOf: (value: number) => readonly [constant: string, change: Partial<Config>],
): Variant<Config>[] {
  return [value / 2, value * 2].map((other) => {
    const [constant, change] = variantOf(other);
    return [constant, String(other), change];
  });
}
