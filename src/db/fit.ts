/** @file A fitted user embedding as it is kept between visits: the row of the table `embeddings`. */
import * as v from 'valibot';

const placeSchema = v.object({ x: v.number(), y: v.number() });

/** By its tag, because what IndexedDB returns may belong to another realm. */
function isFloat32Array(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Float32Array]';
}

export const storedFitSchema = v.object({
  /** Content hash of the pack that the embedding was fitted on. */
  packVersion: v.string(),
  /** Hash of the history that it was fitted to. */
  fingerprint: v.string(),
  /** `[D]` all blocks, concatenated. */
  vector: v.custom<Float32Array>(isFloat32Array),
  /** Loss after each step of the fit. */
  curve: v.array(v.object({ step: v.number(), loss: v.number() })),
  milliseconds: v.number(),
  relativeResidual: v.number(),
  /** Place on the map, 0 to 1; null without a usable rating. */
  place: v.nullable(placeSchema),
  /** Earlier places on the map, oldest first. */
  trail: v.array(placeSchema),
  usedRatings: v.number(),
  /** Milliseconds since 1970. */
  fittedAt: v.number(),
});

export type StoredFit = v.InferOutput<typeof storedFitSchema>;
