/** @file Metrics of the reference documents, from raw answers. */
import type { SystemState } from '../../../models/baselines/system';
import { rootMeanSquaredError } from '../../../models/metrics/error';
import { hitRateAt, ndcgAt } from '../../../models/metrics/topK';
import { starsOf } from '../../../models/shapes';
import type { Fold } from '../folds';
import type { Measurement } from '../report';
import { meanMeasurement, plainMeasurement } from '../statistics';
import { ALL_MOVIES, LEAVE_ONE_OUT, STARS, UNSEEN_MOVIES } from './documents';
import { PRECISION_CUTOFFS } from './jobs';

/** List lengths of factorised top-k accuracy. */
const TOP = [1, 5, 10, 50, 100] as const;
const SHORT_LIST = 10;
const PRECISION_LEVEL = 'precision';

/** Share of the held-out ratings whose movie is among the first k, with and without training items. */
export function measureRanks(system: string, { all, unseen }: SystemState): Measurement[] {
  const levels = [
    { level: ALL_MOVIES, ranks: all },
    { level: UNSEEN_MOVIES, ranks: unseen },
  ];
  return levels.flatMap(({ level, ranks }) =>
    TOP.map((k) => {
      const found = Array.from(ranks).filter((rank) => rank <= k).length;
      return plainMeasurement(
        { system, metric: `top${k}`, level },
        found / ranks.length,
        ranks.length,
      );
    }),
  );
}

/** Hit rate and NDCG of one target among sampled negatives. */
export function measureSampledRanks(system: string, { ranks }: SystemState): Measurement[] {
  const hits = Array.from(ranks, (rank) =>
    Array.from({ length: SHORT_LIST }, (_, place) => place + 1 === rank),
  );
  const subject = { system, level: LEAVE_ONE_OUT };
  return [
    meanMeasurement(
      { ...subject, metric: 'hitRate10' },
      hits.map((list) => hitRateAt(SHORT_LIST, list)),
    ),
    meanMeasurement(
      { ...subject, metric: 'ndcg10' },
      hits.map((list) => ndcgAt(SHORT_LIST, list, 1)),
    ),
  ];
}

/** Error of the predicted stars; nothing for a system that predicts none. */
export function measureKnownStars(
  system: string,
  { people }: Fold,
  { stars }: SystemState,
): Measurement[] {
  if (!stars) return [];
  const actual = people.flatMap(({ heldOut }) => Array.from(heldOut.halfStars, starsOf));
  const rmse = rootMeanSquaredError(stars, actual);
  return [plainMeasurement({ system, metric: 'rmse', level: STARS }, rmse, actual.length)];
}

export function measurePrecision(system: string, state: SystemState): Measurement[] {
  return PRECISION_CUTOFFS.flatMap((k, i) =>
    (['precision', 'recall'] as const).map((name) => {
      const metric = `${name === 'precision' ? 'P' : 'R'}@${k}`;
      return plainMeasurement({ system, metric, level: PRECISION_LEVEL }, state[name][i], 0);
    }),
  );
}
