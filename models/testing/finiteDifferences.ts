/** @file Slopes of a naive loss by central differences, to check gradients against. */

const STEP = 1e-5;

/**
 * Gradient of `loss` in each of its parameters.
 *
 * @param loss in double precision, read anew for each difference
 */
export function finiteDifferences<Name extends string>(
  parameters: Readonly<Record<Name, ArrayLike<number>>>,
  loss: (values: Readonly<Record<Name, Float64Array>>) => number,
): Record<Name, Float64Array> {
  const names = Object.keys(parameters) as Name[];
  const values = recordOf(names, (name) => Float64Array.from(parameters[name]));
  return recordOf(names, (name) =>
    Float64Array.from(values[name].keys(), (i) => {
      const at = values[name][i];
      values[name][i] = at + STEP;
      const above = loss(values);
      values[name][i] = at - STEP;
      const below = loss(values);
      values[name][i] = at;
      return (above - below) / (2 * STEP);
    }),
  );
}

function recordOf<Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, Value>;
}
