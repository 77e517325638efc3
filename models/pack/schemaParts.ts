/** @file What several schemas of the manifest are made of. */
import * as v from 'valibot';
import { CURVE_RATINGS } from '../towers/curve';

export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const finite = v.pipe(v.number(), v.finite());
/** A divisor: zero would make NaN of somebody who has rated nothing. */
export const positive = v.pipe(finite, v.gtValue(0));

/** One value for each knot of `CURVE_RATINGS`. */
export const curve = v.pipe(v.array(finite), v.length(CURVE_RATINGS.length));

export const tensorSchema = v.object({
  file: v.string(),
  /** Bytes from the start of the decoded file. */
  offset: count,
  shape: v.array(count),
  /** `int8` holds one f32 scale for each row, at `scaleOffset` of the same file. */
  dtype: v.picklist(['int8', 'float16', 'float32']),
  scaleOffset: v.optional(count),
});
