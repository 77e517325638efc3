/**
 * @file What the manifest says about the other systems of a pack: reference systems whose score is a
 * dot product, each in a file of its own that is loaded when the person chooses it.
 */
import * as v from 'valibot';
import { finite, positive, tensorSchema } from './schemaParts';

const stored = {
  /** As `npm run evaluate` calls it. */
  name: v.string(),
  title: v.string(),
  file: v.string(),
  /** Arrays that the system has learned, by the name they have in its `SystemState`. */
  tensors: v.record(v.string(), v.omit(tensorSchema, ['file'])),
};

const ialsSettings = v.object({
  unobservedWeight: finite,
  regularization: positive,
  priorBoost: finite,
  priorHalfLife: positive,
  popularityWeight: finite,
  popularityHalfLife: positive,
});

const alsSettings = v.object({ regularization: positive });
const contentSettings = v.object({ weight: v.picklist(['log', 'deviation', 'normalised']) });
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** `settings` hold what an answer depends on, and nothing of the training. */
export const alternativeSchema = v.variant('kind', [
  v.object({ kind: v.literal('popularity'), settings: v.object({}), ...stored }),
  v.object({ kind: v.literal('ials'), settings: ialsSettings, ...stored }),
  v.object({ kind: v.literal('als'), settings: alsSettings, ...stored }),
  v.object({ kind: v.literal('content'), settings: contentSettings, ...stored }),
  v.object({
    kind: v.literal('als+content'),
    settings: v.object({ share, first: alsSettings, second: contentSettings }),
    ...stored,
  }),
  v.object({
    kind: v.literal('ials+content'),
    settings: v.object({ share, first: ialsSettings, second: contentSettings }),
    ...stored,
  }),
  v.object({
    kind: v.literal('autoencoder'),
    settings: v.object({ likedOnly: v.boolean() }),
    ...stored,
  }),
  v.object({ kind: v.literal('towers'), settings: v.object({}), ...stored }),
]);

export type AlternativeEntry = v.InferOutput<typeof alternativeSchema>;
export type AlternativeKind = AlternativeEntry['kind'];
