/**
 * @file iALS on likes (Hu, Koren and Volinsky 2008; regulariser of Rendle et al. 2021): the fold-in
 * loss of the towers with one target for every liked movie and nothing else observed. Answered by
 * `ialsTable.ts`.
 */
import { likeCounts } from '../dataset/counts';
import { keepRatings } from '../dataset/interactions';
import { LIKED_FROM_HALF_STARS } from '../shapes';
import { alternate, initialState, type IalsConfig } from '../training/alternate';
import type { GradedLoss } from '../training/ials';
import { pauses } from '../training/pauses';
import { ialsTable, type IalsFoldIn } from './ialsTable';
import { tableSystem } from './itemTable';
import type { SystemRecipe, SystemState, TrainingSet, TrainOptions } from './system';

export interface IalsSettings extends IalsFoldIn {
  readonly dimensions: number;
  readonly alternations: number;
}

function trainingLossOf({ unobservedWeight, regularization }: IalsSettings): GradedLoss {
  return { targetCentre: 1, targetSlope: 0, unobservedWeight, regularization };
}

async function train(
  { interactions }: TrainingSet,
  settings: IalsSettings,
  { seed, signal, onStep }: TrainOptions,
): Promise<SystemState> {
  const { dimensions, alternations } = settings;
  const config: IalsConfig = { dimensions, alternations, seed, loss: trainingLossOf(settings) };
  const liked = keepRatings(
    interactions,
    (cell) => interactions.halfStars[cell] >= LIKED_FROM_HALF_STARS,
  );
  let state = initialState(liked, config);
  const pause = pauses(signal);
  for await (state of alternate(liked, config, state)) {
    await pause();
    onStep?.(state.alternation, alternations, 'alternations');
  }
  return { embedding: state.movies, likes: likeCounts(interactions) };
}

export function ialsRecipe(settings: IalsSettings, name = 'iALS'): SystemRecipe {
  return {
    name,
    settings: { ...settings },
    train: (set, options) => train(set, settings, options),
    open: (state, { interactions }) => tableSystem(ialsTable(state, settings), interactions),
  };
}
