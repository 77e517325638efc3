/**
 * @file Answering with iALS: a person is folded in exactly. As in the towers, the prior is tighter and
 * popularity counts for more while little is known, so that this reference is a fair one for short
 * histories too.
 */
import type { History } from '../dataset/columns';
import type { FoldInLoss } from '../pack/manifest';
import { LIKED_FROM_HALF_STARS } from '../shapes';
import { createBlock } from '../towers/block';
import { foldInAll } from '../towers/closedForm';
import { curveOf } from '../towers/curve';
import { createSpace, itemTable, queryOf, standardized, type TwoTowerSpace } from '../towers/space';
import type { ItemTable, SystemState } from './system';

export interface IalsFoldIn {
  /** `α₀`: weight of a movie that was not liked, where a liked one has 1. */
  readonly unobservedWeight: number;
  /** `λ`, times the likes of a row plus `α₀` times the length of the other side. */
  readonly regularization: number;
  /** Of the regulariser while little is known; see `towers/foldInLoss.ts`. */
  readonly priorBoost: number;
  /** Likes. */
  readonly priorHalfLife: number;
  /** Of standardised popularity beside standardised scores; see `towers/space.ts`. */
  readonly popularityWeight: number;
  /** Likes. */
  readonly popularityHalfLife: number;
}

/**
 * @param state `embedding` `[M, D]` and `likes` `[M]`
 */
export function ialsTable(state: SystemState, settings: IalsFoldIn): ItemTable {
  const embedding = Float32Array.from(state.embedding);
  const popularity = standardized(state.likes);
  const movieCount = popularity.length;
  const dimensions = embedding.length / movieCount;
  const nobody = foldInLossOf(settings, 0, movieCount);
  const block = createBlock('likes', 1, nobody, embedding, dimensions);
  const spaceFor = (likes: number): TwoTowerSpace => {
    const weight = settings.popularityWeight / (1 + likes / settings.popularityHalfLife);
    const loss = foldInLossOf(settings, likes, movieCount);
    return createSpace([{ ...block, loss }], { weight: curveOf(() => weight), popularity });
  };
  return {
    items: itemTable(spaceFor(0)),
    dimensions: dimensions + 1,
    queryOf: (history) => {
      const likes = likesOf(history);
      const space = spaceFor(likes.movies.length);
      return queryOf(space, foldInAll(space, likes), likes.movies.length);
    },
  };
}

/** For somebody with `likes` likes: the towers' curves are flat, so that the ridge is the textbook's. */
function foldInLossOf(settings: IalsFoldIn, likes: number, movieCount: number): FoldInLoss {
  const { unobservedWeight, regularization, priorBoost, priorHalfLife } = settings;
  const prior = 1 + priorBoost / (1 + likes / priorHalfLife);
  const ridge = regularization * (likes + unobservedWeight * movieCount * prior);
  return {
    targetCentre: 1,
    targetSlope: 0,
    unobservedWeight: curveOf(() => unobservedWeight),
    ridge: curveOf(() => ridge),
  };
}

function likesOf({ movies, halfStars }: History): History {
  const isLiked = (_: number, h: number): boolean => halfStars[h] >= LIKED_FROM_HALF_STARS;
  return {
    movies: movies.filter(isLiked),
    halfStars: Uint8Array.from(Array.from(halfStars).filter(isLiked)),
  };
}
