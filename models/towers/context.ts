/**
 * @file What may be known of a person besides ratings, as a part of the two-tower space: gender, age
 * and occupation, where somebody tells them, and the time at which they ask.
 *
 * Each value `c` is one more dimension. Its movie side `o_c` says how much more the people of `c` like a
 * movie than everybody does (`contextColumns.ts`), its user side is the weight of its kind after `n`
 * ratings where `c` is true of the person, else zero:
 *
 *     s(m) = … + w(n) p_m + Σ_c w_kind(c)(n) o_cm [c is true]
 *
 * Ratings say more than any of it, so the weights fall with `n`. Of whom nothing is known, nothing is
 * added.
 */
import type { PersonContext } from '../dataset/columns';
import { curveAt, type Curve } from './curve';

export const CONTEXT_KINDS = ['gender', 'age', 'occupation', 'period'] as const;
export type ContextKind = (typeof CONTEXT_KINDS)[number];

/**
 * A text is true of whom it equals. A number is where a band begins (years of age, or Unix seconds of
 * a period) that ends at the next number of its kind.
 */
export interface ContextValue {
  readonly kind: ContextKind;
  readonly value: string | number;
}

export interface ContextPrior {
  /** `C` values; the numbers of a kind ascend. */
  readonly values: readonly ContextValue[];
  /** `[C, M]` */
  readonly columns: Float32Array;
  /** `w_kind(n)` over the ratings given. */
  readonly weight: Readonly<Record<ContextKind, Curve>>;
}

/** Who uses a pack and tells nothing: whatever its data, they ask after its last rating. */
export const VISITOR: PersonContext = { gender: null, age: null, occupation: null, at: Infinity };

/** Indices into the values of what is true of a person, at most one of each kind. */
export function activeValues({ values }: ContextPrior, person: PersonContext): number[] {
  return CONTEXT_KINDS.flatMap((kind) => {
    const told = kind === 'period' ? person.at : person[kind];
    if (told === null) return [];
    const active = values.findLastIndex(
      (candidate) =>
        candidate.kind === kind &&
        (typeof candidate.value === 'number' && typeof told === 'number'
          ? candidate.value <= told
          : candidate.value === told),
    );
    return active < 0 ? [] : [active];
  });
}

/** User side of the context, `[C]`. */
export function contextQuery(
  prior: ContextPrior,
  person: PersonContext,
  ratings: number,
): Float32Array {
  const query = new Float32Array(prior.values.length);
  for (const active of activeValues(prior, person)) {
    query[active] = curveAt(prior.weight[prior.values[active].kind], ratings);
  }
  return query;
}
