/** @file Manifest entry for what may be known of a person besides ratings; see `towers/context.ts`. */
import * as v from 'valibot';
import { CONTEXT_KINDS } from '../towers/context';
import { curve, finite } from './schemaParts';

export const contextSchema = v.object({
  values: v.pipe(
    v.array(v.object({ kind: v.picklist(CONTEXT_KINDS), value: v.union([v.string(), finite]) })),
    v.minLength(1),
  ),
  /** `w_kind(n)` */
  weight: v.object({ gender: curve, age: curve, occupation: curve, period: curve }),
  /** Name of the tensor `[C, M]`. */
  columns: v.string(),
});
