/**
 * @file iALS on likes (Hu, Koren and Volinsky 2008; regulariser of Rendle et al. 2021): the fold-in
 * loss of the towers with one target for every liked movie and nothing else observed. A person is
 * folded in exactly. As in the towers, the prior is tighter and popularity counts for more while
 * little is known, so that this reference is a fair one for short histories too.
 */
import type { History, Interactions } from '../dataset/columns';
import type { FoldInLoss } from '../pack/manifest';
import { createBlock } from '../towers/block';
import { foldInAll } from '../towers/closedForm';
import { LIKED_FROM_HALF_STARS } from '../shapes';
import { curveOf } from '../towers/curve';
import { createSpace, itemTable, queryOf, standardized, type TwoTowerSpace } from '../towers/space';
import { alternate, initialState, type IalsConfig } from '../training/alternate';
import type { GradedLoss } from '../training/ials';
import { tableSystem } from './itemTable';
import { nextTask } from './nextTask';
import { likeCounts } from './popularity';
import type { SystemRecipe, SystemState, TrainedSystem, TrainingSet, TrainOptions } from './system';

export interface IalsSettings {
  readonly dimensions: number;
  readonly alternations: number;
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

function trainingLossOf({ unobservedWeight, regularization }: IalsSettings): GradedLoss {
  return { targetCentre: 1, targetSlope: 0, unobservedWeight, regularization };
}

/** For somebody with `likes` likes: the towers' curves are flat, so that the ridge is the textbook's. */
function foldInLossOf(settings: IalsSettings, likes: number, movieCount: number): FoldInLoss {
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

async function train(
  { interactions }: TrainingSet,
  settings: IalsSettings,
  { seed, signal, onStep }: TrainOptions,
): Promise<SystemState> {
  const { dimensions, alternations } = settings;
  const config: IalsConfig = { dimensions, alternations, seed, loss: trainingLossOf(settings) };
  const liked = likesOnly(interactions);
  let state = initialState(liked, config);
  for await (state of alternate(liked, config, state)) {
    await nextTask(signal);
    onStep?.(state.alternation, alternations, 'alternations');
  }
  return { embedding: state.movies, likes: likeCounts(interactions) };
}

function open(
  state: SystemState,
  { interactions }: TrainingSet,
  settings: IalsSettings,
): TrainedSystem {
  const { dimensions } = settings;
  const { movieCount } = interactions;
  const embedding = Float32Array.from(state.embedding);
  const popularity = standardized(state.likes);
  const nobody = foldInLossOf(settings, 0, movieCount);
  const block = createBlock('likes', 1, nobody, embedding, dimensions);
  const spaceFor = (likes: number): TwoTowerSpace => {
    const weight = settings.popularityWeight / (1 + likes / settings.popularityHalfLife);
    const loss = foldInLossOf(settings, likes, movieCount);
    return createSpace([{ ...block, loss }], { weight: curveOf(() => weight), popularity });
  };
  const table = {
    items: itemTable(spaceFor(0)),
    dimensions: dimensions + 1,
    queryOf: (history: History) => {
      const likes = likesOf(history);
      const space = spaceFor(likes.movies.length);
      return queryOf(space, foldInAll(space, likes), likes.movies.length);
    },
  };
  return tableSystem(table, interactions);
}

export function ialsRecipe(settings: IalsSettings, name = 'iALS'): SystemRecipe {
  return {
    name,
    settings: { ...settings },
    train: (set, options) => train(set, settings, options),
    open: (state, set) => open(state, set, settings),
  };
}

function likesOf({ movies, halfStars }: History): History {
  const isLiked = (_: number, h: number): boolean => halfStars[h] >= LIKED_FROM_HALF_STARS;
  return {
    movies: movies.filter(isLiked),
    halfStars: Uint8Array.from(Array.from(halfStars).filter(isLiked)),
  };
}

/** The same people and movies with the likes alone. */
function likesOnly(interactions: Interactions): Interactions {
  const { userCount, offsets, movies, halfStars } = interactions;
  const isLiked = (_: number, e: number): boolean => halfStars[e] >= LIKED_FROM_HALF_STARS;
  const likedOffsets = new Int32Array(userCount + 1);
  for (let user = 0; user < userCount; user++) {
    likedOffsets[user + 1] = likedOffsets[user];
    for (let e = offsets[user]; e < offsets[user + 1]; e++) {
      if (halfStars[e] >= LIKED_FROM_HALF_STARS) likedOffsets[user + 1]++;
    }
  }
  return {
    ...interactions,
    offsets: likedOffsets,
    movies: movies.filter(isLiked),
    halfStars: halfStars.filter(isLiked),
  };
}
