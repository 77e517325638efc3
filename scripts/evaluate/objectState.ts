/** @file A nested object of plain data and typed arrays as a flat state, and back. */
import type { SystemState } from '../../models/baselines/system';

/** Name of the array that holds the object without its arrays, as JSON. */
const SHAPE = 'object';
const ARRAY_MARK = '$array';

/** Takes the typed arrays out of an object and names them by their place in it. */
export function encodeObject(value: object): SystemState {
  const arrays: Record<string, SystemState[string]> = {};
  const strip = (part: unknown, path: string): unknown => {
    if (isArray(part)) {
      arrays[path] = part;
      return { [ARRAY_MARK]: path };
    }
    if (Array.isArray(part)) return part.map((item, i) => strip(item, `${path}.${i}`));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, child]) => [name, strip(child, `${path}.${name}`)]),
    );
  };
  const shape = JSON.stringify(strip(value, ''));
  return { ...arrays, [SHAPE]: new TextEncoder().encode(shape) };
}

/** The object that {@link encodeObject} was given. */
export function decodeObject(state: SystemState): unknown {
  const shape = new TextDecoder().decode(state[SHAPE]);
  return JSON.parse(shape, (_name, part: unknown) => {
    const isMark = typeof part === 'object' && part !== null && ARRAY_MARK in part;
    return isMark ? state[String(part[ARRAY_MARK])] : part;
  });
}

function isArray(part: unknown): part is SystemState[string] {
  return (
    part instanceof Float32Array ||
    part instanceof Float64Array ||
    part instanceof Int32Array ||
    part instanceof Uint8Array
  );
}
