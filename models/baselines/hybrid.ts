/** @file Two dot-product systems trained one after the other and blended by `hybridTable.ts`. */
import { blendTables, partKey, statePart } from './hybridTable';
import { tableSystem } from './itemTable';
import type { SystemRecipe, SystemState, TrainOptions, TrainingSet } from './system';

export interface HybridSettings {
  /** Share of the first system, 0 to 1; the second one has the rest. */
  readonly share: number;
}

/** Both recipes must give a table. Stars are those of the first. */
export function hybridRecipe(
  first: SystemRecipe,
  second: SystemRecipe,
  { share }: HybridSettings,
  name = `${first.name} + ${second.name}`,
): SystemRecipe {
  return {
    name,
    settings: { share, first: settingsOf(first), second: settingsOf(second) },
    train: (set, options) => train([first, second], set, options),
    open: async (state, set) => {
      const [a, b] = [
        await first.open(statePart(state, 0), set),
        await second.open(statePart(state, 1), set),
      ];
      if (!a.table || !b.table) throw new TypeError(`${name} blends systems that have no table.`);
      return {
        ...tableSystem(blendTables(a.table, b.table, share), set.interactions),
        predictStars: a.predictStars?.bind(a),
        starsOfUser: a.starsOfUser?.bind(a),
        dispose: () => {
          a.dispose();
          b.dispose();
        },
      };
    },
  };
}

function settingsOf({ name, settings }: SystemRecipe): Record<string, unknown> {
  return { name, ...settings };
}

async function train(
  recipes: readonly SystemRecipe[],
  set: TrainingSet,
  options: TrainOptions,
): Promise<SystemState> {
  const joined: Record<string, SystemState[string]> = {};
  for (const [at, recipe] of recipes.entries()) {
    const state = await recipe.train(set, options);
    for (const [key, values] of Object.entries(state)) joined[partKey(at, key)] = values;
  }
  return joined;
}
