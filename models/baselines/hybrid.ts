/**
 * @file Two dot-product systems blended: each one's scores are divided by their standard deviation
 * over the catalogue, for each person, and added with a weight. The blend is a dot product again.
 */
import type { History } from '../dataset/columns';
import { dotProducts } from '../towers/dotProducts';
import { tableSystem } from './itemTable';
import type { ItemTable, SystemRecipe, SystemState, TrainOptions, TrainingSet } from './system';

export interface HybridSettings {
  /** Share of the first system, 0 to 1; the second one has the rest. */
  readonly share: number;
}

/** The rows of both tables side by side. */
function joinRows(first: ItemTable, second: ItemTable): Float32Array {
  const dimensions = first.dimensions + second.dimensions;
  const movies = first.items.length / first.dimensions;
  const items = new Float32Array(movies * dimensions);
  for (let movie = 0; movie < movies; movie++) {
    let at = movie * dimensions;
    for (const table of [first, second]) {
      const start = movie * table.dimensions;
      items.set(table.items.subarray(start, start + table.dimensions), at);
      at += table.dimensions;
    }
  }
  return items;
}

/** Query whose scores have standard deviation `share` over the catalogue; zeros stay zeros. */
function scaledQuery(table: ItemTable, history: History, share: number): Float32Array {
  const query = table.queryOf(history);
  const deviation = standardDeviation(dotProducts(table.items, query));
  return query.map((value) => (deviation > 0 ? (share * value) / deviation : 0));
}

function standardDeviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** `share` of the first table and the rest of the second. */
function blendTables(first: ItemTable, second: ItemTable, share: number): ItemTable {
  return {
    items: joinRows(first, second),
    dimensions: first.dimensions + second.dimensions,
    queryOf: (history) =>
      Float32Array.of(
        ...scaledQuery(first, history, share),
        ...scaledQuery(second, history, 1 - share),
      ),
  };
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

function statePart(state: SystemState, part: number): SystemState {
  const prefix = partKey(part, '');
  return Object.fromEntries(
    Object.entries(state)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, values]) => [key.slice(prefix.length), values]),
  );
}

function partKey(part: number, key: string): string {
  return `${part}.${key}`;
}
